#pragma once

#include <memory>

#include "engine/model/RobertaModel.h"
#include "engine/run/MethodConfig.h"

namespace engine {

/// What trains in the layers: marks tensors as trainable and may wrap projections. Attached once, before any routing.
class Method {
public:
    virtual ~Method() = default;
    /// `seed` starts the random stream of what the method draws.
    virtual void attach(RobertaModel& model, std::uint64_t seed) const = 0;
};

/// One make(const XConfig&) per alternative; a missing one does not compile.
std::unique_ptr<Method> makeMethod(const MethodConfig& config);

/// Marks exactly the tensors whose name starts with `prefix` as trainable; an empty prefix means all.
void trainOnly(RobertaModel& model, const std::string& prefix);

} // namespace engine
