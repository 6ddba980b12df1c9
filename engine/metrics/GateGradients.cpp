#include "engine/metrics/GateGradients.h"

namespace engine {

namespace {

torch::Tensor norm(const std::vector<torch::Tensor>& gradients, const torch::TensorOptions& options)
{
    torch::Tensor squares = torch::zeros({}, options.requires_grad(false));
    for (const torch::Tensor& gradient : gradients)
        if (gradient.defined())
            squares = squares + gradient.square().sum();
    return squares.sqrt();
}

/// One copy from the device.
std::vector<float> toFloats(const std::vector<torch::Tensor>& norms)
{
    if (norms.empty())
        return {};
    const torch::Tensor values = torch::stack(norms).to(torch::kCPU, torch::kFloat32);
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

} // namespace

GateGradients::GateGradients(std::vector<std::vector<torch::Tensor>> gates, bool taskReachesThem, bool wantsSecondPass)
    : m_gates(std::move(gates))
    , m_taskReachesThem(taskReachesThem)
    , m_wantsSecondPass(wantsSecondPass)
{
    for (const auto& gate : m_gates)
        m_fromAuxiliary.resize(m_fromAuxiliary.size() + gate.size());
}

void GateGradients::add(const torch::Tensor& auxiliary)
{
    if (!auxiliary.defined() || !auxiliary.requires_grad() || m_gates.empty())
        return;
    m_hasAuxiliary = true;
    if (!m_taskReachesThem || !m_wantsSecondPass)
        return; // all that the gates get, or not to be told apart
    std::vector<torch::Tensor> inputs;
    for (const auto& gate : m_gates)
        inputs.insert(inputs.end(), gate.begin(), gate.end());
    const auto found = torch::autograd::grad({auxiliary}, inputs, {}, /*retain_graph=*/true, /*create_graph=*/false,
                                             /*allow_unused=*/true);
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i].defined())
            m_fromAuxiliary[i] = m_fromAuxiliary[i].defined() ? m_fromAuxiliary[i] + found[i] : found[i];
}

GateGradients::Norms GateGradients::norms() const
{
    if (m_taskReachesThem && m_hasAuxiliary && !m_wantsSecondPass)
        return {};
    torch::NoGradGuard guard;
    std::vector<torch::Tensor> task, auxiliary;
    std::size_t index = 0;
    for (const auto& gate : m_gates) {
        std::vector<torch::Tensor> ofTask, ofAuxiliary;
        for (const torch::Tensor& tensor : gate) {
            const torch::Tensor& part = m_fromAuxiliary[index++];
            const torch::Tensor total = tensor.grad();
            if (m_taskReachesThem) {
                ofTask.push_back(total.defined() && part.defined() ? total - part : total);
                ofAuxiliary.push_back(part);
            } else if (m_hasAuxiliary) {
                ofAuxiliary.push_back(total);
            }
        }
        task.push_back(norm(ofTask, gate.front().options()));
        auxiliary.push_back(norm(ofAuxiliary, gate.front().options()));
    }
    return {toFloats(task), toFloats(auxiliary)};
}

} // namespace engine
