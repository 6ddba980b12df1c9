#include "engine/training/RowEncoding.h"

namespace engine {

Encoding encodeRow(const Example& row, const Tokenizer& tokenizer, Objective objective, std::int64_t maxLength)
{
    if (objective == Objective::LanguageModel)
        return tokenizer.encodeForLanguageModel(row.text, row.target, maxLength);
    return tokenizer.encodeForClassification(
        row.text, row.pair ? std::optional<std::string_view>(*row.pair) : std::nullopt, maxLength);
}

std::int64_t textBytes(const Example& row)
{
    return static_cast<std::int64_t>(row.text.size() + (row.pair ? row.pair->size() : 0) + row.target.size());
}

} // namespace engine
