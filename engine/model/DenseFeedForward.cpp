#include "engine/model/DenseFeedForward.h"

namespace engine {

DenseFeedForward::DenseFeedForward(Parts parts)
    : m_parts(std::move(parts))
{
}

torch::Tensor DenseFeedForward::forward(const torch::Tensor& input, const Pass& pass)
{
    return m_parts.output->forward(m_parts.activation(m_parts.intermediate->forward(input, pass)), pass);
}

void DenseFeedForward::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    m_parts.intermediate->visitTensors(prefix + "." + m_parts.intermediateName, visit);
    m_parts.output->visitTensors(prefix + "." + m_parts.outputName, visit);
}

void DenseFeedForward::visitProjections(const ProjectionVisitor& visit)
{
    visit("intermediate", m_parts.intermediate);
    visit("output", m_parts.output);
}

std::unique_ptr<FeedForward> DenseFeedForward::clone() const
{
    return std::make_unique<DenseFeedForward>(Parts{m_parts.intermediate->clone(), m_parts.intermediateName,
                                                    m_parts.activation, m_parts.output->clone(), m_parts.outputName});
}

} // namespace engine
