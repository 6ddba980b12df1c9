#pragma once

#include "engine/method/Method.h"

namespace engine {

/// Low-rank adaptation (Hu et al. 2021, eq. 3), or DoRA (Liu et al. 2024), on the named projections of every layer, in
/// merged form where they stand side by side in one; a classification head trains in full. LoRA+ (Hayou et al. 2024): B
/// learns at a multiple of A's rate.
class Lora final : public Method {
public:
    explicit Lora(LoraConfig config);
    void attach(Model& model, std::uint64_t seed) override;
    TensorRole role(const std::string& name) const override;
    bool merge(Model& model) override;

private:
    bool isTarget(const std::string& projection) const;

    LoraConfig m_config;
};

} // namespace engine
