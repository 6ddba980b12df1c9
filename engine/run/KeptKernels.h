#pragma once

namespace engine {

/// Sets how many compiled primitives oneDNN keeps, where nobody has set it; before any thread. By itself it keeps
/// 1,024, and a mixture in bfloat16 on a processor has products of some thousands of sizes, each with a kernel of some
/// 50 KiB. To compile them again and again costs time, and with several threads it is not safe: oneDNN 2.6, which
/// LibTorch 1.13 has, makes the kernel of a product that adds to its output from freed memory where another thread's
/// product evicts it between the look at what is kept and the making, and may then throw std::bad_alloc.
void keepKernelsOfProducts();

} // namespace engine
