#include "engine/statistics/Binomial.h"

#include <array>
#include <bit>
#include <cmath>

namespace engine {

namespace {

constexpr double fewSuccesses = 10; ///< expected; BTRS needs as many

/// Above 0 and below 1.
double drawUnit(std::mt19937_64& random)
{
    return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
}

/// log k! less Stirling's formula for it.
double stirlingTail(double k)
{
    static constexpr std::array<double, 10> first = {
        0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
        0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287};
    if (k < static_cast<double>(first.size()))
        return first[static_cast<std::size_t>(k)];
    const double square = (k + 1) * (k + 1);
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
}

std::int64_t drawFew(std::int64_t count, double probability, std::mt19937_64& random)
{
    const double odds = probability / (1 - probability);
    double mass = std::exp(static_cast<double>(count) * std::log1p(-probability)); // of no success
    double rest = drawUnit(random);
    std::int64_t successes = 0;
    while (rest > mass && successes < count) {
        rest -= mass;
        ++successes;
        mass *= odds * static_cast<double>(count - successes + 1) / static_cast<double>(successes);
    }
    return successes;
}

/// Names of constants as in the paper.
std::int64_t drawMany(std::int64_t count, double p, std::mt19937_64& random)
{
    const auto n = static_cast<double>(count);
    const double spq = std::sqrt(n * p * (1 - p));
    const double b = 1.15 + 2.53 * spq;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p;
    const double c = n * p + 0.5;
    const double vr = 0.92 - 4.2 / b;
    const double alpha = (2.83 + 5.1 / b) * spq;
    const double r = p / (1 - p);
    const double m = std::floor((n + 1) * p);
    while (true) {
        const double v = drawUnit(random);
        const double u = drawUnit(random) - 0.5;
        const double us = 0.5 - std::abs(u);
        const double k = std::floor((2 * a / us + b) * u + c);
        if (us >= 0.07 && v <= vr)
            return static_cast<std::int64_t>(k);
        if (k < 0 || k > n)
            continue;
        const double bound = (m + 0.5) * std::log((m + 1) / (r * (n - m + 1)))
            + (n + 1) * std::log((n - m + 1) / (n - k + 1)) + (k + 0.5) * std::log(r * (n - k + 1) / (k + 1))
            + stirlingTail(m) + stirlingTail(n - m) - stirlingTail(k) - stirlingTail(n - k);
        if (std::log(v * alpha / (a / (us * us) + b)) <= bound)
            return static_cast<std::int64_t>(k);
    }
}

} // namespace

std::int64_t drawBinomial(std::int64_t count, double probability, std::mt19937_64& random)
{
    if (count <= 0 || probability <= 0)
        return 0;
    if (probability >= 1)
        return count;
    if (probability > 0.5)
        return count - drawBinomial(count, 1 - probability, random);
    return static_cast<double>(count) * probability < fewSuccesses ? drawFew(count, probability, random)
                                                                   : drawMany(count, probability, random);
}

std::int64_t drawHalf(std::int64_t count, std::mt19937_64& random)
{
    std::int64_t ones = 0;
    for (; count >= 64; count -= 64)
        ones += std::popcount(random());
    return count > 0 ? ones + std::popcount(random() >> (64 - count)) : ones;
}

} // namespace engine
