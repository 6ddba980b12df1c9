#include "engine/generation/Continuation.h"

#include <algorithm>

namespace engine {

PaddedTexts padTexts(const std::vector<TokenIds>& texts, std::int64_t padTo, std::int64_t paddingId)
{
    auto width = static_cast<std::size_t>(padTo);
    for (const TokenIds& text : texts)
        width = std::max(width, text.size());
    const auto rows = static_cast<std::int64_t>(texts.size());
    PaddedTexts result;
    result.ids = torch::full({rows, static_cast<std::int64_t>(width)}, paddingId, torch::kInt64);
    result.mask = torch::zeros_like(result.ids);
    result.lengths = torch::zeros({rows}, torch::kInt64);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto row = static_cast<std::int64_t>(i);
        const auto length = static_cast<std::int64_t>(texts[i].size());
        result.ids[row].narrow(0, 0, length).copy_(torch::tensor(texts[i], torch::kInt64));
        result.mask[row].narrow(0, 0, length).fill_(1);
        result.lengths[row] = length;
    }
    return result;
}

} // namespace engine
