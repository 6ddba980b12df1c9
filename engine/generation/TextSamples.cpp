#include "engine/generation/TextSamples.h"

#include <algorithm>
#include <map>

#include "engine/generation/DecodingRule.h"
#include "engine/generation/WrittenText.h"
#include "engine/metrics/RoutingByClass.h"
#include "engine/training/PreparedRun.h"

namespace engine {

namespace {

constexpr std::size_t promptsTogether = 8;

TokenIds promptOf(const TokenizedSplit& split, std::size_t row)
{
    const TokenIds& ids = split.ids[row];
    return {ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(split.firstLengths[row])};
}

} // namespace

TextSamples::TextSamples(RoutedModel& model, const Tokenizer& tokenizer, const RunConfig& config, ComputeDevice compute)
    : m_model(model)
    , m_tokenizer(tokenizer)
    , m_search(config.generation)
    , m_routing(config.routing)
    , m_compute(compute)
    , m_padTo(paddedLength(config))
{
}

/// Also says of each row which of them is its own.
std::vector<TokenIds> TextSamples::choosePrompts(const TokenizedSplit& split, RowsEvaluated& rows) const
{
    const std::int64_t longest = m_model.model().config().longestInput();
    std::map<TokenIds, std::size_t> places;
    std::vector<TokenIds> different;
    for (std::size_t row = 0; row < split.ids.size(); ++row) {
        TokenIds prompt = promptOf(split, row);
        if (static_cast<std::int64_t>(prompt.size()) < longest && places.try_emplace(prompt, different.size()).second)
            different.push_back(std::move(prompt));
    }
    std::vector<TokenIds> chosen;
    std::map<TokenIds, std::int32_t> chosenAt;
    for (const std::int64_t place : spreadRows(static_cast<std::int64_t>(different.size()), m_search.samples)) {
        chosenAt[different[static_cast<std::size_t>(place)]] = static_cast<std::int32_t>(chosen.size());
        chosen.push_back(different[static_cast<std::size_t>(place)]);
    }
    rows.textOf.assign(split.ids.size(), -1);
    for (std::size_t row = 0; row < split.ids.size(); ++row)
        if (const auto found = chosenAt.find(promptOf(split, row)); found != chosenAt.end())
            rows.textOf[row] = found->second;
    return chosen;
}

std::vector<DecodedText> TextSamples::decode(const std::vector<TokenIds>& prompts)
{
    std::size_t longest = 0;
    for (const TokenIds& prompt : prompts)
        longest = std::max(longest, prompt.size());
    const ModelConfig& shape = m_model.model().config();
    DecodingSettings settings;
    settings.rule = decodingRule(m_routing, std::nullopt, "routing.decode");
    settings.beam = {.beam = std::min(m_search.beam, shape.vocabularySize),
                     .steps =
                         std::min(m_search.maxNewTokens, shape.longestInput() - static_cast<std::int64_t>(longest)),
                     .lengthPenalty = m_search.lengthPenalty,
                     .noRepeatNgram = m_search.noRepeatNgram,
                     .endIds = {m_tokenizer.endId()}};
    settings.padTo = m_padTo;
    settings.prompts = static_cast<std::int64_t>(promptsTogether);
    return Decoder(m_model, m_routing, m_compute, std::move(settings)).decode(prompts);
}

bool TextSamples::write(const TokenizedSplit& split, RowsEvaluated& rows, const std::function<bool()>& keepGoing)
{
    const std::vector<TokenIds> prompts = choosePrompts(split, rows);
    for (std::size_t first = 0; first < prompts.size(); first += promptsTogether) {
        if (!keepGoing())
            return false;
        const auto begin = prompts.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end =
            prompts.begin() + static_cast<std::ptrdiff_t>(std::min(first + promptsTogether, prompts.size()));
        for (const DecodedText& decoded : decode({begin, end}))
            rows.texts.push_back(writtenText(decoded.tokens, m_tokenizer));
    }
    return true;
}

} // namespace engine
