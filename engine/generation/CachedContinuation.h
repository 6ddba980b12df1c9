#pragma once

#include <memory>
#include <optional>

#include "engine/generation/Continuation.h"
#include "engine/generation/DecodingCache.h"
#include "engine/model/Model.h"
#include "engine/routing/KeptRoutes.h"
#include "engine/training/ComputeDevice.h"

namespace engine {

/// Runs the prompts once and then only the new tokens, on a cache of earlier keys and values.
class CachedContinuation final : public Continuation {
public:
    struct Parts
    {
        ComputeDevice compute;
        PaddedTexts prompts; ///< new tokens take the place of padding
        std::unique_ptr<DecodingCache> cache;
        bool keepsRoutes = true; ///< the prompts' routes hold; otherwise the new tokens choose anew in each pass
    };
    CachedContinuation(Model& model, Parts parts);

    torch::Tensor begin() override;
    torch::Tensor next(const torch::Tensor& order, const torch::Tensor& tokens) override;
    std::vector<std::pair<double, double>> cacheNorms() const override
    {
        return m_parts.cache->norms(m_lengths.max().item<std::int64_t>());
    }

private:
    Model& m_model;
    Parts m_parts;
    KeptRoutes m_routes;
    torch::Tensor m_lengths; ///< [R] int64: tokens of each row so far
};

} // namespace engine
