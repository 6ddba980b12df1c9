#pragma once

#include <memory>

#include "engine/model/Model.h"
#include "engine/run/MethodConfig.h"

namespace engine {

/// What trains in the layers: marks tensors as trainable and may fill slots. Attached once, before any routing; lives as
/// long as the model.
class Method {
public:
    virtual ~Method() = default;
    /// `seed` starts the random stream of what the method draws.
    virtual void attach(Model& model, std::uint64_t seed) = 0;
    /// What the method adds to the task loss, coefficients applied; undefined when nothing.
    virtual torch::Tensor auxiliaryLoss(const RoutingTrace&) const { return {}; }
};

/// One make(const XConfig&) per alternative; a missing one does not compile.
std::unique_ptr<Method> makeMethod(const MethodConfig& config);

/// Marks exactly the tensors whose name starts with `prefix` as trainable; an empty prefix means all.
void trainOnly(Model& model, const std::string& prefix);

} // namespace engine
