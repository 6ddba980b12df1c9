#include "gui/models/RoutingEvaluations.h"

#include <algorithm>
#include <numeric>

namespace gui {

using engine::RoutingEvaluated;

namespace {

// Beyond these an evaluation is damaged, not large.
constexpr std::int64_t largestEvaluationDepth = 4096;
constexpr std::int64_t largestEvaluationCount = 1'000'000'000'000;

bool isEmptyOr(std::size_t size, std::size_t wanted)
{
    return size == 0 || size == wanted;
}

bool isWithin(const std::vector<std::int64_t>& values, std::int64_t first, std::int64_t last)
{
    return std::all_of(values.begin(), values.end(), [=](std::int64_t value) { return value >= first && value <= last; });
}

} // namespace

bool RoutingEvaluations::fits(const RoutingEvaluated& evaluated) const
{
    const std::size_t rows = evaluated.positions.size();
    if (evaluated.layers < 1 || evaluated.layers > largestEvaluationDepth || rows < 1
        || rows > std::size_t(largestEvaluationDepth) || evaluated.choices < 1 || evaluated.choices > evaluated.layers)
        return false;
    const std::size_t cells = rows * static_cast<std::size_t>(evaluated.layers);
    const std::size_t all = cells * evaluated.rows.size();
    if (evaluated.rows.empty() || evaluated.counts.size() != all || !isEmptyOr(evaluated.probability.size(), all)
        || !isWithin(evaluated.counts, 0, largestEvaluationCount)
        || !isWithin(evaluated.rows, 0, largestEvaluationCount))
        return false;
    const auto isExample = [&](const RoutingEvaluated::Example& example) {
        return example.route.size() == rows * static_cast<std::size_t>(evaluated.choices)
            && isWithin(example.route, -1, evaluated.layers - 1) && isEmptyOr(example.probability.size(), cells);
    };
    if (!std::all_of(evaluated.examples.begin(), evaluated.examples.end(), isExample))
        return false;
    if (isEmpty())
        return true;
    const RoutingEvaluated& last = newest();
    return evaluated.step > last.step && evaluated.split == last.split && evaluated.layers == last.layers
        && evaluated.positions == last.positions && evaluated.rows.size() == last.rows.size();
}

bool RoutingEvaluations::append(RoutingEvaluated evaluated)
{
    if (!fits(evaluated))
        return false;
    m_steps.push_back(evaluated.step);
    m_evaluations.push_back(std::move(evaluated));
    return true;
}

void RoutingEvaluations::truncateAfter(std::int64_t step)
{
    std::erase_if(m_steps, [step](std::int64_t each) { return each > step; });
    m_evaluations.resize(m_steps.size());
}

std::optional<std::size_t> RoutingEvaluations::at(std::int64_t step) const
{
    if (isEmpty())
        return std::nullopt;
    const auto after = std::upper_bound(m_steps.begin(), m_steps.end(), step);
    return after == m_steps.begin() ? 0 : static_cast<std::size_t>(after - m_steps.begin()) - 1;
}

std::vector<std::int64_t> countsOf(const RoutingEvaluated& evaluated, std::optional<std::size_t> classIndex)
{
    const std::size_t cells = evaluated.positions.size() * static_cast<std::size_t>(evaluated.layers);
    std::vector<std::int64_t> counts(cells, 0);
    for (std::size_t each = 0; each < evaluated.rows.size(); ++each)
        if (!classIndex || *classIndex == each)
            for (std::size_t cell = 0; cell < cells; ++cell)
                counts[cell] += evaluated.counts[each * cells + cell];
    return counts;
}

std::vector<double> sharesOf(const std::vector<std::int64_t>& counts, std::int64_t layers)
{
    std::vector<double> shares(counts.size(), 0);
    for (auto row = counts.begin(); row != counts.end(); row += layers) {
        const std::int64_t total = std::accumulate(row, row + layers, std::int64_t(0));
        for (std::int64_t layer = 0; layer < layers && total > 0; ++layer)
            shares[std::size_t(row - counts.begin() + layer)] = double(row[layer]) / double(total);
    }
    return shares;
}

} // namespace gui
