#include "engine/routing/WeightedSum.h"

#include <iterator>

#include "engine/model/CausalPass.h"
#include "engine/routing/RoutingTrace.h"
#include "engine/routing/StateRuns.h"

namespace engine {

WeightedSum::WeightedSum(const torch::Tensor& hidden, const Pass& pass, Unit unit)
    : m_hidden(hidden)
    , m_pass(pass)
    , m_unit(unit)
{
    if (unit != Unit::Token)
        return;
    if (pass.cache != nullptr)
        m_texts = textsWithEarlierTokens();
    else
        m_texts = {hidden, pass, {}};
}

void WeightedSum::note(double part) const
{
    if (m_pass.trace != nullptr)
        m_pass.trace->addLayerRun(part);
}

torch::Tensor WeightedSum::shaped(const torch::Tensor& weight) const
{
    return m_unit == Unit::Token ? weight.unsqueeze(-1) : weight.view({-1, 1, 1});
}

torch::Tensor WeightedSum::byUnits(const torch::Tensor& output) const
{
    return m_unit == Unit::Token ? output.flatten(0, 1) : output;
}

torch::Tensor WeightedSum::of(const Part& own, const std::vector<Part>& chosen)
{
    if (!chosen.empty() && runsForTraining()) {
        train(own, chosen);
    } else {
        addOutput(own.layer->forward(m_hidden, m_pass), own.weight, {});
        add(chosen);
    }
    return m_sum.view({m_hidden.size(0), -1, m_hidden.size(2)});
}

bool WeightedSum::runsForTraining() const
{
    return m_pass.training && m_pass.cache == nullptr && m_pass.routes == nullptr && m_hidden.is_cpu();
}

/// Each run draws its dropout from a stream of its own, also where they run one after the other: training is then the
/// same on any number of threads. Layers that read states have attended by the time the own layer runs, so that what is
/// left of them, about as much as the own layer, runs beside it.
void WeightedSum::train(const Part& own, const std::vector<Part>& chosen)
{
    std::vector<LayerRun> runs = {makeLayerRun(own.layer, m_hidden, m_pass)};
    std::vector<Part> alone = {own}, reading;
    std::vector<torch::Tensor> places(1);
    for (const Part& part : chosen) {
        m_pass.requireWanted();
        if (readerOf(part) != nullptr) {
            reading.push_back(part);
            continue;
        }
        places.push_back(placesOf(part));
        runs.push_back(runOf(part, places.back()));
        alone.push_back(part);
    }
    if (!reading.empty()) {
        std::vector<LayerRun> more = runsReading(reading);
        runs.insert(runs.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    const std::vector<torch::Tensor> outputs = outputsOf(runs, m_pass);
    for (std::size_t i = 0; i < alone.size(); ++i)
        addOutput(outputs[i], alone[i].weight, places[i]);
    if (!reading.empty())
        addReading(reading, {outputs.begin() + static_cast<std::ptrdiff_t>(alone.size()), outputs.end()});
}

void WeightedSum::addOutput(const torch::Tensor& output, const torch::Tensor& weight, const torch::Tensor& places)
{
    if (!m_sum.defined())
        m_sum = byUnits(output) * shaped(weight);
    else if (!places.defined())
        m_sum = m_sum + byUnits(output) * shaped(weight);
    else // In place: nothing needs the sum so far again, and copying it for each layer would cost as much as adding.
        m_sum.index_add_(0, places, (output * shaped(weight.index_select(0, places))).to(m_sum.scalar_type()));
}

torch::Tensor WeightedSum::placesOf(const std::vector<std::int64_t>& units) const
{
    return torch::tensor(units, torch::kInt64).to(m_hidden.device());
}

torch::Tensor WeightedSum::placesOf(const Part& part) const
{
    const bool onTexts = m_unit == Unit::Token && m_pass.cache != nullptr;
    const bool isOfAll = static_cast<std::int64_t>(part.units->size()) == part.weight.size(0);
    return isOfAll && !onTexts ? torch::Tensor() : placesOf(*part.units);
}

void WeightedSum::add(const std::vector<Part>& parts)
{
    std::vector<Part> reading;
    for (const Part& part : parts) {
        if (readerOf(part) != nullptr) {
            reading.push_back(part);
            continue;
        }
        m_pass.requireWanted();
        const torch::Tensor places = placesOf(part);
        addOutput(runOf(part, places).output(), part.weight, places);
    }
    if (!reading.empty())
        addReading(reading, outputsOf(runsReading(reading), m_pass));
}

StateReader* WeightedSum::readerOf(const Part& part) const
{
    if (m_unit != Unit::Token)
        return nullptr;
    StateReader* reader = part.layer->stateReader(m_hidden, m_pass);
    const auto selected = static_cast<std::int64_t>(part.units->size());
    return reader != nullptr && reader->isCheaper(selected, m_hidden) ? reader : nullptr;
}

std::vector<LayerRun> WeightedSum::runsReading(const std::vector<Part>& parts) const
{
    std::vector<StateReading> readings;
    for (const Part& part : parts) {
        note(static_cast<double>(part.units->size()) / static_cast<double>(part.weight.size(0)));
        readings.push_back({part.layer, readerOf(part), part.units});
    }
    return stateRuns(readings, m_hidden, m_pass);
}

void WeightedSum::addReading(const std::vector<Part>& parts, const std::vector<torch::Tensor>& outputs)
{
    std::vector<torch::Tensor> places, weights;
    for (const Part& part : parts) {
        places.push_back(placesOf(*part.units));
        weights.push_back(part.weight.index_select(0, places.back()));
    }
    const torch::Tensor weighed = torch::cat(outputs) * shaped(torch::cat(weights));
    m_sum.index_add_(0, torch::cat(places), weighed.to(m_sum.scalar_type()));
}

LayerRun WeightedSum::runOf(const Part& part, const torch::Tensor& places) const
{
    if (places.defined())
        return m_unit == Unit::Token ? runOnTokens(part.layer, *part.units) : runOnRows(part.layer, places);
    note(1);
    return makeLayerRun(part.layer, m_hidden, m_pass);
}

LayerRun WeightedSum::runOnRows(TransformerLayer* layer, const torch::Tensor& rows) const
{
    note(static_cast<double>(rows.size(0)) / static_cast<double>(m_hidden.size(0)));
    return makeLayerRun(layer, m_hidden.index_select(0, rows), m_pass.select(rows));
}

WeightedSum::Texts WeightedSum::textsWithEarlierTokens() const
{
    Texts texts;
    texts.hidden = m_pass.cache->remember(m_pass, m_hidden);
    const std::int64_t rows = m_hidden.size(0);
    const std::int64_t fresh = m_hidden.size(1);
    const std::int64_t width = texts.hidden.size(1);
    texts.pass = continuationPass(torch::arange(width, m_pass.slots.options()).unsqueeze(0), width, nullptr);
    texts.pass.mask = texts.pass.mask.expand({rows, width});
    texts.pass.position = m_pass.position;
    const torch::Tensor slots = m_pass.slots.expand({rows, fresh}).to(torch::kCPU).contiguous();
    for (std::int64_t i = 0; i < slots.numel(); ++i)
        texts.places.push_back(i / fresh * width + slots.data_ptr<std::int64_t>()[i]);
    return texts;
}

LayerRun WeightedSum::runOnTokens(TransformerLayer* layer, const std::vector<std::int64_t>& tokens) const
{
    std::vector<std::int64_t> places = tokens;
    for (std::int64_t& place : places)
        place = m_texts.places.empty() ? place : m_texts.places[static_cast<std::size_t>(place)];
    const torch::Tensor& hidden = m_texts.hidden;
    const TokenSelection selection(places, hidden.size(1), hidden.device());
    const auto selected = static_cast<double>(selection.tokenCount());
    const double others = static_cast<double>(selection.rowCount() * hidden.size(1)) - selected;
    const double cost = selected + others * layer->unselectedCost();
    note(cost / static_cast<double>(m_hidden.size(0) * m_hidden.size(1)));
    const bool isOfAllRows = selection.rowCount() == hidden.size(0);
    const torch::Tensor read = isOfAllRows ? hidden : hidden.index_select(0, selection.rows());
    const Pass pass = isOfAllRows ? m_texts.pass : m_texts.pass.select(selection.rows());
    return makeLayerRun(layer, {read}, pass, cost, [layer, selection, pass](const LayerRun::Inputs& in) {
        return layer->forwardTokens(in[0], selection, pass).squeeze(0);
    });
}

} // namespace engine
