#pragma once

#include "engine/model/Torch.h"

#include "engine/training/InferenceInputs.h"
#include "engine/training/LanguageObjective.h"
#include "engine/training/ModelBench.h"
#include "engine/training/RowObjective.h"
#include "tests/support/JsonCompare.h"

namespace support {

/// Nested lists of a tensor's numbers.
inline Json numbersOf(const torch::Tensor& tensor)
{
    if (tensor.dim() == 0)
        return tensor.is_floating_point() ? Json(tensor.item<double>()) : Json(tensor.item<std::int64_t>());
    Json list = Json::array();
    for (std::int64_t i = 0; i < tensor.size(0); ++i)
        list.push_back(numbersOf(tensor[i]));
    return list;
}

/// The first four, row-major; null for a tensor that does not exist.
inline Json first4(const torch::Tensor& tensor)
{
    return tensor.defined() ? numbersOf(tensor.detach().flatten().slice(0, 0, 4)) : Json();
}

/// A golden folder's model, batch and task loss, for tests that look at the tensors themselves.
class GoldenModel final {
public:
    /// labelSmoothing: a language model's.
    explicit GoldenModel(const engine::ModelOptions& options, double labelSmoothing = 0)
        : m_bench(engine::setUpModel(options))
        , m_batch(engine::readInputs(options.inputs, m_bench.shape()))
    {
        if (m_bench.shape().isCausal()) { // the released code's mean
            m_objective = std::make_unique<engine::LanguageObjective>(
                engine::LanguageObjective::Settings{labelSmoothing, 0.0001});
        } else {
            m_objective = std::make_unique<engine::RowObjective>(engine::LossSettings{}, std::vector<std::string>{});
        }
    }

    engine::RoutedModel& routed() { return *m_bench.routed; }
    const engine::ModelConfig& shape() const { return m_bench.shape(); }
    const engine::RoutingConfig& routing() const { return m_bench.routing; }
    const engine::Batch& batch() const { return m_batch; }
    /// The files' spelling of a tensor.
    std::string spelled(const std::string& name) const { return engine::adapterName(name, m_bench.names); }

    /// One forward pass outside training; `states` receives the hidden states.
    torch::Tensor taskLoss(engine::RoutingTrace& trace, std::vector<torch::Tensor>* states = nullptr)
    {
        return lossBy(*m_objective, trace, states);
    }
    /// The same by another objective.
    torch::Tensor lossBy(const engine::TrainingObjective& objective, engine::RoutingTrace& trace,
                         std::vector<torch::Tensor>* states = nullptr)
    {
        engine::Model& model = m_bench.model();
        const engine::Pass pass = engine::passFor(model, m_batch, false, &trace);
        const torch::Tensor hidden = model.encode(m_batch.ids, pass, states);
        return objective.loss({model, hidden, pass, m_batch.labels});
    }
    /// With what method and routing add.
    torch::Tensor totalLoss(engine::RoutingTrace& trace)
    {
        const torch::Tensor task = taskLoss(trace);
        const torch::Tensor auxiliary = m_bench.routed->auxiliaryLoss(trace);
        return auxiliary.defined() ? task + auxiliary : task;
    }
    /// What the head says of the batch.
    torch::Tensor logits()
    {
        engine::Model& model = m_bench.model();
        return model.forward(m_batch.ids, engine::passFor(model, m_batch, false, nullptr));
    }

    /// Of each row's first or last real token in [B, N, d].
    Json first4AtToken0(const torch::Tensor& state) const
    {
        Json rows = Json::array();
        for (std::int64_t row = 0; row < state.size(0); ++row)
            rows.push_back(first4(state[row][0]));
        return rows;
    }
    Json first4AtLastToken(const torch::Tensor& state) const
    {
        Json rows = Json::array();
        for (std::int64_t row = 0; row < state.size(0); ++row)
            rows.push_back(first4(state[row][m_batch.mask[row].sum().item<std::int64_t>() - 1]));
        return rows;
    }

private:
    engine::ModelBench m_bench;
    engine::Batch m_batch;
    std::unique_ptr<engine::TrainingObjective> m_objective;
};

} // namespace support
