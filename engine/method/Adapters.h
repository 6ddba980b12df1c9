#pragma once

#include "engine/method/Method.h"

namespace engine {

/// Bottleneck adapters behind the feed-forward output and (houlsby) the attention output of every layer, before dropout
/// and residual sum; the head trains in full, with houlsby every LayerNorm too. They are not linear, so they cannot be
/// merged.
class Adapters final : public Method {
public:
    explicit Adapters(AdapterConfig config);
    void attach(Model& model, std::uint64_t seed) override;
    bool merge(Model&) override { return false; }

private:
    AdapterConfig m_config;
};

} // namespace engine
