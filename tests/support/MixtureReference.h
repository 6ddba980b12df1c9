#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/RoutedTinyModel.h"

namespace support {

/// MoLEx written down once more, from its formulas alone: every layer runs on every token of every row, votes are counted
/// by loops, and weights stand in one matrix. Shares nothing with the engine but the layers themselves. Choices and, for
/// straight-through, the constant probabilities are those of the first pass; later passes keep them, so that finite
/// differences see what the gradient is of.
class MixtureReference {
public:
    MixtureReference(engine::RoutedModel& model, engine::MolexConfig config)
        : m_model(model)
        , m_config(std::move(config))
    {
    }

    struct Result
    {
        torch::Tensor hidden;    ///< [B, N, d]
        torch::Tensor auxiliary; ///< scalar: balance and z-loss with their coefficients
    };

    Result run(const TinyBatch& batch, const engine::Pass& pass);

    /// By position and unit; empty before the first pass and where a position is not mixed.
    const std::vector<std::vector<std::vector<std::int64_t>>>& choices() const { return m_choices; }

private:
    using Tensors = std::map<std::string, torch::Tensor>;

    std::int64_t layers() const { return static_cast<std::int64_t>(m_model.model().layers().size()); }

    bool isMixed(std::int64_t i) const;
    torch::Tensor named(const Tensors& tensors, const std::string& name, std::int64_t i, bool shared) const;
    torch::Tensor logits(const torch::Tensor& hidden, const torch::Tensor& voting, std::int64_t i,
                         const Tensors& tensors) const;
    /// The voting tokens of each unit, as places in [B N].
    std::vector<std::vector<std::int64_t>> units(const torch::Tensor& voting) const;
    std::vector<std::int64_t> choose(const std::vector<std::int64_t>& voters, const torch::Tensor& z, const torch::Tensor& p,
                                     std::int64_t i) const;
    /// w_m + w_o and w_o.
    std::pair<torch::Tensor, torch::Tensor> pair(std::int64_t i, const Tensors& tensors) const;
    Result runPosition(std::int64_t i, Result before, const engine::Pass& pass, const Tensors& tensors);
    static torch::Tensor meanOf(const torch::Tensor& p, const std::vector<std::int64_t>& unit);
    /// The weight of every layer for one unit, [T].
    torch::Tensor weights(std::int64_t i, std::size_t u, const std::vector<std::int64_t>& voters, const torch::Tensor& p,
                          const torch::Tensor& total, const torch::Tensor& other) const;
    torch::Tensor auxiliary(std::size_t place, const std::vector<std::vector<std::int64_t>>& voters, const torch::Tensor& z,
                            const torch::Tensor& p) const;

    engine::RoutedModel& m_model;
    engine::MolexConfig m_config;
    std::vector<std::vector<std::vector<std::int64_t>>> m_choices;
    std::vector<std::vector<torch::Tensor>> m_constants;
};

} // namespace support
