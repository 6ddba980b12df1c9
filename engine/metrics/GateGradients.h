#pragma once

#include <vector>

#include "engine/model/Torch.h"

namespace engine {

/// The gradient of each gate by source, for one optimizer step: what the auxiliary losses send, and the task's part, which
/// is the rest. Where the task does not reach the gates, or nothing is added to its loss, that needs no computation;
/// elsewhere a second backward pass to the gates alone, which is left out unless it is wanted.
class GateGradients final {
public:
    /// Of the routing records, those for which the second pass is made: it goes back through every layer, which takes a
    /// good part of a step's time.
    static constexpr std::int64_t secondPassEvery = 5;

    explicit GateGradients(bool taskReachesThem, bool wantsSecondPass = true);

    /// A batch of the step, before its backward pass. gates: the tensors of each, in the same order at every batch; of a
    /// gate that positions share, each position's views. auxiliary: the batch's part of the auxiliary losses; undefined
    /// where there are none.
    void add(const std::vector<std::vector<torch::Tensor>>& gates, const torch::Tensor& auxiliary);

    struct Norms
    {
        std::vector<float> task; ///< 2-norm of each gate
        std::vector<float> auxiliary;
    };
    /// After the backward passes, before any clipping. Empty where a second pass would have been needed.
    Norms norms() const;

private:
    /// A tensor of a gate; gradients are undefined where nothing came.
    struct Part
    {
        torch::Tensor read;    ///< by the newest batch
        torch::Tensor earlier; ///< gradient of the batches before, where these read views of their own
        torch::Tensor fromAuxiliary;
    };
    void take(const std::vector<std::vector<torch::Tensor>>& gates);

    std::vector<std::vector<Part>> m_gates;
    bool m_taskReachesThem;
    bool m_wantsSecondPass;
    bool m_hasAuxiliary = false;
};

} // namespace engine
