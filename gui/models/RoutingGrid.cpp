#include "gui/models/RoutingGrid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gui {

namespace {

// Beyond these a record is damaged, not large.
constexpr std::int64_t largestDepth = 4096;
constexpr std::int64_t largestCount = 1'000'000'000'000;
constexpr std::size_t blockRecords = 64;

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
    m_hasOneGateNorm = false;
    m_entropy.assign(rows(), {});
    m_margin.assign(rows(), {});
    m_meanEntropy = {};
    for (std::vector<MetricSeries>* group : {&m_mainWeight, &m_otherWeight, &m_gradientTask, &m_gradientBalance})
        group->clear();
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
    if (size() % blockRecords == 0)
        closeBlock();
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
        m_margin[row].append(snapshot.step,
                             snapshot.margin.empty() ? std::numeric_limits<double>::quiet_NaN()
                                                     : static_cast<double>(snapshot.margin[row]),
                             0);
    }
    m_meanEntropy.append(snapshot.step, sum / static_cast<double>(rows()), 0);
    const auto add = [&](std::vector<MetricSeries>& series, const std::vector<float>& values) {
        if (values.empty())
            return;
        series.resize(rows());
        for (std::size_t row = 0; row < rows(); ++row)
            if (const std::size_t index = values.size() == 1 ? 0 : row; index < values.size())
                series[row].append(snapshot.step, static_cast<double>(values[index]), 0);
    };
    add(m_mainWeight, snapshot.mainWeight);
    add(m_otherWeight, snapshot.otherWeight);
    add(m_gradientTask, snapshot.gateGradientTask);
    add(m_gradientBalance, snapshot.gateGradientBalance);
    if (!snapshot.gateGradientTask.empty())
        m_hasOneGateNorm = rows() > 1 && snapshot.gateGradientTask.size() == 1;
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
    m_blockMeasured.resize(count / blockRecords);
    m_blockSums.resize(m_blockMeasured.size() * cells);
    m_since.resize(count * rows());
    m_chosen.resize(count * static_cast<std::size_t>(m_layers));
    m_meanEntropy.truncateAfter(step);
    for (std::vector<MetricSeries>* group :
         {&m_entropy, &m_margin, &m_mainWeight, &m_otherWeight, &m_gradientTask, &m_gradientBalance})
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

std::size_t RoutingGrid::firstWithin(std::size_t record, std::int64_t steps) const
{
    // A record counts the votes since the one before it.
    const auto end = m_steps.begin() + static_cast<std::ptrdiff_t>(record);
    const auto first = std::upper_bound(m_steps.begin(), end, m_steps[record] - steps);
    return static_cast<std::size_t>(first - m_steps.begin());
}

std::int64_t RoutingGrid::sumUpTo(std::size_t records, std::size_t row, std::int64_t layer) const
{
    return records == 0 ? 0 : m_sums[place(records - 1, row, layer)];
}

std::int64_t RoutingGrid::count(std::size_t first, std::size_t last, std::size_t row, std::int64_t layer) const
{
    return sumUpTo(last + 1, row, layer) - sumUpTo(first, row, layer);
}

std::int64_t RoutingGrid::rowTotal(std::size_t first, std::size_t last, std::size_t row) const
{
    std::int64_t total = 0;
    for (std::int64_t layer = 0; layer < m_layers; ++layer)
        total += count(first, last, row, layer);
    return total;
}

double RoutingGrid::share(std::size_t first, std::size_t last, std::size_t row, std::int64_t layer) const
{
    const std::int64_t total = rowTotal(first, last, row);
    return total > 0 ? static_cast<double>(count(first, last, row, layer)) / static_cast<double>(total) : 0;
}

double RoutingGrid::share(std::size_t record, std::size_t row, std::int64_t layer) const
{
    return share(record, record, row, layer);
}

double RoutingGrid::probability(std::size_t record, std::size_t row, std::int64_t layer) const
{
    return static_cast<double>(m_probability[place(record, row, layer)]);
}

std::size_t RoutingGrid::addProbability(std::vector<double>& sums, std::size_t first, std::size_t end) const
{
    std::size_t measured = 0;
    for (std::size_t record = first; record < end; ++record) {
        const float* values = m_probability.data() + record * sums.size();
        if (std::isnan(values[0]))
            continue;
        ++measured;
        for (std::size_t cell = 0; cell < sums.size(); ++cell)
            sums[cell] += static_cast<double>(values[cell]);
    }
    return measured;
}

void RoutingGrid::closeBlock()
{
    const std::size_t cells = rows() * static_cast<std::size_t>(m_layers);
    std::vector<double> sums(cells, 0);
    std::size_t measured = 0;
    if (!m_blockMeasured.empty()) {
        std::copy(m_blockSums.end() - static_cast<std::ptrdiff_t>(cells), m_blockSums.end(), sums.begin());
        measured = m_blockMeasured.back();
    }
    measured += addProbability(sums, size() - blockRecords, size());
    m_blockSums.insert(m_blockSums.end(), sums.begin(), sums.end());
    m_blockMeasured.push_back(measured);
}

std::vector<double> RoutingGrid::meanProbability(std::size_t first, std::size_t last) const
{
    std::vector<double> means(rows() * static_cast<std::size_t>(m_layers), 0);
    const std::size_t firstBlock = (first + blockRecords - 1) / blockRecords; // whole blocks lie between these two
    const std::size_t endBlock = (last + 1) / blockRecords;
    std::size_t measured = 0;
    if (firstBlock >= endBlock) {
        measured = addProbability(means, first, last + 1);
    } else {
        for (std::size_t cell = 0; cell < means.size(); ++cell)
            means[cell] = m_blockSums[(endBlock - 1) * means.size() + cell]
                - (firstBlock > 0 ? m_blockSums[(firstBlock - 1) * means.size() + cell] : 0);
        measured = m_blockMeasured[endBlock - 1] - (firstBlock > 0 ? m_blockMeasured[firstBlock - 1] : 0)
            + addProbability(means, first, firstBlock * blockRecords)
            + addProbability(means, endBlock * blockRecords, last + 1);
    }
    for (double& mean : means)
        mean = measured > 0 ? mean / static_cast<double>(measured) : std::numeric_limits<double>::quiet_NaN();
    return means;
}

double RoutingGrid::change(std::size_t record, std::size_t row, std::int64_t layer) const
{
    return share(record, row, layer) - share(0, row, layer);
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

const MetricSeries& RoutingGrid::ofRow(const std::vector<MetricSeries>& series, std::size_t row)
{
    static const MetricSeries none;
    return row < series.size() ? series[row] : none;
}

std::optional<std::int64_t> RoutingGrid::collapsedSince(std::size_t record, std::size_t row) const
{
    const std::int64_t since = m_since[record * rows() + row];
    return since < 0 ? std::nullopt : std::optional(since);
}

bool RoutingGrid::isDead(std::size_t record, std::int64_t layer) const
{
    return record + 1 >= enoughRecords && lastChosen(record, layer).value_or(-1) < m_steps[record + 1 - enoughRecords];
}

std::optional<std::int64_t> RoutingGrid::lastChosen(std::size_t record, std::int64_t layer) const
{
    const std::int64_t step = m_chosen[record * static_cast<std::size_t>(m_layers) + static_cast<std::size_t>(layer)];
    return step < 0 ? std::nullopt : std::optional(step);
}

} // namespace gui
