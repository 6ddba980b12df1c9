#include "engine/metrics/GateGradients.h"

namespace engine {

namespace {

/// At least in float32; either may be undefined.
torch::Tensor gradientSum(const torch::Tensor& sum, const torch::Tensor& gradient)
{
    if (!gradient.defined())
        return sum;
    return sum.defined() ? sum + atLeastFloat32(gradient) : atLeastFloat32(gradient);
}

torch::Tensor norm(const std::vector<torch::Tensor>& gradients, const torch::Device& device)
{
    torch::Tensor squares = torch::zeros({}, torch::TensorOptions(device));
    for (const torch::Tensor& gradient : gradients)
        if (gradient.defined())
            squares = squares + gradient.square().sum();
    return squares.sqrt().to(torch::kFloat32);
}

/// One copy from the device.
std::vector<float> toFloats(const std::vector<torch::Tensor>& norms)
{
    if (norms.empty())
        return {};
    const torch::Tensor values = torch::stack(norms).to(torch::kCPU);
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

} // namespace

GateGradients::GateGradients(bool taskReachesThem, bool wantsSecondPass)
    : m_taskReachesThem(taskReachesThem)
    , m_wantsSecondPass(wantsSecondPass)
{
}

void GateGradients::take(const std::vector<std::vector<torch::Tensor>>& gates)
{
    m_gates.resize(gates.size());
    for (std::size_t g = 0; g < gates.size(); ++g) {
        m_gates[g].resize(gates[g].size());
        for (std::size_t i = 0; i < gates[g].size(); ++i) {
            Part& part = m_gates[g][i];
            if (part.read.defined() && !part.read.is_same(gates[g][i])) // the same one adds up by itself
                part.earlier = gradientSum(part.earlier, part.read.grad());
            part.read = gates[g][i];
        }
    }
}

void GateGradients::add(const std::vector<std::vector<torch::Tensor>>& gates, const torch::Tensor& auxiliary)
{
    take(gates);
    if (!auxiliary.defined() || !auxiliary.requires_grad() || gates.empty())
        return;
    m_hasAuxiliary = true;
    if (!m_taskReachesThem || !m_wantsSecondPass)
        return; // all that the gates get, or not to be told apart
    std::vector<torch::Tensor> inputs;
    for (const auto& gate : gates)
        inputs.insert(inputs.end(), gate.begin(), gate.end());
    const auto found = torch::autograd::grad({auxiliary}, inputs, {}, /*retain_graph=*/true, /*create_graph=*/false,
                                             /*allow_unused=*/true);
    std::size_t index = 0;
    for (auto& gate : m_gates)
        for (Part& part : gate) {
            part.fromAuxiliary = gradientSum(part.fromAuxiliary, found[index++]);
            if (!part.read.is_leaf()) // where LibTorch leaves this pass's gradient in a view, too
                part.read.mutable_grad().reset();
        }
}

GateGradients::Norms GateGradients::norms() const
{
    if (m_taskReachesThem && m_hasAuxiliary && !m_wantsSecondPass)
        return {};
    torch::NoGradGuard guard;
    std::vector<torch::Tensor> task, auxiliary;
    for (const auto& gate : m_gates) {
        std::vector<torch::Tensor> ofTask, ofAuxiliary;
        for (const Part& part : gate) {
            const torch::Tensor total = gradientSum(part.earlier, part.read.grad());
            if (m_taskReachesThem) {
                const bool hasBoth = total.defined() && part.fromAuxiliary.defined();
                ofTask.push_back(hasBoth ? total - part.fromAuxiliary : total);
                ofAuxiliary.push_back(part.fromAuxiliary);
            } else if (m_hasAuxiliary) {
                ofAuxiliary.push_back(total);
            }
        }
        task.push_back(norm(ofTask, gate.front().read.device()));
        auxiliary.push_back(norm(ofAuxiliary, gate.front().read.device()));
    }
    return {toFloats(task), toFloats(auxiliary)};
}

} // namespace engine
