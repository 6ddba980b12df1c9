#include "engine/training/AdamW.h"

#include <cmath>

#include "engine/run/Error.h"
#include "engine/training/AdamWUpdate.h"

namespace engine {

namespace {

constexpr double beta1 = 0.9;
constexpr double beta2 = 0.999;
constexpr double epsilon = 1e-8;

} // namespace

AdamW::AdamW(std::vector<TrainableTensor> tensors)
    : m_tensors(std::move(tensors))
    , m_moments(m_tensors.size())
{
}

void AdamW::step(const Setting& decay, const Setting& noDecay, const Setting& gate)
{
    torch::NoGradGuard guard;
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        const torch::Tensor& tensor = m_tensors[i].tensor;
        const torch::Tensor& gradient = tensor.grad();
        if (!gradient.defined())
            continue;
        using Group = TrainableTensor::Group;
        const Group group = m_tensors[i].group;
        const Setting& setting = group == Group::Gate ? gate : group == Group::NoDecay ? noDecay : decay;
        const double rate = setting.learningRate * m_tensors[i].rateFactor;
        Moments& moments = m_moments[i];
        if (!moments.mean.defined()) {
            moments.mean = torch::zeros_like(tensor);
            moments.square = torch::zeros_like(tensor);
        }
        ++moments.step;
        const auto step = static_cast<double>(moments.step);
        AdamWUpdate update;
        update.kept = 1 - rate * setting.weightDecay;
        update.meanRate = 1 - beta1;
        update.squareRate = 1 - beta2;
        update.squareRoot = std::sqrt(1 - std::pow(beta2, step));
        update.epsilon = epsilon;
        update.rate = rate / (1 - std::pow(beta1, step));
        update.apply({tensor, gradient, moments.mean, moments.square});
    }
}

void AdamW::zeroGradients()
{
    for (TrainableTensor& named : m_tensors)
        named.tensor.mutable_grad() = torch::Tensor();
}

torch::Tensor AdamW::gradientNorm() const
{
    torch::NoGradGuard guard;
    std::vector<torch::Tensor> gradients;
    for (const TrainableTensor& named : m_tensors)
        if (named.tensor.grad().defined())
            gradients.push_back(named.tensor.grad());
    return normOfAll(gradients);
}

void AdamW::clipGradients(const torch::Tensor& norm, double limit)
{
    if (limit <= 0)
        return;
    torch::NoGradGuard guard;
    const torch::Tensor factor = (limit / (norm + 1e-6)).clamp_max(1.0);
    if (!norm.is_cuda() && factor.item<double>() == 1) // of a GPU the host does not wait to know
        return;
    for (TrainableTensor& named : m_tensors)
        if (named.tensor.grad().defined())
            named.tensor.mutable_grad().mul_(factor);
}

torch::Tensor AdamW::gateGradientNorm() const
{
    std::vector<torch::Tensor> gradients;
    for (const TrainableTensor& named : m_tensors)
        if (named.group == TrainableTensor::Group::Gate && named.tensor.grad().defined())
            gradients.push_back(named.tensor.grad());
    return normOfAll(gradients);
}

std::vector<NamedTensor> AdamW::state() const
{
    std::vector<NamedTensor> result;
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        const Moments& moments = m_moments[i];
        result.push_back({m_tensors[i].name + "/step", torch::full({1}, moments.step, torch::kInt64)});
        if (moments.mean.defined()) {
            result.push_back({m_tensors[i].name + "/mean", moments.mean});
            result.push_back({m_tensors[i].name + "/square", moments.square});
        }
    }
    return result;
}

void AdamW::restore(const std::function<torch::Tensor(const std::string& name)>& read)
{
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        const torch::Tensor& tensor = m_tensors[i].tensor;
        const auto moment = [&](const std::string& kind) {
            const torch::Tensor stored = read(m_tensors[i].name + kind);
            if (stored.sizes() != tensor.sizes() || stored.scalar_type() != tensor.scalar_type())
                throw BadInput(m_tensors[i].name + kind, "the checkpoint's optimizer state does not fit this run");
            return stored.to(tensor.device());
        };
        const torch::Tensor step = read(m_tensors[i].name + "/step");
        if (step.numel() != 1 || step.scalar_type() != torch::kInt64)
            throw BadInput(m_tensors[i].name + "/step", "the checkpoint's optimizer state is damaged");
        m_moments[i].step = step.item<std::int64_t>();
        if (m_moments[i].step > 0) {
            m_moments[i].mean = moment("/mean");
            m_moments[i].square = moment("/square");
        }
    }
}

} // namespace engine
