#include "engine/data/Tokenizer.h"

#include <algorithm>
#include <limits>

#include "engine/data/ByteLevelBpe.h"
#include "engine/data/TokenizerFiles.h"
#include "engine/data/WordPiece.h"
#include "engine/run/Error.h"
#include "engine/run/ThreadRole.h"

namespace engine {

namespace {

using Ids = std::vector<std::int64_t>;

std::int64_t sizeOf(const Ids& ids)
{
    return static_cast<std::int64_t>(ids.size());
}

void append(Ids& ids, const Ids& more)
{
    ids.insert(ids.end(), more.begin(), more.end());
}

/// Removes the tokens that are too many, one by one from the longer side, at equal lengths from the second. True when
/// there were any.
bool truncate(Ids& first, Ids& second, std::int64_t room)
{
    bool isCut = false;
    while (sizeOf(first) + sizeOf(second) > room) {
        (first.size() > second.size() ? first : second).pop_back();
        isCut = true;
    }
    return isCut;
}

std::int64_t roomFor(std::int64_t maxLength, std::int64_t needed, const char* what)
{
    if (maxLength == 0)
        return std::numeric_limits<std::int64_t>::max();
    if (maxLength < needed)
        throw BadInput("max_length", std::to_string(maxLength) + " leaves no room for " + what);
    return maxLength;
}

} // namespace

Tokenizer::Tokenizer(SpecialTokens special, std::string source)
    : m_special(std::move(special))
    , m_source(std::move(source))
{
}

std::optional<std::string> Tokenizer::missingSpecialToken() const
{
    if (!m_special.startName.empty() && m_special.start == SpecialTokens::none)
        return m_special.startName;
    if (m_special.end == SpecialTokens::none)
        return m_special.endName;
    if (m_special.padding == SpecialTokens::none)
        return m_special.paddingName;
    return std::nullopt;
}

std::int64_t Tokenizer::requiredEnd() const
{
    if (m_special.end == SpecialTokens::none)
        throw BadInput(m_source, "the vocabulary lacks the special token " + m_special.endName);
    return m_special.end;
}

Encoding Tokenizer::encodeForClassification(std::string_view text, std::optional<std::string_view> pair,
                                            std::int64_t maxLength) const
{
    if (const auto missing = missingSpecialToken())
        throw BadInput(m_source, "the vocabulary lacks the special token " + *missing + ", which the input form needs");
    const std::int64_t starts = m_special.startName.empty() ? 0 : 1;
    const std::int64_t specials = starts + (pair ? (m_special.isEndDoubled ? 3 : 2) : 1);
    const std::int64_t room = roomFor(maxLength, specials, "the special tokens") - specials;
    Ids first = encode(text);
    Ids second = pair ? encode(*pair) : Ids();
    Encoding result;
    result.isCut = truncate(first, second, room);
    if (starts > 0)
        result.ids.push_back(m_special.start);
    append(result.ids, first);
    result.ids.push_back(m_special.end);
    result.firstLength = sizeOf(result.ids);
    if (pair) {
        if (m_special.isEndDoubled)
            result.ids.push_back(m_special.end);
        append(result.ids, second);
        result.ids.push_back(m_special.end);
    }
    return result;
}

Encoding Tokenizer::encodePlain(std::string_view text, std::optional<std::string_view> pair,
                                std::int64_t maxLength) const
{
    Encoding result;
    result.ids = encode(text);
    Ids second = pair ? encode(*pair) : Ids();
    result.isCut = truncate(result.ids, second, roomFor(maxLength, 0, ""));
    result.firstLength = sizeOf(result.ids);
    append(result.ids, second);
    return result;
}

Encoding Tokenizer::encodeForLanguageModel(std::string_view prompt, std::string_view target,
                                           std::int64_t maxLength) const
{
    const std::int64_t end = requiredEnd();
    const std::int64_t room = roomFor(maxLength, 3, "a prompt, its end token and one token of the target");
    Ids first = encode(prompt);
    Ids second = encode(" " + std::string(target));
    second.push_back(end);
    Encoding result;
    const std::int64_t left = room - 1 - sizeOf(first);
    if (left < sizeOf(second)) {
        result.isCut = true;
        const std::int64_t kept = std::max(left, std::min(sizeOf(second), room / 2));
        second.resize(static_cast<std::size_t>(kept));
        if (const std::int64_t surplus = sizeOf(first) - (room - 1 - kept); surplus > 0)
            first.erase(first.begin(), first.begin() + surplus);
    }
    result.ids = std::move(first);
    result.ids.push_back(end);
    result.firstLength = sizeOf(result.ids);
    append(result.ids, second);
    return result;
}

Encoding Tokenizer::encodePrompt(std::string_view prompt, std::int64_t maxLength) const
{
    const std::int64_t end = requiredEnd();
    const std::int64_t room = roomFor(maxLength, 2, "a prompt and its end token");
    Encoding result;
    result.ids = encode(prompt);
    if (const std::int64_t surplus = sizeOf(result.ids) - (room - 1); surplus > 0) {
        result.ids.erase(result.ids.begin(), result.ids.begin() + surplus);
        result.isCut = true;
    }
    result.ids.push_back(end);
    result.firstLength = sizeOf(result.ids);
    return result;
}

std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& folder)
{
    requireWorkerThread("reading a tokenizer");
    if (tokenizerKind(folder) == TokenizerKind::WordPiece)
        return std::make_unique<WordPiece>(WordPiece::fromFolder(folder));
    return std::make_unique<ByteLevelBpe>(ByteLevelBpe::fromFolder(folder));
}

} // namespace engine
