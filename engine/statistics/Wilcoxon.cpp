#include "engine/statistics/Wilcoxon.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "engine/statistics/Pairs.h"

namespace engine {

namespace {

constexpr std::size_t mostExact = 50; // pairs

struct SignedRanks
{
    std::vector<std::size_t> doubled; ///< twice each rank, which is whole also where equal sizes share a mean rank
    std::size_t positive = 0;         ///< sum of `doubled` over positive differences
    std::size_t total = 0;
    double tieTerm = 0; ///< Σ (t³ − t) over groups of t ties
};

SignedRanks rank(std::vector<double> differences, double rounding)
{
    std::sort(differences.begin(), differences.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
    SignedRanks result;
    for (std::size_t begin = 0; begin < differences.size();) {
        std::size_t end = begin;
        while (end < differences.size() && std::abs(differences[end]) - std::abs(differences[begin]) <= rounding)
            ++end;
        const auto ties = static_cast<double>(end - begin);
        for (std::size_t i = begin; i < end; ++i) {
            result.doubled.push_back(begin + end + 1);
            result.positive += differences[i] > 0 ? begin + end + 1 : 0;
            result.total += begin + end + 1;
        }
        result.tieTerm += ties * ties * ties - ties;
        begin = end;
    }
    return result;
}

/// Two-sided, by counting the choices of signs with each sum of these ranks; `smaller` is doubled too.
double exactP(const SignedRanks& ranks, std::size_t smaller)
{
    std::vector<double> choices(ranks.total + 1, 0.0); // below 2^50: exact in a double
    choices[0] = 1;
    for (const std::size_t rank : ranks.doubled)
        for (std::size_t sum = ranks.total; sum >= rank; --sum)
            choices[sum] += choices[sum - rank];
    const auto last = choices.begin() + static_cast<std::ptrdiff_t>(smaller) + 1;
    const double below = std::accumulate(choices.begin(), last, 0.0);
    return std::min(1.0, 2 * below / std::ldexp(1.0, static_cast<int>(ranks.doubled.size())));
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
    const SignedRanks ranks = rank(differences, pairs.rounding);
    const std::size_t smaller = std::min(ranks.positive, ranks.total - ranks.positive);
    result.statistic = static_cast<double>(smaller) / 2;
    result.isExact = differences.size() <= mostExact;
    if (result.isExact) {
        result.p = exactP(ranks, smaller);
        return result;
    }
    const auto count = static_cast<double>(differences.size());
    const double mean = count * (count + 1) / 4;
    const double variance = (count * (count + 1) * (2 * count + 1) - ranks.tieTerm / 2) / 24;
    const double z = (*result.statistic - mean) / std::sqrt(variance);
    result.p = std::min(1.0, 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), std::abs(z))));
    return result;
}

double smallestWilcoxonP(std::int64_t pairs)
{
    return std::ldexp(2.0, -static_cast<int>(pairs));
}

} // namespace engine
