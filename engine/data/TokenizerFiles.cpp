#include "engine/data/TokenizerFiles.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "engine/data/IssueList.h"
#include "engine/data/TokenizerJson.h"
#include "engine/data/Utf8.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t largestTokenizerFile = 64 << 20;

/// merges.txt: a "#version" line, then one merge a line.
void readMergesText(std::string_view text, const std::string& file, RawTokenizer& raw, IssueList& issues)
{
    std::size_t line = 0;
    while (!text.empty() && !issues.full()) {
        ++line;
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view content = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (content.ends_with('\r'))
            content.remove_suffix(1);
        if (content.empty() || content.starts_with("#version"))
            continue;
        RawTokenizer::Merge merge{{}, {}, line};
        if (splitMerge(content, merge))
            raw.merges.push_back(std::move(merge));
        else
            issues.add(file, line, inQuotes(content) + " is not two tokens divided by one space");
    }
}

using IdByTokenView = std::unordered_map<std::string_view, std::int64_t>;

IdByTokenView placeTokens(const RawTokenizer& raw, const std::string& file, TokenizerFiles& files, IssueList& issues)
{
    std::int64_t largest = -1;
    for (const auto& token : raw.tokens)
        largest = std::max(largest, token.id);
    files.tokens.resize(static_cast<std::size_t>(largest + 1));
    std::vector<std::size_t> lineOf(files.tokens.size(), 0);
    IdByTokenView idOf;
    for (const auto& token : raw.tokens) {
        const auto index = static_cast<std::size_t>(token.id);
        const auto [known, isNew] = idOf.emplace(token.spelling, token.id);
        if (!isNew && token.added && known->second == token.id) {
            files.added.push_back(token.id); // tokenizer.json lists its added tokens in the vocabulary too
        } else if (!isNew) {
            issues.add(file, token.line,
                       "the token " + inQuotes(token.spelling) + " is there twice, with the ids "
                           + std::to_string(known->second) + " and " + std::to_string(token.id));
        } else if (lineOf[index] != 0) {
            issues.add(file, token.line,
                       "the id " + std::to_string(token.id) + " belongs to two tokens, " + inQuotes(files.tokens[index])
                           + " (line " + std::to_string(lineOf[index]) + ") and " + inQuotes(token.spelling));
        } else {
            files.tokens[index] = token.spelling;
            lineOf[index] = token.line;
            if (token.added)
                files.added.push_back(token.id);
        }
    }
    return idOf;
}

void placeMerges(const RawTokenizer& raw, const std::string& file, const IdByTokenView& idOf, TokenizerFiles& files,
                 IssueList& issues)
{
    files.merges.reserve(raw.merges.size());
    for (const auto& merge : raw.merges) {
        const std::string joined = merge.left + merge.right;
        bool known = true;
        for (const std::string& token : {merge.left, merge.right, joined}) {
            if (known && !idOf.contains(token)) {
                issues.add(file, merge.line,
                           "the merge of " + inQuotes(merge.left) + " and " + inQuotes(merge.right)
                               + " needs the token " + inQuotes(token) + ", which is not in the vocabulary");
                known = false;
            }
        }
        if (known)
            files.merges.push_back({idOf.at(merge.left), idOf.at(merge.right), idOf.at(joined)});
        if (issues.full())
            return;
    }
}

