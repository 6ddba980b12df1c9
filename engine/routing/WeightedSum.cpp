#include "engine/routing/WeightedSum.h"

#include "engine/routing/RoutingTrace.h"

namespace engine {

WeightedSum::WeightedSum(const torch::Tensor& hidden, const Pass& pass, Unit unit)
    : m_hidden(hidden)
    , m_pass(pass)
    , m_unit(unit)
{
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

void WeightedSum::add(TransformerLayer& layer, const torch::Tensor& weight, const std::vector<std::int64_t>& units)
{
    if (static_cast<std::int64_t>(units.size()) == weight.size(0)) {
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

torch::Tensor WeightedSum::runOnTokens(TransformerLayer& layer, const std::vector<std::int64_t>& tokens)
{
    const std::int64_t width = m_hidden.size(1);
    const TokenSelection selection(tokens, width, m_hidden.device());
    const auto selected = static_cast<double>(selection.tokenCount());
    const double others = static_cast<double>(selection.rowCount() * width) - selected;
    note((selected + others * layer.unselectedCost()) / static_cast<double>(m_hidden.size(0) * width));
    if (selection.rowCount() == m_hidden.size(0))
        return layer.forwardTokens(m_hidden, selection, m_pass).squeeze(0);
    return layer.forwardTokens(m_hidden.index_select(0, selection.rows()), selection, m_pass.select(selection.rows()))
        .squeeze(0);
}

} // namespace engine
