#include "engine/routing/WeightedSum.h"

#include "engine/model/CausalPass.h"
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

void WeightedSum::start(const torch::Tensor& output, const torch::Tensor& weight)
{
    m_sum = byUnits(output) * shaped(weight);
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
        places.push_back(torch::tensor(*part.units, torch::kInt64).to(m_hidden.device()));
        weights.push_back(part.weight.index_select(0, places.back()));
    }
    const torch::Tensor outputs = readStates(readings, m_hidden, m_pass);
    m_sum.index_add_(0, torch::cat(places), (outputs * shaped(torch::cat(weights))).to(m_sum.scalar_type()));
}

void WeightedSum::addAlone(const Part& part)
{
    TransformerLayer& layer = *part.layer;
    const torch::Tensor& weight = part.weight;
    const std::vector<std::int64_t>& units = *part.units;
    const bool onTexts = m_unit == Unit::Token && m_pass.cache != nullptr;
    if (static_cast<std::int64_t>(units.size()) == weight.size(0) && !onTexts) {
        note(1);
        m_sum = m_sum + byUnits(layer.forward(m_hidden, m_pass)) * shaped(weight);
        return;
    }
    const torch::Tensor places = torch::tensor(units, torch::kInt64).to(m_hidden.device());
    const torch::Tensor output = m_unit == Unit::Token ? runOnTokens(layer, units) : runOnRows(layer, places);
    // In place: nothing needs the sum so far again, and copying it for each layer would cost as much as adding.
    m_sum.index_add_(0, places, (output * shaped(weight.index_select(0, places))).to(m_sum.scalar_type()));
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
