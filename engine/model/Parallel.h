#pragma once

#include <ATen/Parallel.h>

// at::parallel_for() is a template: what it does depends on how this program is compiled, not on LibTorch. Fuzzers and
// linters, built with Clang, and the thread sanitizer, which does not know libgomp's threads, do without.
#if !defined(INTRA_OP_PARALLEL) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#error "Without OpenMP at::parallel_for() is a plain loop on one thread; compile with -fopenmp"
#endif
