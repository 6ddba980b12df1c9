#include "gui/models/RoutingGrid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gui {

namespace {

// Beyond these a record is damaged, not large.
constexpr std::int64_t largestDepth = 4096;
constexpr std::int64_t largestCount = 1'000'000'000'000;

double entropyOf(const std::int64_t* counts, std::size_t layers)
{
    double total = 0;
    for (std::size_t layer = 0; layer < layers; ++layer)
        total += static_cast<double>(counts[layer]);
    double entropy = 0;
    for (std::size_t layer = 0; layer < layers; ++layer)
        if (const double share = total > 0 ? static_cast<double>(counts[layer]) / total : 0; share > 0)
            entropy -= share * std::log(share);
    return entropy;
}

} // namespace

bool RoutingGrid::fits(const engine::RoutingSnapshot& snapshot) const
{
    if (snapshot.layers < 1 || snapshot.layers > largestDepth || snapshot.positions.size() > std::size_t(largestDepth))
        return false;
    const std::size_t rows = snapshot.positions.size();
    const std::size_t cells = rows * static_cast<std::size_t>(snapshot.layers);
    const auto isCount = [](std::int64_t count) { return count >= 0 && count <= largestCount; };
    const auto isEmptyOr = [](std::size_t size, std::size_t wanted) { return size == 0 || size == wanted; };
    if (cells == 0 || snapshot.counts.size() != cells || !isEmptyOr(snapshot.probability.size(), cells)
        || !isEmptyOr(snapshot.entropy.size(), rows) || !isEmptyOr(snapshot.margin.size(), rows)
        || !std::all_of(snapshot.counts.begin(), snapshot.counts.end(), isCount))
        return false;
    if (isEmpty())
        return true;
    return snapshot.step > m_steps.back() && snapshot.layers == m_layers && snapshot.positions == m_positions;
}

void RoutingGrid::setShape(const engine::RoutingSnapshot& snapshot)
{
    m_layers = snapshot.layers;
    m_positions = snapshot.positions;
    m_hasGate = false;
    m_entropy.assign(rows(), {});
    m_meanEntropy = {};
    m_gradientTask.clear();
    m_gradientBalance.clear();
}

bool RoutingGrid::append(const engine::RoutingSnapshot& snapshot)
{
    if (!fits(snapshot))
        return false;
    if (isEmpty())
        setShape(snapshot);
    const std::size_t cells = snapshot.counts.size();
    const std::size_t before = m_sums.size();
    m_sums.resize(before + cells);
    for (std::size_t cell = 0; cell < cells; ++cell)
        m_sums[before + cell] =
            snapshot.counts[cell] + (before > 0 ? m_sums[before - cells + cell] : 0);
    m_hasGate = m_hasGate || !snapshot.probability.empty();
    m_probability.resize(before + cells, std::numeric_limits<float>::quiet_NaN());
    std::copy(snapshot.probability.begin(), snapshot.probability.end(),
              m_probability.begin() + static_cast<std::ptrdiff_t>(before));
    m_steps.push_back(snapshot.step);
    m_epochs.push_back(snapshot.epoch);
    appendState(snapshot);
    appendMeasures(snapshot);
    return true;
}

void RoutingGrid::appendState(const engine::RoutingSnapshot& snapshot)
{
    const std::size_t record = size() - 1;
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::int64_t layer = favourite(record, row);
        std::int64_t since = -1;
        if (share(record, row, layer) >= collapsedShare) {
            const bool goesOn = record > 0 && m_since[(record - 1) * rows() + row] >= 0
                && favourite(record - 1, row) == layer;
            since = goesOn ? m_since[(record - 1) * rows() + row] : snapshot.step;
        }
        m_since.push_back(since);
    }
    const auto layers = static_cast<std::size_t>(m_layers);
    for (std::size_t layer = 0; layer < layers; ++layer) {
        bool isChosen = false;
        for (std::size_t row = 0; row < rows(); ++row)
            isChosen = isChosen || snapshot.counts[row * layers + layer] > 0;
        m_chosen.push_back(isChosen ? snapshot.step : record > 0 ? m_chosen[(record - 1) * layers + layer] : -1);
    }
}

void RoutingGrid::appendMeasures(const engine::RoutingSnapshot& snapshot)
{
    double sum = 0;
    for (std::size_t row = 0; row < rows(); ++row) {
        const double entropy = snapshot.entropy.empty()
            ? entropyOf(snapshot.counts.data() + row * static_cast<std::size_t>(m_layers),
                        static_cast<std::size_t>(m_layers))
            : static_cast<double>(snapshot.entropy[row]);
        m_entropy[row].append(snapshot.step, entropy, 0);
        sum += entropy;
        m_margin.push_back(snapshot.margin.empty() ? std::numeric_limits<float>::quiet_NaN() : snapshot.margin[row]);
    }
    m_meanEntropy.append(snapshot.step, sum / static_cast<double>(rows()), 0);
    const auto add = [&](std::vector<MetricSeries>& series, const std::vector<float>& norms) {
        if (series.empty())
            series.resize(norms.size());
        for (std::size_t gate = 0; gate < std::min(series.size(), norms.size()); ++gate)
            series[gate].append(snapshot.step, static_cast<double>(norms[gate]), 0);
    };
    add(m_gradientTask, snapshot.gateGradientTask);
    add(m_gradientBalance, snapshot.gateGradientBalance);
}

