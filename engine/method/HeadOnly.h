#pragma once

#include "engine/method/Method.h"

namespace engine {

/// Only the classification head trains.
class HeadOnly final : public Method {
public:
    void attach(Model& model, std::uint64_t) override { trainWhere(model, isOfHead); }
};

} // namespace engine
