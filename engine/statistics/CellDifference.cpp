#include "engine/statistics/CellDifference.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

namespace engine {

namespace {

constexpr double relabelingRounding = 1e-12; // relabelings that differ by less are equal

/// Number of ways to choose `k` of `n`; stops counting above `most`.
std::int64_t choices(std::int64_t n, std::int64_t k, std::int64_t most)
{
    double count = 1;
    for (std::int64_t i = 1; i <= k; ++i)
        count = count * double(n - k + i) / double(i);
    return count > double(most) ? most + 1 : std::llround(count);
}

/// Which runs are the group's: without a difference every choice of so many is as likely.
class Relabelings {
public:
    Relabelings(std::span<const CellShares> baseline, std::span<const CellShares> group)
        : m_groupRuns(group.size())
    {
        m_runs.insert(m_runs.end(), group.begin(), group.end());
        m_runs.insert(m_runs.end(), baseline.begin(), baseline.end());
        m_total.assign(m_runs.front().size(), 0);
        for (const CellShares& run : m_runs)
            add(m_total, run);
    }

    /// Mean of the chosen runs − mean of the others.
    std::vector<double> difference(const std::vector<std::size_t>& chosen) const
    {
        std::vector<double> sum(m_total.size(), 0);
        for (const std::size_t run : chosen)
            add(sum, m_runs[run]);
        const auto inside = double(m_groupRuns);
        const auto outside = double(m_runs.size() - m_groupRuns);
        for (std::size_t cell = 0; cell < sum.size(); ++cell)
            sum[cell] = sum[cell] / inside - (m_total[cell] - sum[cell]) / outside;
        return sum;
    }

    std::vector<std::size_t> given() const
    {
        std::vector<std::size_t> chosen(m_groupRuns);
        std::iota(chosen.begin(), chosen.end(), std::size_t(0));
        return chosen;
    }

    double smallestP(const CellTestOptions& options) const
    {
        const std::int64_t all = count(options);
        if (all > options.mostRelabelings)
            return 1 / double(options.mostRelabelings);
        // With equal sides every relabeling has a mirror image of the same size.
        return (2 * m_groupRuns == m_runs.size() ? 2 : 1) / double(all);
    }

    /// Calls `visit(chosen)` for every relabeling, or for a sample of them with the given one among it.
    template <class Visit>
    std::int64_t forEach(const CellTestOptions& options, Visit visit) const
    {
        const std::int64_t all = count(options);
        if (all <= options.mostRelabelings) {
            std::vector<char> isChosen(m_runs.size(), 0);
            std::fill(isChosen.begin(), isChosen.begin() + std::ptrdiff_t(m_groupRuns), 1);
            do
                visit(chosenOf(isChosen));
            while (std::prev_permutation(isChosen.begin(), isChosen.end()));
            return all;
        }
        std::mt19937_64 random(options.seed);
        std::vector<std::size_t> order(m_runs.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        visit(given());
        for (std::int64_t drawn = 1; drawn < options.mostRelabelings; ++drawn) {
            std::shuffle(order.begin(), order.end(), random);
            visit(std::vector<std::size_t>(order.begin(), order.begin() + std::ptrdiff_t(m_groupRuns)));
        }
        return options.mostRelabelings;
    }

private:
    std::int64_t count(const CellTestOptions& options) const
    {
        return choices(std::int64_t(m_runs.size()), std::int64_t(m_groupRuns), options.mostRelabelings);
    }

    static void add(std::vector<double>& sum, const CellShares& run)
    {
        for (std::size_t cell = 0; cell < sum.size(); ++cell)
            sum[cell] += run[cell];
    }

    static std::vector<std::size_t> chosenOf(const std::vector<char>& isChosen)
    {
        std::vector<std::size_t> chosen;
        for (std::size_t run = 0; run < isChosen.size(); ++run)
            if (isChosen[run] != 0)
                chosen.push_back(run);
        return chosen;
    }

    std::vector<CellShares> m_runs; ///< those of the group first
    std::vector<double> m_total;
    std::size_t m_groupRuns;
};

/// Which layer each share of a run's position belongs to: without a preference every order of the layers is as likely.
class LayerOrders {
public:
    LayerOrders(std::int64_t layers, std::span<const CellShares> group)
        : m_runs(group.begin(), group.end())
        , m_layers(layers)
    {
    }

    std::vector<CellShares> given() const { return m_runs; }

    /// Mean over the runs − 1 / layers.
    std::vector<double> difference(const std::vector<CellShares>& runs) const
    {
        std::vector<double> mean(runs.front().size(), -1 / double(m_layers));
        for (const CellShares& run : runs)
            for (std::size_t cell = 0; cell < mean.size(); ++cell)
                mean[cell] += run[cell] / double(runs.size());
        return mean;
    }

    /// All runs have their largest share at one layer by chance.
    double smallestP(const CellTestOptions& options) const
    {
        return std::max(std::pow(double(m_layers), -double(m_runs.size())), 1 / double(options.mostRelabelings));
    }

