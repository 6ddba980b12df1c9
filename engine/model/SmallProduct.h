#pragma once

#include <cstdint>

namespace engine {

/// A float32 matrix in rows that somebody else owns.
struct MatrixRows
{
    float* data = nullptr;
    std::int64_t stride = 0; ///< numbers from one row to the next
};

/// Products of small matrices by the BLAS that LibTorch uses, for loops that share the work between threads themselves.
class SmallProduct final {
public:
    /// False where that BLAS is hidden inside LibTorch.
    static bool isThere();

    /// c[m, n] = scale · a[m, k] · b[n, k]ᵀ
    static void byTransposed(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n, std::int64_t k,
                             float scale = 1);
    /// c[m, n] = a[m, k] · b[k, n]
    static void plain(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n, std::int64_t k);
    /// c[m, n] += a[m, k] · b[k, n]
    static void addPlain(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n, std::int64_t k);
    /// c[m, n] = a[k, m]ᵀ · b[k, n]
    static void ofTransposed(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n, std::int64_t k);
    /// c[m, n] += a[k, m]ᵀ · b[k, n]
    static void addOfTransposed(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n, std::int64_t k);
};

} // namespace engine
