#include "engine/data/WordPieceFiles.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "engine/data/IssueList.h"
#include "engine/data/TokenizerJson.h"
#include "engine/data/Utf8.h"
#include "engine/run/JsonText.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t largestWordPieceFile = 64 << 20;
constexpr std::size_t mostTokens = 1 << 20;

std::vector<std::string> readVocabText(const std::string& file, IssueList& issues)
{
    const std::string content = readTextFile(file, largestWordPieceFile);
    std::string_view text = content;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    std::vector<std::string> tokens;
    for (std::size_t line = 1; !text.empty() && !issues.full(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view token = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (token.ends_with('\r'))
            token.remove_suffix(1);
        if (validUtf8Prefix(token) != token.size())
            issues.add(file, line, inQuotes(token) + " is not valid UTF-8");
        if (tokens.size() == mostTokens)
            throw BadInput(file + ":" + std::to_string(line), "ids stop at " + std::to_string(mostTokens - 1));
        tokens.emplace_back(token);
    }
    return tokens;
}

/// A switch of tokenizer_config.json; absent where the file does not say it or says null.
std::optional<bool> switchOf(const Json& json, const char* key, const std::string& file, IssueList& issues)
{
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return std::nullopt;
    if (found->is_boolean())
        return found->get<bool>();
    issues.add(file + ": " + key, "must be true or false");
    return std::nullopt;
}

/// Special tokens ("[CLS]", "[unused0]") do not count.
bool hasCapitals(const std::vector<std::string>& tokens)
{
    return std::any_of(tokens.begin(), tokens.end(), [](const std::string& token) {
        return !token.starts_with('[')
            && std::any_of(token.begin(), token.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    });
}

void readConfiguration(const fs::path& path, WordPieceFiles& files, IssueList& issues)
{
    const std::string file = path.string();
    Json json = Json::object();
    std::error_code error;
    if (fs::exists(path, error)) {
        auto parsed = parseJson(readTextFile(path, largestWordPieceFile), file);
        if (const auto* issue = std::get_if<Issue>(&parsed))
            return issues.add(issue->path, issue->message);
        json = std::get<Json>(std::move(parsed));
        if (!json.is_object())
            return issues.add(file, "must be a JSON object");
    }
    const auto lower = switchOf(json, "do_lower_case", file, issues);
    files.words.lowersCase = lower.value_or(!hasCapitals(files.tokens));
    files.words.stripsAccents = switchOf(json, "strip_accents", file, issues).value_or(files.words.lowersCase);
    files.words.splitsIdeographs = switchOf(json, "tokenize_chinese_chars", file, issues).value_or(true);
}

/// The settings of a tokenizer.json whose model is a WordPiece.
class JsonSettings {
public:
    JsonSettings(const RawTokenizer& raw, const std::string& file, IssueList& issues)
        : m_raw(raw)
        , m_file(file)
        , m_issues(issues)
    {
    }

    void read(WordPieceFiles& files)
    {
        require("model.type", "WordPiece");
        require("pre_tokenizer.type", "BertPreTokenizer");
        files.unknown = m_raw.setting("model.unk_token", files.unknown);
        files.continuation = m_raw.setting("model.continuing_subword_prefix", files.continuation);
        if (files.continuation.empty())
            refuse("model.continuing_subword_prefix", "must not be empty");
        files.longestWord = count("model.max_input_chars_per_word", files.longestWord);
        if (!m_raw.settings.contains("normalizer")) {
            files.words = {false, false, false, false};
            return;
        }
        require("normalizer.type", "BertNormalizer");
        files.words.cleansText = isOn("normalizer.clean_text", true);
        files.words.splitsIdeographs = isOn("normalizer.handle_chinese_chars", true);
        files.words.lowersCase = isOn("normalizer.lowercase", true);
        files.words.stripsAccents = isOn("normalizer.strip_accents", files.words.lowersCase);
    }

private:
    void refuse(const std::string& key, const std::string& why)
    {
        const auto found = m_raw.settings.find(key);
        m_issues.add(m_file, found == m_raw.settings.end() ? 1 : found->second.line, key + " " + why);
    }

    void require(const std::string& key, const std::string& wanted)
    {
        if (const std::string given = m_raw.setting(key); given != wanted)
            refuse(key, "is " + inQuotes(given) + "; only " + wanted + " is supported with WordPiece");
    }

    bool isOn(const std::string& key, bool otherwise)
    {
        const std::string given = m_raw.setting(key, otherwise ? "true" : "false");
        if (given != "true" && given != "false")
            refuse(key, "must be true or false");
        return given == "true";
    }

    std::size_t count(const std::string& key, std::size_t otherwise)
    {
        constexpr std::size_t most = 10000;
        const std::string given = m_raw.setting(key, std::to_string(otherwise));
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
        if (error != std::errc() || end != given.data() + given.size() || value < 1 || value > most)
            refuse(key, "must be a whole number from 1 to " + std::to_string(most));
        return value;
    }

    const RawTokenizer& m_raw;
    const std::string& m_file;
    IssueList& m_issues;
};

void readWholeJson(const std::string& file, WordPieceFiles& files, IssueList& issues)
{
    const RawTokenizer raw = readTokenizerJson(readTextFile(file, largestWordPieceFile), file, issues);
    issues.throwIfAny(); // what stands after a syntax error is unknown
    JsonSettings(raw, file, issues).read(files);
    for (const auto& token : raw.tokens) {
        const auto id = static_cast<std::size_t>(token.id);
        if (files.tokens.size() <= id)
            files.tokens.resize(id + 1);
        std::string& place = files.tokens[id];
        if (!place.empty() && place != token.spelling)
            issues.add(file, token.line,
                       "the id " + std::to_string(token.id) + " belongs to two tokens, " + inQuotes(place) + " and "
                           + inQuotes(token.spelling));
        place = token.spelling;
    }
}

bool beginsWord(const std::string& token, const std::string& continuation)
{
    const bool goesOn = token.size() > continuation.size() && token.starts_with(continuation);
    return !token.empty() && !goesOn;
}

} // namespace

WordPieceFiles readWordPieceFiles(const fs::path& folder)
{
    WordPieceFiles files;
    IssueList issues;
    std::error_code error;
    const bool isText = fs::exists(folder / "vocab.txt", error);
    const std::string file = (folder / (isText ? "vocab.txt" : "tokenizer.json")).string();
    if (isText) {
        files.tokens = readVocabText(file, issues);
        readConfiguration(folder / "tokenizer_config.json", files, issues);
    } else {
        readWholeJson(file, files, issues);
    }
    if (!beginsWord(files.unknown, files.continuation))
        issues.add(file, "unknown words become " + inQuotes(files.unknown) + ", which begins no word");
    else if (std::find(files.tokens.begin(), files.tokens.end(), files.unknown) == files.tokens.end())
        issues.add(file, "the vocabulary lacks the token " + inQuotes(files.unknown) + ", which unknown words become");
    issues.throwIfAny();
    return files;
}

} // namespace engine
