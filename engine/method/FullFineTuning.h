#pragma once

#include "engine/method/Method.h"

namespace engine {

/// Every tensor of the model trains.
class FullFineTuning final : public Method {
public:
    void attach(Model& model, std::uint64_t) override
    {
        trainWhere(model, [](const std::string&) { return true; });
    }
};

} // namespace engine
