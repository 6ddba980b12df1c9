#include "engine/model/SmallProduct.h"

#include <dlfcn.h>

namespace engine {

namespace {

using Size = int;
/// BLAS counts in columns: what it takes for the first matrix is the second one here.
using Product = void (*)(const char*, const char*, const Size*, const Size*, const Size*, const float*, const float*,
                         const Size*, const float*, const Size*, const float*, float*, const Size*);

Product product()
{
    static const auto found = reinterpret_cast<Product>(dlsym(RTLD_DEFAULT, "sgemm_"));
    return found;
}

struct Sizes
{
    std::int64_t m;
    std::int64_t n;
    std::int64_t k;
};

void call(const char* ofB, const char* ofA, MatrixRows c, MatrixRows a, MatrixRows b, Sizes sizes, float scale,
          float kept = 0)
{
    const auto m = static_cast<Size>(sizes.m), n = static_cast<Size>(sizes.n), k = static_cast<Size>(sizes.k);
    const auto strideA = static_cast<Size>(a.stride), strideB = static_cast<Size>(b.stride),
               strideC = static_cast<Size>(c.stride);
    product()(ofB, ofA, &n, &m, &k, &scale, b.data, &strideB, a.data, &strideA, &kept, c.data, &strideC);
}

} // namespace

bool SmallProduct::isThere()
{
    return product() != nullptr;
}

void SmallProduct::byTransposed(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n,
                                std::int64_t k, float scale)
{
    call("T", "N", c, a, b, {m, n, k}, scale);
}

void SmallProduct::plain(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n, std::int64_t k)
{
    call("N", "N", c, a, b, {m, n, k}, 1);
}

void SmallProduct::addPlain(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n, std::int64_t k)
{
    call("N", "N", c, a, b, {m, n, k}, 1, 1);
}

void SmallProduct::ofTransposed(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n,
                                std::int64_t k)
{
    call("N", "T", c, a, b, {m, n, k}, 1);
}

void SmallProduct::addOfTransposed(MatrixRows c, MatrixRows a, MatrixRows b, std::int64_t m, std::int64_t n,
                                   std::int64_t k)
{
    call("N", "T", c, a, b, {m, n, k}, 1, 1);
}

} // namespace engine
