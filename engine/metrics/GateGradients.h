#pragma once

#include <vector>

#include "engine/model/Torch.h"

namespace engine {

/// The gradient of each gate by source, for one optimizer step: what the auxiliary losses send, and the task's part, which
/// is the rest. Where the task does not reach the gates, or nothing is added to its loss, that needs no computation;
/// elsewhere a second backward pass to the gates alone, which is left out unless it is wanted.
class GateGradients final {
public:
    /// Of the routing records, those for which the second pass is made: it takes some 40 % of a step.
    static constexpr std::int64_t secondPassEvery = 5;

    /// gates: the tensors of each.
    GateGradients(std::vector<std::vector<torch::Tensor>> gates, bool taskReachesThem, bool wantsSecondPass = true);

    /// A batch's part of the auxiliary losses, before its backward pass; undefined where there are none.
    void add(const torch::Tensor& auxiliary);

    struct Norms
    {
        std::vector<float> task; ///< 2-norm of each gate
        std::vector<float> auxiliary;
    };
    /// After the backward passes, before any clipping. Empty where a second pass would have been needed.
    Norms norms() const;

private:
    std::vector<std::vector<torch::Tensor>> m_gates;
    bool m_taskReachesThem;
    bool m_wantsSecondPass;
    bool m_hasAuxiliary = false;
    std::vector<torch::Tensor> m_fromAuxiliary; ///< by tensor, gate after gate; undefined where nothing came
};

} // namespace engine