    /// Calls `visit(runs)` for the given order and for drawn ones.
    template <class Visit>
    std::int64_t forEach(const CellTestOptions& options, Visit visit) const
    {
        std::mt19937_64 random(options.seed);
        visit(m_runs);
        std::vector<CellShares> runs = m_runs;
        for (std::int64_t drawn = 1; drawn < options.mostRelabelings; ++drawn) {
            for (CellShares& run : runs)
                for (auto position = run.begin(); position != run.end(); position += std::ptrdiff_t(m_layers))
                    std::shuffle(position, position + std::ptrdiff_t(m_layers), random);
            visit(runs);
        }
        return options.mostRelabelings;
    }

private:
    std::vector<CellShares> m_runs;
    std::int64_t m_layers;
};

/// The share of relabelings with a difference at least as large as the given one.
template <class Labels>
CellDifference permuted(const Labels& labels, const CellTestOptions& options)
{
    CellDifference result;
    result.difference = labels.difference(labels.given());
    const std::size_t cells = result.difference.size();
    std::vector<std::int64_t> extreme(cells, 0);
    result.relabelings = labels.forEach(options, [&](const auto& relabeling) {
        const std::vector<double> other = labels.difference(relabeling);
        for (std::size_t cell = 0; cell < cells; ++cell)
            extreme[cell] += std::abs(other[cell]) >= std::abs(result.difference[cell]) - relabelingRounding ? 1 : 0;
    });
    for (const std::int64_t count : extreme)
        result.p.push_back(double(count) / double(result.relabelings));
    result.smallestP = labels.smallestP(options);
    result.fewestDistinct = fewestDiscoveries(result.smallestP, cells, options.falseDiscoveryRate);
    result.isDistinct = discoveries(result.p, options.falseDiscoveryRate);
    return result;
}

double totalVariation(const CellShares& a, const CellShares& b, std::size_t first, std::size_t layers)
{
    double distance = 0;
    for (std::size_t cell = first; cell < first + layers; ++cell)
        distance += std::abs(a[cell] - b[cell]) / 2;
    return distance;
}

std::ptrdiff_t mostChosen(const CellShares& run, std::size_t first, std::size_t layers)
{
    const auto begin = run.begin() + std::ptrdiff_t(first);
    return std::max_element(begin, begin + std::ptrdiff_t(layers)) - begin;
}

} // namespace

CellDifference cellDifference(std::span<const CellShares> baseline, std::span<const CellShares> group,
                              const CellTestOptions& options)
{
    CellDifference result;
    if (baseline.empty() || group.empty())
        return result;
    const Relabelings relabelings(baseline, group);
    if (baseline.size() > 1 && group.size() > 1)
        return permuted(relabelings, options);
    result.difference = relabelings.difference(relabelings.given());
    result.p.assign(result.difference.size(), 1);
    result.isDistinct.assign(result.difference.size(), false);
    result.fewestDistinct = result.difference.size() + 1;
    return result;
}

CellDifference preferredCells(std::int64_t layers, std::span<const CellShares> group, const CellTestOptions& options)
{
    return group.empty() ? CellDifference() : permuted(LayerOrders(layers, group), options);
}

std::vector<bool> discoveries(const std::vector<double>& p, double rate)
{
    std::vector<double> sorted = p;
    std::sort(sorted.begin(), sorted.end());
    double limit = -1;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        if (sorted[i] <= rate * double(i + 1) / double(sorted.size()))
            limit = sorted[i];
    std::vector<bool> found;
    found.reserve(p.size());
    for (const double each : p)
        found.push_back(each <= limit);
    return found;
}

std::size_t fewestDiscoveries(double smallestP, std::size_t hypotheses, double rate)
{
    std::size_t fewest = 1;
    while (fewest <= hypotheses && smallestP > rate * double(fewest) / double(hypotheses))
        ++fewest;
    return fewest;
}

SeedAgreement agreementOf(std::span<const CellShares> runs, std::int64_t layers)
{
    SeedAgreement agreement;
    const auto width = std::size_t(layers);
    for (std::size_t a = 0; a < runs.size(); ++a)
        for (std::size_t b = a + 1; b < runs.size(); ++b) {
            const std::size_t positions = runs[a].size() / width;
            double same = 0;
            double overlap = 0;
            for (std::size_t position = 0; position < positions; ++position) {
                const std::size_t first = position * width;
                same += mostChosen(runs[a], first, width) == mostChosen(runs[b], first, width) ? 1 : 0;
                overlap += 1 - totalVariation(runs[a], runs[b], first, width);
            }
            agreement.sameChoice += same / double(positions);
            agreement.overlap += overlap / double(positions);
            ++agreement.pairs;
        }
    if (agreement.pairs > 0) {
        agreement.sameChoice /= double(agreement.pairs);
        agreement.overlap /= double(agreement.pairs);
    }
    return agreement;
}

} // namespace engine
