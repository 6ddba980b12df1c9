#include "engine/routing/WeightedSum.h"

#include "engine/model/CausalPass.h"
#include "engine/model/RandomMask.h"
#include "engine/routing/LayersAtOnce.h"
#include "engine/routing/RoutingTrace.h"

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
    if (!chosen.empty() && runsOnRowsInTraining()) {
        trainOnRows(own, chosen);
    } else {
        addOutput(own.layer->forward(m_hidden, m_pass), own.weight, {});
        add(chosen);
    }
    return m_sum.view({m_hidden.size(0), -1, m_hidden.size(2)});
}

bool WeightedSum::runsOnRowsInTraining() const
{
    return m_pass.training && m_unit != Unit::Token && m_pass.cache == nullptr && m_pass.routes == nullptr
        && m_hidden.is_cpu();
}

/// Each layer draws its dropout from a stream of its own, also where they run one after the other: a run is then the
/// same on any number of threads.
void WeightedSum::trainOnRows(const Part& own, const std::vector<Part>& chosen)
{
    std::vector<LayerRun> runs = {{own.layer, m_hidden, m_pass, RandomMask::drawKey()}};
    std::vector<torch::Tensor> places(1);
    for (const Part& part : chosen) {
        m_pass.requireWanted();
        const std::int64_t units = part.weight.size(0);
        const auto those = static_cast<std::int64_t>(part.units->size());
        note(static_cast<double>(those) / static_cast<double>(units));
        LayerRun run{part.layer, m_hidden, m_pass, RandomMask::drawKey()};
        places.push_back(those == units ? torch::Tensor() : placesOf(*part.units));
        if (places.back().defined()) {
            run.hidden = m_hidden.index_select(0, places.back());
            run.pass = m_pass.select(places.back());
        }
        runs.push_back(std::move(run));
    }
    const std::vector<torch::Tensor> together = canRunAtOnce(runs) ? runAtOnce(runs) : std::vector<torch::Tensor>();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const torch::Tensor output = together.empty() ? runs[i].output() : together[i];
        addOutput(output, i == 0 ? own.weight : chosen[i - 1].weight, places[i]);
    }
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

void WeightedSum::add(const std::vector<Part>& parts)
{
    std::vector<Part> reading;
    std::vector<StateReading> readings;
    for (const Part& part : parts) {
        m_pass.requireWanted();
        if (StateReader* reader = readerOf(part)) {
            reading.push_back(part);
            readings.push_back({reader, part.units});
        } else {
            addAlone(part);
        }
    }
    if (!readings.empty())
        addReading(reading, readings);
}

StateReader* WeightedSum::readerOf(const Part& part) const
{
    if (m_unit != Unit::Token)
        return nullptr;
    StateReader* reader = part.layer->stateReader(m_hidden, m_pass);
    const auto selected = static_cast<std::int64_t>(part.units->size());
    return reader != nullptr && reader->isCheaper(selected, m_hidden) ? reader : nullptr;
}

void WeightedSum::addReading(const std::vector<Part>& parts, const std::vector<StateReading>& readings)
{
    std::vector<torch::Tensor> places, weights;
    for (const Part& part : parts) {
        note(static_cast<double>(part.units->size()) / static_cast<double>(part.weight.size(0)));
        places.push_back(placesOf(*part.units));
        weights.push_back(part.weight.index_select(0, places.back()));
    }
    const torch::Tensor outputs = readStates(readings, m_hidden, m_pass);
    m_sum.index_add_(0, torch::cat(places), (outputs * shaped(torch::cat(weights))).to(m_sum.scalar_type()));
}

void WeightedSum::addAlone(const Part& part)
{
    TransformerLayer& layer = *part.layer;
    const std::vector<std::int64_t>& units = *part.units;
    const bool onTexts = m_unit == Unit::Token && m_pass.cache != nullptr;
    if (static_cast<std::int64_t>(units.size()) == part.weight.size(0) && !onTexts) {
        note(1);
        addOutput(layer.forward(m_hidden, m_pass), part.weight, {});
        return;
    }
    const torch::Tensor places = placesOf(units);
    addOutput(m_unit == Unit::Token ? runOnTokens(layer, units) : runOnRows(layer, places), part.weight, places);
}

torch::Tensor WeightedSum::runOnRows(TransformerLayer& layer, const torch::Tensor& rows)
{
    note(static_cast<double>(rows.size(0)) / static_cast<double>(m_hidden.size(0)));
    return layer.forward(m_hidden.index_select(0, rows), m_pass.select(rows));
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

torch::Tensor WeightedSum::runOnTokens(TransformerLayer& layer, const std::vector<std::int64_t>& tokens)
{
    std::vector<std::int64_t> places = tokens;
    for (std::int64_t& place : places)
        place = m_texts.places.empty() ? place : m_texts.places[static_cast<std::size_t>(place)];
    const torch::Tensor& hidden = m_texts.hidden;
    const TokenSelection selection(places, hidden.size(1), hidden.device());
    const auto selected = static_cast<double>(selection.tokenCount());
    const double others = static_cast<double>(selection.rowCount() * hidden.size(1)) - selected;
    note((selected + others * layer.unselectedCost()) / static_cast<double>(m_hidden.size(0) * m_hidden.size(1)));
    if (selection.rowCount() == hidden.size(0))
        return layer.forwardTokens(hidden, selection, m_texts.pass).squeeze(0);
    return layer.forwardTokens(hidden.index_select(0, selection.rows()), selection, m_texts.pass.select(selection.rows()))
        .squeeze(0);
}

} // namespace engine
