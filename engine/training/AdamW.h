#pragma once

#include <vector>

#include "engine/training/RoutedModel.h"

namespace engine {

/// AdamW (Loshchilov and Hutter 2019, algorithm 2, with bias correction): decoupled decay, β .9 and .999, ε 1e-8.
/// A tensor without gradient is skipped, decay included, and its step count stays.
class AdamW final {
public:
    struct Setting
    {
        double learningRate = 0;
        double weightDecay = 0;
    };

    explicit AdamW(std::vector<TrainableTensor> tensors);

    /// One step with the setting of each tensor's group, its rate times the tensor's factor; the gradients stay.
    void step(const Setting& decay, const Setting& noDecay, const Setting& gate);
    void zeroGradients();

    /// 2-norm over all gradients; 0 when none has one.
    torch::Tensor gradientNorm() const;

    /// Multiplies all gradients, whose 2-norm this is, so that it does not exceed `limit` (0 for no limit).
    void clipGradients(const torch::Tensor& norm, double limit);

    /// 2-norm over the gradients of gates and mixing weights; 0 when none has one.
    torch::Tensor gateGradientNorm() const;

    const std::vector<TrainableTensor>& tensors() const { return m_tensors; }

    /// Moments and step counts as tensors, for a checkpoint: "NAME/mean", "NAME/square", "NAME/step".
    std::vector<NamedTensor> state() const;
    /// Takes over what state() gave; names and shapes must be those of this optimizer. Throws BadInput.
    void restore(const std::function<torch::Tensor(const std::string& name)>& read);

private:
    struct Moments
    {
        torch::Tensor mean;   ///< first moment; undefined before the first gradient
        torch::Tensor square; ///< second moment
        std::int64_t step = 0;
    };

    std::vector<TrainableTensor> m_tensors;
    std::vector<Moments> m_moments;
};

} // namespace engine
