#include "engine/training/TokenizedSplit.h"

#include <algorithm>

#include "engine/training/RowEncoding.h"

namespace engine {

std::vector<std::int64_t> TokenizedSplit::lengths() const
{
    std::vector<std::int64_t> result;
    result.reserve(ids.size());
    for (const auto& row : ids)
        result.push_back(static_cast<std::int64_t>(row.size()));
    return result;
}

TokenizedSplit tokenize(const Split& split, const Tokenizer& tokenizer, Objective objective, std::int64_t maxLength)
{
    const auto encoded = [&](const Example& row) {
        return objective == Objective::LanguageModel && !split.labelled
            ? tokenizer.encodePrompt(row.text, maxLength)
            : encodeRow(row, tokenizer, objective, maxLength);
    };
    TokenizedSplit result;
    result.name = split.name;
    result.objective = objective;
    result.labelled = split.labelled;
    result.ids.reserve(split.rows.size());
    for (const Example& row : split.rows) {
        Encoding encoding = encoded(row);
        result.ids.push_back(std::move(encoding.ids));
        result.firstLengths.push_back(encoding.firstLength);
        result.labels.push_back(row.label);
        result.cut += encoding.isCut ? 1 : 0;
    }
    return result;
}

Batch Batch::to(const torch::Device& device) const
{
    const auto moved = [&](const torch::Tensor& tensor) { return tensor.defined() ? tensor.to(device) : tensor; };
    return {moved(ids), moved(mask), moved(labels), moved(types), realTokens};
}

torch::Tensor targetIds(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const Batch& batch)
{
    torch::Tensor targets = torch::full_like(batch.ids, -100);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto row = static_cast<std::size_t>(rows[i]);
        const auto first = split.firstLengths[row];
        const auto end = static_cast<std::int64_t>(split.ids[row].size());
        const auto place = static_cast<std::int64_t>(i);
        targets[place].slice(0, first, end).copy_(batch.ids[place].slice(0, first, end));
    }
    return targets;
}

torch::Tensor tokenTypes(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const Batch& batch)
{
    torch::Tensor types = torch::zeros_like(batch.ids);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto row = static_cast<std::size_t>(rows[i]);
        const auto end = static_cast<std::int64_t>(split.ids[row].size());
        types[static_cast<std::int64_t>(i)].slice(0, split.firstLengths[row], end).fill_(1);
    }
    return types;
}

std::int64_t paddedTo(std::int64_t longest, const Padding& padding)
{
    const std::int64_t width = std::max(longest, padding.length);
    const std::int64_t rounded = (width + padding.multiple - 1) / padding.multiple * padding.multiple;
    return std::max(width, std::min(rounded, padding.limit));
}

Batch makeBatch(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const Padding& padding,
                std::int64_t paddingId)
{
    std::size_t longest = 0;
    for (const std::int64_t row : rows)
        longest = std::max(longest, split.ids[static_cast<std::size_t>(row)].size());
    const auto width = static_cast<std::size_t>(paddedTo(static_cast<std::int64_t>(longest), padding));
    const auto rowCount = static_cast<std::int64_t>(rows.size());
    Batch batch;
    batch.ids = torch::full({rowCount, static_cast<std::int64_t>(width)}, paddingId, torch::kInt64);
    batch.mask = torch::zeros({rowCount, static_cast<std::int64_t>(width)});
    batch.labels = torch::zeros({rowCount});
    auto* ids = batch.ids.data_ptr<std::int64_t>();
    auto* mask = batch.mask.data_ptr<float>();
    auto* labels = batch.labels.data_ptr<float>();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto row = static_cast<std::size_t>(rows[i]);
        const auto& tokens = split.ids[row];
        std::copy(tokens.begin(), tokens.end(), ids + i * width);
        std::fill_n(mask + i * width, tokens.size(), 1.0f);
        labels[i] = static_cast<float>(split.labels[row]);
        batch.realTokens += static_cast<std::int64_t>(tokens.size());
    }
    if (split.objective == Objective::LanguageModel)
        batch.labels = targetIds(split, rows, batch);
    else
        batch.types = tokenTypes(split, rows, batch);
    return batch;
}

} // namespace engine
