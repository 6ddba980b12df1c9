#pragma once

#include <memory>

#include "engine/model/Model.h"
#include "engine/routing/RoutingTrace.h"
#include "engine/run/Error.h"
#include "engine/run/RoutingConfig.h"

namespace engine {

/// Decides which layers run at each position. Owns what it adds (gates, mixing weights), not the model's layers.
class Routing {
public:
    virtual ~Routing() = default;
    /// Replaces positions of the model. Its own tensors are drawn from streams of `seed`.
    virtual void attach(Model& model, std::uint64_t seed) = 0;
    /// Mixed positions, ascending.
    virtual std::vector<std::int64_t> positions() const = 0;
    /// Gates and mixing weights, each once.
    virtual void visitTensors(const TensorVisitor& visit) = 0;
    /// What is added to the task loss, coefficients applied; undefined when nothing is.
    virtual torch::Tensor auxiliaryLoss(const RoutingTrace& trace) const = 0;
    /// True when the task loss can reach the gates.
    virtual bool taskTrainsGates() const = 0;
};

/// Absent for `none`.
std::unique_ptr<Routing> makeRouting(const RoutingConfig& config);

/// Settings that do not fit a model, with dotted paths.
std::vector<Issue> checkRouting(const RoutingConfig& config, const ModelConfig& model);

/// Mixed positions of a model of T layers; empty for `none`.
std::vector<std::int64_t> mixedPositions(const RoutingConfig& config, std::int64_t layers);

} // namespace engine