void RoutingGrid::truncateAfter(std::int64_t step)
{
    const auto count = static_cast<std::size_t>(std::upper_bound(m_steps.begin(), m_steps.end(), step) - m_steps.begin());
    if (count == size())
        return;
    const std::size_t cells = rows() * static_cast<std::size_t>(m_layers);
    m_steps.resize(count);
    m_epochs.resize(count);
    m_sums.resize(count * cells);
    m_probability.resize(count * cells);
    m_margin.resize(count * rows());
    m_since.resize(count * rows());
    m_chosen.resize(count * static_cast<std::size_t>(m_layers));
    m_meanEntropy.truncateAfter(step);
    for (std::vector<MetricSeries>* group : {&m_entropy, &m_gradientTask, &m_gradientBalance})
        for (MetricSeries& series : *group)
            series.truncateAfter(step);
}

std::optional<std::size_t> RoutingGrid::nearest(std::int64_t step) const
{
    if (isEmpty())
        return std::nullopt;
    const auto after = std::lower_bound(m_steps.begin(), m_steps.end(), step);
    if (after == m_steps.begin())
        return 0;
    const auto index = static_cast<std::size_t>(after - m_steps.begin());
    if (after == m_steps.end())
        return index - 1;
    return step - m_steps[index - 1] <= m_steps[index] - step ? index - 1 : index;
}

std::int64_t RoutingGrid::sumUpTo(std::size_t records, std::size_t row, std::int64_t layer) const
{
    return records == 0 ? 0 : m_sums[place(records - 1, row, layer)];
}

std::int64_t RoutingGrid::count(std::size_t record, std::size_t row, std::int64_t layer) const
{
    return sumUpTo(record + 1, row, layer) - sumUpTo(record, row, layer);
}

std::int64_t RoutingGrid::rowTotal(std::size_t record, std::size_t row) const
{
    std::int64_t total = 0;
    for (std::int64_t layer = 0; layer < m_layers; ++layer)
        total += count(record, row, layer);
    return total;
}

double RoutingGrid::share(std::size_t first, std::size_t last, std::size_t row, std::int64_t layer) const
{
    std::int64_t total = 0;
    for (std::int64_t other = 0; other < m_layers; ++other)
        total += sumUpTo(last + 1, row, other) - sumUpTo(first, row, other);
    const std::int64_t votes = sumUpTo(last + 1, row, layer) - sumUpTo(first, row, layer);
    return total > 0 ? static_cast<double>(votes) / static_cast<double>(total) : 0;
}

double RoutingGrid::share(std::size_t record, std::size_t row, std::int64_t layer) const
{
    return share(record, record, row, layer);
}

double RoutingGrid::probability(std::size_t record, std::size_t row, std::int64_t layer) const
{
    return static_cast<double>(m_probability[place(record, row, layer)]);
}

double RoutingGrid::change(std::size_t record, std::size_t row, std::int64_t layer) const
{
    return share(record, row, layer) - share(0, row, layer);
}

double RoutingGrid::cell(std::size_t record, std::size_t row, std::int64_t layer, Mode mode) const
{
    switch (mode) {
    case Mode::Share: return share(record, row, layer);
    case Mode::Probability: return probability(record, row, layer);
    case Mode::Change: return change(record, row, layer);
    }
    return 0;
}

std::int64_t RoutingGrid::favourite(std::size_t record, std::size_t row) const
{
    std::int64_t best = 0;
    for (std::int64_t layer = 1; layer < m_layers; ++layer)
        if (count(record, row, layer) > count(record, row, best))
            best = layer;
    return best;
}

double RoutingGrid::uniformEntropy() const
{
    return m_layers > 0 ? std::log(static_cast<double>(m_layers)) : 0;
}

double RoutingGrid::margin(std::size_t record, std::size_t row) const
{
    return static_cast<double>(m_margin[record * rows() + row]);
}

const MetricSeries& RoutingGrid::gate(const std::vector<MetricSeries>& series, std::size_t row)
{
    static const MetricSeries none;
    if (series.empty())
        return none;
    return series.size() == 1 ? series.front() : row < series.size() ? series[row] : none;
}

std::optional<std::int64_t> RoutingGrid::collapsedSince(std::size_t record, std::size_t row) const
{
    const std::int64_t since = m_since[record * rows() + row];
    return since < 0 ? std::nullopt : std::optional(since);
}

std::optional<std::int64_t> RoutingGrid::lastChosen(std::size_t record, std::int64_t layer) const
{
    const std::int64_t step = m_chosen[record * static_cast<std::size_t>(m_layers) + static_cast<std::size_t>(layer)];
    return step < 0 ? std::nullopt : std::optional(step);
}

} // namespace gui
