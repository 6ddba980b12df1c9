#include "engine/generation/RecomputedContinuation.h"

namespace engine {

RecomputedContinuation::RecomputedContinuation(Model& model, ComputeDevice compute, std::vector<TokenIds> prompts)
    : m_model(model)
    , m_compute(compute)
    , m_texts(std::move(prompts))
{
}

torch::Tensor RecomputedContinuation::begin()
{
    m_promptLengths = padTexts(m_texts, 0, 0).lengths;
    return logits();
}

torch::Tensor RecomputedContinuation::next(const torch::Tensor& order, const torch::Tensor& tokens)
{
    std::vector<TokenIds> texts;
    for (std::int64_t r = 0; r < order.size(0); ++r) {
        texts.push_back(m_texts[static_cast<std::size_t>(order[r].item<std::int64_t>())]);
        texts.back().push_back(tokens[r].item<std::int64_t>());
    }
    m_texts = std::move(texts);
    m_promptLengths = m_promptLengths.index_select(0, order);
    return logits();
}

torch::Tensor RecomputedContinuation::logits()
{
    torch::NoGradGuard guard;
    const PrecisionScope precision(m_compute);
    const PaddedTexts texts = padTexts(m_texts, 0, m_model.config().paddingId);
    Pass pass = m_model.makePass(texts.mask.to(m_compute.device), false, &renewTrace());
    const torch::Tensor places = torch::arange(texts.ids.size(1), texts.ids.options());
    pass.prompt = places.lt(m_promptLengths.unsqueeze(1)).to(pass.mask.options());
    return m_model.forward(texts.ids.to(m_compute.device), pass);
}

} // namespace engine
