#include "engine/training/RowSizes.h"

#include <algorithm>

#include "engine/training/RowEncoding.h"

namespace engine {

namespace {

/// Rows that become tokens: the most tokens stand in one of the longest texts.
constexpr std::size_t sampled = 64;

std::vector<const Example*> longestRows(const Split& split)
{
    std::vector<const Example*> rows;
    for (const Example& row : split.rows)
        rows.push_back(&row);
    const std::size_t count = std::min(sampled, rows.size());
    std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end(),
                      [](const Example* a, const Example* b) { return textBytes(*a) > textBytes(*b); });
    rows.resize(count);
    return rows;
}

void countSplit(const Split& split, RowSizes& sizes)
{
    sizes.rows += static_cast<std::int64_t>(split.rows.size());
    for (const Example& row : split.rows)
        sizes.textBytes += textBytes(row);
}

} // namespace

RowSizes measureRows(const TaskData& data, const Tokenizer& tokenizer, std::int64_t maxLength)
{
    RowSizes sizes;
    sizes.trainRows = static_cast<std::int64_t>(data.train.rows.size());
    countSplit(data.train, sizes);
    for (const Split& split : data.dev)
        countSplit(split, sizes);
    std::int64_t bytes = 0, tokens = 0; // of rows that are not cut
    std::int64_t targets = 0, all = 0;
    for (const Example* row : longestRows(data.train)) {
        const Encoding encoding = encodeRow(*row, tokenizer, data.description.objective, maxLength);
        const auto length = static_cast<std::int64_t>(encoding.ids.size());
        sizes.longest = std::max(sizes.longest, length);
        bytes += encoding.isCut ? 0 : textBytes(*row);
        tokens += encoding.isCut ? 0 : length;
        targets += length - encoding.firstLength;
        all += length;
    }
    if (data.description.isLanguageModel() && all > 0)
        sizes.targetShare = static_cast<double>(targets) / static_cast<double>(all);
    constexpr std::int64_t bytesPerToken = 4; // of English, where every sampled row was cut
    sizes.tokens = bytes > 0 ? sizes.textBytes * tokens / bytes : sizes.textBytes / bytesPerToken;
    sizes.tokens = std::min(sizes.tokens, sizes.rows * std::max<std::int64_t>(1, sizes.longest));
    return sizes;
}

} // namespace engine
