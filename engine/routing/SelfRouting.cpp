#include "engine/routing/SelfRouting.h"

namespace engine {

namespace {

/// Runs its own layer and says so.
class OwnLayer final : public Layer {
public:
    OwnLayer(std::int64_t position, std::int64_t layers, std::shared_ptr<Layer> layer)
        : m_position(position)
        , m_layers(layers)
        , m_layer(std::move(layer))
    {
    }

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass) override
    {
        if (pass.trace != nullptr)
            record(hidden, *pass.trace);
        return m_layer->forward(hidden, pass);
    }

private:
    void record(const torch::Tensor& hidden, RoutingTrace& trace) const
    {
        torch::NoGradGuard guard;
        const std::int64_t rows = hidden.size(0);
        PositionTrace position;
        position.position = m_position;
        position.chosen = torch::full({rows, 1}, m_position, torch::TensorOptions(hidden.device()).dtype(torch::kInt64));
        position.counts = torch::zeros({m_layers}, hidden.device());
        position.counts.select(0, m_position).fill_(rows);
        position.mainWeight = torch::ones({}, hidden.device());
        trace.add(std::move(position));
        trace.addLayerRun(rows, rows);
    }

    std::int64_t m_position;
    std::int64_t m_layers;
    std::shared_ptr<Layer> m_layer;
};

} // namespace

void SelfRouting::attach(Model& model, std::uint64_t)
{
    m_positions = mixedPositions(SelfRoutingConfig{}, model.config().layers);
    for (const std::int64_t i : m_positions) {
        const auto index = static_cast<std::size_t>(i);
        model.setPosition(index, std::make_shared<OwnLayer>(i, model.config().layers, model.layers()[index]));
    }
}

} // namespace engine
