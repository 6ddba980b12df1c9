#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// The ids of one row.
struct Encoding
{
    std::vector<std::int64_t> ids;
    /// How many of them are the first part's, its special tokens among them: the first text (BERT's token type 0), or a
    /// language model's prompt with the separator.
    std::int64_t firstLength = 0;
    bool isCut = false; ///< tokens were left out to keep to the longest length
};

/// The special tokens of a model family, and where they stand around one or two texts.
struct SpecialTokens
{
    static constexpr std::int64_t none = -1;

    std::string startName; ///< before the first text; empty: nothing stands there
    std::string endName;   ///< after each text
    std::string paddingName;
    bool isEndDoubled = false; ///< between two texts
    std::int64_t start = none; ///< none: the vocabulary lacks it
    std::int64_t end = none;
    std::int64_t padding = none;
};

/// Turns texts into ids of a model's vocabulary and back. A text that reads like a special token is text like any
/// other. Immutable after construction and safe to use from several threads.
class Tokenizer {
public:
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;
    virtual ~Tokenizer() = default;

    /// Largest id plus one.
    virtual std::int64_t vocabularySize() const = 0;

    /// Ids without special tokens. Any bytes are accepted.
    virtual std::vector<std::int64_t> encode(std::string_view text) const = 0;

    virtual std::string decode(const std::vector<std::int64_t>& ids) const = 0;

    /// One token for display; U+FFFD for an id outside the vocabulary.
    virtual std::string tokenText(std::int64_t id) const = 0;

    /// The family's form of one or two texts: RoBERTa <s> A </s>, <s> A </s></s> B </s>; BERT [CLS] A [SEP], [CLS] A
    /// [SEP] B [SEP]; GPT-2 A <|endoftext|>, A <|endoftext|> B <|endoftext|>. maxLength 0 for no limit; otherwise
    /// tokens are taken from the end of the longer side, at equal lengths from the second. Throws BadInput when the
    /// vocabulary lacks a special token, or maxLength has no room for them.
    Encoding encodeForClassification(std::string_view text, std::optional<std::string_view> pair,
                                     std::int64_t maxLength) const;

    /// The same without special tokens.
    Encoding encodePlain(std::string_view text, std::optional<std::string_view> pair, std::int64_t maxLength) const;

    /// A row that a language model learns: the prompt, an end token, a space and the target, an end token (Hu et al.
    /// 2021, the E2E set-up). What is too long loses tokens from the target's end, the closing token first, but not
    /// more than leave it half of maxLength; then from the prompt's front. Throws BadInput when the vocabulary lacks
    /// the end token, or maxLength is below 3.
    Encoding encodeForLanguageModel(std::string_view prompt, std::string_view target, std::int64_t maxLength) const;

    /// The prompt and an end token: where writing begins. Too long, tokens are taken from the front.
    Encoding encodePrompt(std::string_view prompt, std::int64_t maxLength) const;

    /// The first special token that the vocabulary lacks; absent when the forms above work.
    std::optional<std::string> missingSpecialToken() const;

    const SpecialTokens& specialTokens() const { return m_special; }
    /// Absent special tokens are SpecialTokens::none.
    std::int64_t paddingId() const { return m_special.padding; }
    std::int64_t endId() const { return m_special.end; }

protected:
    /// source: the folder, for messages.
    Tokenizer(SpecialTokens special, std::string source);
    Tokenizer(Tokenizer&&) noexcept = default;
    Tokenizer& operator=(Tokenizer&&) noexcept = default;

private:
    std::int64_t requiredEnd() const;

    SpecialTokens m_special;
    std::string m_source;
};

/// Reads a model folder's tokenizer, of the kind that its files are: vocab.json with merges.txt (byte-level BPE of
/// GPT-2 and RoBERTa), vocab.txt (WordPiece of BERT), or tokenizer.json (either). Blocks. Throws BadInput.
std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& folder);

} // namespace engine
