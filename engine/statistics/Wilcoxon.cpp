#include "engine/statistics/Wilcoxon.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "engine/statistics/Pairs.h"

namespace engine {

namespace {

constexpr std::size_t mostExact = 50; // pairs; SciPy's limit

struct Ranked
{
    double positive = 0; ///< sum of ranks of positive differences
    double negative = 0;
    double tieTerm = 0; ///< Σ (t³ − t) over groups of t ties
};

Ranked rank(std::vector<double> differences, double rounding)
{
    std::sort(differences.begin(), differences.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
    Ranked result;
    for (std::size_t begin = 0; begin < differences.size();) {
        std::size_t end = begin;
        while (end < differences.size() && std::abs(differences[end]) - std::abs(differences[begin]) <= rounding)
            ++end;
        const double ties = static_cast<double>(end - begin);
        for (std::size_t i = begin; i < end; ++i)
            (differences[i] > 0 ? result.positive : result.negative) += static_cast<double>(begin + end + 1) / 2;
        result.tieTerm += ties * ties * ties - ties;
        begin = end;
    }
    return result;
}

/// Two-sided, by counting the subsets of ranks 1 … n with each sum.
double exactP(std::size_t count, double smaller)
{
    const std::size_t total = count * (count + 1) / 2;
    std::vector<double> subsets(total + 1, 0.0); // below 2^50: exact in a double
    subsets[0] = 1;
    for (std::size_t rank = 1; rank <= count; ++rank)
        for (std::size_t sum = total; sum >= rank; --sum)
            subsets[sum] += subsets[sum - rank];
    const auto last = subsets.begin() + static_cast<std::ptrdiff_t>(smaller) + 1;
    const double below = std::accumulate(subsets.begin(), last, 0.0);
    return std::min(1.0, 2 * below / std::ldexp(1.0, static_cast<int>(count)));
}

} // namespace

TestResult wilcoxon(std::span<const double> baseline, std::span<const double> values)
{
    PairDifferences pairs = pairDifferences(baseline, values);
    std::vector<double>& differences = pairs.values;
    std::erase_if(differences, [&](double difference) { return std::abs(difference) <= pairs.rounding; });
    TestResult result;
    result.kind = TestKind::Wilcoxon;
    result.n = static_cast<std::int64_t>(differences.size());
    if (differences.empty()) {
        result.undefined = values.empty() ? "there are no pairs" : "no pair differs";
        return result;
    }
    const Ranked ranked = rank(differences, pairs.rounding);
    result.statistic = std::min(ranked.positive, ranked.negative);
    result.isExact = differences.size() == values.size() && ranked.tieTerm == 0 && differences.size() <= mostExact;
    if (result.isExact) {
        result.p = exactP(differences.size(), *result.statistic);
        return result;
    }
    const double count = static_cast<double>(differences.size());
    const double mean = count * (count + 1) / 4;
    const double variance = (count * (count + 1) * (2 * count + 1) - ranked.tieTerm / 2) / 24;
    const double z = (*result.statistic - mean) / std::sqrt(variance);
    result.p = std::min(1.0, 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), std::abs(z))));
    return result;
}

double smallestWilcoxonP(std::int64_t pairs)
{
    return std::ldexp(2.0, -static_cast<int>(pairs));
}

} // namespace engine
