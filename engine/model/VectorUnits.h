#pragma once

/// In front of a function with loops over numbers: the compiler makes it for AVX-512 (also of 8 and 16 bit numbers), for
/// AVX2 with FMA and for any processor, and the program takes the best that runs. A macro, since it is an attribute that
/// not every build can have: the sanitizers are not yet ready when such a choice is made.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)                   \
    && !defined(__SANITIZE_THREAD__)
#define MOLEX_VECTOR_UNITS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MOLEX_VECTOR_UNITS
#endif
