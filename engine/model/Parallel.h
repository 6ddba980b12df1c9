#pragma once

#include <ATen/Parallel.h>

// at::parallel_for() is a template: what it does depends on how this program is compiled, not on LibTorch.
#if !defined(INTRA_OP_PARALLEL) && !defined(__clang__) // the fuzzers and linters, built with Clang, may do without
#error "Without OpenMP at::parallel_for() is a plain loop on one thread; compile with -fopenmp"
#endif
