#include "engine/model/ClassificationHead.h"

#include "engine/model/Autocast.h"
#include "engine/model/Dropout.h"

namespace engine {

ClassificationHead::ClassificationHead(const ModelConfig& config, std::int64_t labels)
    : m_dropout(config.headDropout)
    , m_dense(config.hiddenSize, config.hiddenSize)
    , m_output(config.hiddenSize, labels)
{
}

torch::Tensor ClassificationHead::forward(const torch::Tensor& hidden, const Pass& pass)
{
    const bool drop = pass.training && m_dropout > 0;
    const WithoutAutocast fullPrecision(hidden); // a token a row: it costs nothing, and the logits are rounded no more
    torch::Tensor x = atLeastFloat32(hidden.select(1, 0));
    if (drop)
        x = dropped(x, m_dropout);
    x = torch::tanh(m_dense.forward(x, pass));
    if (drop)
        x = dropped(x, m_dropout);
    return m_output.forward(x, pass);
}

void ClassificationHead::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    m_dense.visitTensors(prefix + ".dense", visit);
    m_output.visitTensors(prefix + ".out_proj", visit);
}

} // namespace engine
