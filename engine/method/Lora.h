#pragma once

#include "engine/method/Method.h"

namespace engine {

/// Low-rank adaptation (Hu et al. 2021, eq. 3) on the named projections of every layer, in merged form where they stand
/// side by side in one; a classification head trains in full.
class Lora final : public Method {
public:
    explicit Lora(LoraConfig config);
    void attach(Model& model, std::uint64_t seed) override;

private:
    LoraConfig m_config;
};

} // namespace engine
