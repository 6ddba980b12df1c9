#pragma once

namespace engine {

/// From now on tensors of the CPU lie in blocks of the C library's malloc() that are aligned by hand,
/// whatever gives a program its other memory. LibTorch's own allocator asks for
/// aligned blocks, and the C library's posix_memalign() does not find such a block again among the freed ones (glibc
/// before 2.38): a training run then holds about a third more memory than its tensors. Any thread, any number of times;
/// tensors that are there already stay where they are. What is freed stays with the program: each step asks for the
/// same again, and pages that come from the system anew are slow; for the same reason the pages are huge where the
/// system has such.
void useTensorMemory();

/// Gives the system what is free. Takes milliseconds.
void returnTensorMemory();

} // namespace engine
