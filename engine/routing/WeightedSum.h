#pragma once

#include "engine/model/TransformerLayer.h"
#include "engine/routing/LayersAtOnce.h"
#include "engine/routing/Vote.h"

namespace engine {

/// Σ weight · u(H) over a position's own layer and the chosen ones, each of which runs for the rows or tokens that chose
/// it alone. B rows, N tokens per row, U units. The trace of the pass is told how much of each layer ran.
class WeightedSum final {
public:
    /// The hidden states [B, N, d] that the layers read, their pass, and what takes one route. The pass's cache keeps them
    /// where tokens choose by themselves.
    WeightedSum(const torch::Tensor& hidden, const Pass& pass, Unit unit);

    struct Part
    {
        TransformerLayer* layer = nullptr;
        torch::Tensor weight;                             ///< [U], 0 for units that did not choose the layer
        const std::vector<std::int64_t>* units = nullptr; ///< those that did, ascending; absent for the own layer: all
    };
    /// As the own layer's output, [B, N, d], or what it gives of it. The own layer's run is not told to the trace.
    torch::Tensor of(const Part& own, const std::vector<Part>& chosen);

private:
    /// The texts that tokens attend to: the batch's own, or with a cache the earlier tokens too. N' tokens per row.
    struct Texts
    {
        torch::Tensor hidden; ///< [B, N', d]
        Pass pass;
        std::vector<std::int64_t> places; ///< of each of the batch's tokens in the flattened [B, N']; empty: its own
    };
    Texts textsWithEarlierTokens() const;

    /// [U] or part of it, to weigh outputs whose first dimension are rows, or tokens under Unit::Token.
    torch::Tensor shaped(const torch::Tensor& weight) const;
    torch::Tensor byUnits(const torch::Tensor& output) const;
    bool runsForTraining() const;
    void train(const Part& own, const std::vector<Part>& chosen);
    void add(const std::vector<Part>& parts);
    StateReader* readerOf(const Part& part) const;
    /// What a layer does that reads keys and values. places: placesOf(part).
    LayerRun runOf(const Part& part, const torch::Tensor& places) const;
    /// What layers do that read states.
    std::vector<LayerRun> runsReading(const std::vector<Part>& parts) const;
    void addReading(const std::vector<Part>& parts, const std::vector<torch::Tensor>& outputs);
    /// places: [S] of the rows or tokens that the output is of; undefined where it is of all. weight: [U].
    void addOutput(const torch::Tensor& output, const torch::Tensor& weight, const torch::Tensor& places);
    torch::Tensor placesOf(const std::vector<std::int64_t>& units) const;
    /// Undefined where the layer runs on everything.
    torch::Tensor placesOf(const Part& part) const;
    LayerRun runOnRows(TransformerLayer* layer, const torch::Tensor& rows) const;
    LayerRun runOnTokens(TransformerLayer* layer, const std::vector<std::int64_t>& tokens) const;
    void note(double part) const;

    const torch::Tensor& m_hidden;
    const Pass& m_pass;
    Unit m_unit;
    Texts m_texts;
    torch::Tensor m_sum; ///< as of(), or [B N, d] under Unit::Token; undefined before the first output
};

} // namespace engine
