#pragma once

#include "engine/model/Torch.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/Model.h"

/// Models that tell what their layers, or the linear maps in them, have run on.
namespace support {

/// One run of a layer: B rows of N tokens, or R rows of which M tokens are selected.
struct LayerCall
{
    std::int64_t position = 0;
    std::int64_t layer = 0;
    torch::Tensor rows;   ///< [R, N, d]: what it attends to
    torch::Tensor tokens; ///< [M, d]: what it gives an output for
};

class CountingLayer final : public engine::TransformerLayer {
public:
    CountingLayer(std::int64_t index, std::shared_ptr<engine::TransformerLayer> layer, std::vector<LayerCall>& calls)
        : m_index(index)
        , m_layer(std::move(layer))
        , m_calls(calls)
    {
    }

    torch::Tensor forward(const torch::Tensor& hidden, const engine::Pass& pass) override
    {
        m_calls.push_back({pass.position, m_index, hidden, hidden.flatten(0, 1)});
        return m_layer->forward(hidden, pass);
    }
    torch::Tensor forwardTokens(const torch::Tensor& hidden, const engine::TokenSelection& selection,
                                const engine::Pass& pass) override
    {
        m_calls.push_back({pass.position, m_index, hidden, selection.gather(hidden).squeeze(0)});
        return m_layer->forwardTokens(hidden, selection, pass);
    }
    double unselectedCost() const override { return m_layer->unselectedCost(); }
    void visitTensors(const std::string& prefix, const engine::TensorVisitor& visit) override
    {
        m_layer->visitTensors(prefix, visit);
    }
    void visitProjections(const engine::ProjectionVisitor& visit) override { m_layer->visitProjections(visit); }
    std::unique_ptr<engine::FeedForward>& feedForward() override { return m_layer->feedForward(); }

private:
    std::int64_t m_index;
    std::shared_ptr<engine::TransformerLayer> m_layer;
    std::vector<LayerCall>& m_calls;
};

/// The same model behind layers that count; GPT-2's last LayerNorm is left out. A pass runs the model's own layers once
/// more, uncounted, for its embeddings.
class CountedModel final : public engine::Model {
public:
    explicit CountedModel(std::unique_ptr<engine::Model> counted)
        : engine::Model(counted->config())
        , m_model(std::move(counted))
    {
        for (const auto& layer : m_model->layers())
            addLayer(std::make_shared<CountingLayer>(static_cast<std::int64_t>(layers().size()), layer, m_calls));
    }

    const std::vector<LayerCall>& calls() const { return m_calls; }

    engine::Pass makePass(const torch::Tensor& mask, bool training, engine::RoutingTrace* trace) const override
    {
        return m_model->makePass(mask, training, trace);
    }
    torch::Tensor encode(const torch::Tensor& ids, const engine::Pass& pass,
                         std::vector<torch::Tensor>* hiddenStates) override
    {
        std::vector<torch::Tensor> states;
        m_model->encode(ids, pass, &states);
        return runPositions(states.front(), pass, hiddenStates);
    }
    torch::Tensor head(const torch::Tensor& hidden, const engine::Pass& pass) override
    {
        return m_model->head(hidden, pass);
    }
    void visitTensors(const engine::TensorVisitor& visit) override { m_model->visitTensors(visit); }
    engine::CheckpointNames checkpointNames() const override { return m_model->checkpointNames(); }

private:
    std::unique_ptr<engine::Model> m_model;
    std::vector<LayerCall> m_calls;
};

} // namespace support
