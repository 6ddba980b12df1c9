#pragma once

#include "engine/method/Method.h"

namespace engine {

/// Every tensor of the model trains.
class FullFineTuning final : public Method {
public:
    void attach(RobertaModel& model, std::uint64_t) const override { trainOnly(model, ""); }
};

} // namespace engine
