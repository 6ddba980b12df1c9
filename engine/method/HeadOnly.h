#pragma once

#include "engine/method/Method.h"

namespace engine {

/// Only the classification head trains.
class HeadOnly final : public Method {
public:
    void attach(RobertaModel& model, std::uint64_t) const override { trainOnly(model, "classifier."); }
};

} // namespace engine