/// Of a tokenizer.json, only byte-level BPE is understood here.
void requireByteLevel(const RawTokenizer& raw, const std::string& file, IssueList& issues)
{
    const auto refuse = [&](const std::string& key, const std::string& why) {
        issues.add(file, raw.settings.at(key).line, key + " is " + inQuotes(raw.setting(key)) + why);
    };
    const auto isOther = [&](const std::string& key, const std::string& wanted) {
        return raw.setting(key, wanted) != wanted;
    };
    if (isOther("model.type", "BPE"))
        return refuse("model.type", "; only BPE and WordPiece are supported");
    if (raw.settings.contains("normalizer"))
        issues.add(file, raw.settings.at("normalizer").line, "has a normalizer, which byte-level BPE does without");
    if (isOther("pre_tokenizer.type", "ByteLevel"))
        refuse("pre_tokenizer.type", "; only ByteLevel is supported with BPE");
    if (isOther("pre_tokenizer.use_regex", "true"))
        refuse("pre_tokenizer.use_regex", "; only true is supported");
    if (isOther("model.byte_fallback", "false"))
        refuse("model.byte_fallback", ", which byte-level BPE does not have");
    for (const char* key : {"model.continuing_subword_prefix", "model.end_of_word_suffix"})
        if (isOther(key, ""))
            refuse(key, "; byte-level BPE has none");
}

TokenizerFiles check(const RawTokenizer& raw, const std::string& tokenFile, const std::string& mergeFile,
                     IssueList& issues)
{
    issues.throwIfAny();
    if (raw.tokens.empty())
        throw BadInput(tokenFile, "has no tokens");
    TokenizerFiles files;
    files.addPrefixSpace = raw.setting("pre_tokenizer.add_prefix_space") == "true";
    const IdByTokenView idOf = placeTokens(raw, tokenFile, files, issues);
    placeMerges(raw, mergeFile, idOf, files, issues);
    issues.throwIfAny();
    return files;
}

bool isFileThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

void requireFolder(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder, error))
        throw BadInput(folder.string(), "does not exist; name a model folder");
    if (!fs::is_directory(folder, error))
        throw BadInput(folder.string(), "is a file, not a model folder");
}

bool hasVocabularyAndMerges(const fs::path& folder)
{
    return isFileThere(folder / "vocab.json") && isFileThere(folder / "merges.txt");
}

[[noreturn]] void refuseFolder(const fs::path& folder)
{
    const char* lacking = isFileThere(folder / "vocab.json") ? "merges.txt beside its vocab.json"
        : isFileThere(folder / "merges.txt")                 ? "vocab.json beside its merges.txt"
                                                         : "vocab.json and merges.txt, vocab.txt";
    throw BadInput(folder.string(), std::string("has no tokenizer: it needs ") + lacking + ", or tokenizer.json");
}

} // namespace

TokenizerKind tokenizerKind(const fs::path& folder)
{
    requireFolder(folder);
    if (hasVocabularyAndMerges(folder))
        return TokenizerKind::ByteLevelBpe;
    if (isFileThere(folder / "vocab.txt"))
        return TokenizerKind::WordPiece;
    if (!isFileThere(folder / "tokenizer.json"))
        refuseFolder(folder);
    return tokenizerJsonType(readTextFile(folder / "tokenizer.json", largestTokenizerFile)) == "WordPiece"
        ? TokenizerKind::WordPiece
        : TokenizerKind::ByteLevelBpe;
}

TokenizerFiles readTokenizerFiles(const fs::path& folder)
{
    requireFolder(folder);
    IssueList issues;
    if (hasVocabularyAndMerges(folder)) {
        const std::string vocabulary = (folder / "vocab.json").string();
        const std::string merges = (folder / "merges.txt").string();
        const std::string mergeText = readTextFile(merges, largestTokenizerFile);
        RawTokenizer raw = readVocabJson(readTextFile(vocabulary, largestTokenizerFile), vocabulary, issues);
        readMergesText(mergeText, merges, raw, issues);
        return check(raw, vocabulary, merges, issues);
    }
    if (!isFileThere(folder / "tokenizer.json"))
        refuseFolder(folder);
    const std::string whole = (folder / "tokenizer.json").string();
    const RawTokenizer raw = readTokenizerJson(readTextFile(whole, largestTokenizerFile), whole, issues);
    requireByteLevel(raw, whole, issues);
    return check(raw, whole, whole, issues);
}

} // namespace engine
