#include "engine/training/DataCautions.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <string_view>

#include "engine/training/ParameterCount.h"
#include "engine/training/RowEncoding.h"

namespace engine {

namespace {

/// More than the special tokens and spaces that any family puts around two texts.
constexpr std::int64_t roomForSpecialTokens = 8;
/// Rows that become tokens at most: a second's work.
constexpr std::size_t mostRowsLookedAt = 10'000;

std::string percentText(double share)
{
    if (share < 0.001)
        return "below 0.1 %";
    char text[16];
    std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
    return text;
}

/// A row ends up longer than the limit only where its bytes would, since no token is shorter than a byte.
std::vector<const Example*> rowsThatMayBeCut(const Split& split, std::int64_t maxLength)
{
    std::vector<const Example*> rows;
    for (const Example& row : split.rows)
        if (textBytes(row) + roomForSpecialTokens > maxLength)
            rows.push_back(&row);
    return rows;
}

} // namespace

std::string toText(const DataCaution& caution)
{
    std::string text =
        (caution.isEstimated ? "about " : "") + withThousands(caution.count) + " of " + withThousands(caution.rows);
    const bool isOne = caution.count == 1;
    if (caution.kind == DataCaution::Kind::SharedRows)
        return text + (isOne ? " dev rows is also in train" : " dev rows are also in train");
    return text + " training rows (" + percentText(caution.share()) + (isOne ? ") is" : ") are") + " longer than "
        + std::to_string(caution.maxLength) + (isOne ? " tokens and is cut" : " tokens and are cut");
}

std::optional<DataCaution> sharedRows(const TaskData& data, const Wanted& wanted)
{
    std::set<std::pair<std::string_view, std::string_view>> train;
    for (const Example& row : data.train.rows) {
        requireWanted(wanted);
        train.emplace(row.text, row.pair ? std::string_view(*row.pair) : std::string_view());
    }
    DataCaution caution{DataCaution::Kind::SharedRows};
    for (const Split& split : data.dev) {
        requireWanted(wanted);
        caution.rows += static_cast<std::int64_t>(split.rows.size());
        for (const Example& row : split.rows)
            caution.count += train.contains({row.text, row.pair ? std::string_view(*row.pair) : std::string_view()});
    }
    return caution.count > 0 ? std::optional(caution) : std::nullopt;
}

std::optional<DataCaution> cutRows(const TaskData& data, const Tokenizer& tokenizer, std::int64_t maxLength,
                                   const Wanted& wanted)
{
    const std::vector<const Example*> rows = rowsThatMayBeCut(data.train, maxLength);
    const std::size_t looked = std::min(rows.size(), mostRowsLookedAt);
    std::size_t cut = 0;
    for (std::size_t i = 0; i < looked; ++i) {
        requireWanted(wanted);
        const Example& row = *rows[i * rows.size() / looked];
        cut += encodeRow(row, tokenizer, data.description.objective, maxLength).isCut ? 1 : 0;
    }
    if (cut == 0)
        return std::nullopt;
    DataCaution caution{DataCaution::Kind::CutRows};
    caution.rows = static_cast<std::int64_t>(data.train.rows.size());
    caution.maxLength = maxLength;
    caution.isEstimated = looked < rows.size();
    caution.count =
        std::llround(static_cast<double>(cut) * static_cast<double>(rows.size()) / static_cast<double>(looked));
    return caution;
}

} // namespace engine
