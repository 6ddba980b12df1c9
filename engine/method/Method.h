#pragma once

#include <functional>
#include <memory>

#include "engine/model/Model.h"
#include "engine/run/MethodConfig.h"

namespace engine {

/// How the optimizer treats one of the model's tensors.
struct TensorRole
{
    bool isGate = false;   ///< a router: its rate and decay are the gates'
    double rateFactor = 1; ///< its learning rate is this many times its group's
};

/// Feed-forward blocks that are mixtures of experts.
struct ExpertGrid
{
    std::int64_t experts = 0;         ///< in each of them
    std::vector<std::int64_t> layers; ///< those that have them, ascending; empty without
};

/// What trains in the layers: marks tensors as trainable and may fill slots. Attached once, before any routing; lives as
/// long as the model.
class Method {
public:
    virtual ~Method() = default;
    /// `seed` starts the random stream of what the method draws.
    virtual void attach(Model& model, std::uint64_t seed) = 0;
    virtual TensorRole role(const std::string&) const { return {}; }
    /// Folds what the method added into the model's own tensors, so that the plain model computes the same. False, and
    /// nothing is changed, where that is not possible.
    virtual bool merge(Model&) { return true; }
    virtual ExpertGrid experts() const { return {}; }
    /// True when the task loss can reach the routers of experts.
    virtual bool taskTrainsRouters() const { return false; }
    /// What the method adds to the task loss, coefficients applied; undefined when nothing.
    virtual torch::Tensor auxiliaryLoss(const RoutingTrace&) const { return {}; }
};

/// One make(const XConfig&) per alternative; a missing one does not compile.
std::unique_ptr<Method> makeMethod(const MethodConfig& config);

/// Settings that do not fit the model, with dotted paths.
std::vector<Issue> checkMethod(const MethodConfig& config, const ModelConfig& model);

/// True for a tensor of the classification head.
bool isOfHead(const std::string& name);

/// Marks exactly the tensors with such names as trainable.
void trainWhere(Model& model, const std::function<bool(const std::string& name)>& isWanted);

} // namespace engine
