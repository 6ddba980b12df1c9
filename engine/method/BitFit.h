#pragma once

#include "engine/method/Method.h"

namespace engine {

/// Every bias trains, those of LayerNorms included, and the classification head (Ben Zaken et al. 2022).
class BitFit final : public Method {
public:
    void attach(Model& model, std::uint64_t) override
    {
        trainWhere(model, [](const std::string& name) { return name.ends_with(".bias") || isOfHead(name); });
    }
};

} // namespace engine
