#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// Byte-level byte-pair encoding as in GPT-2 and RoBERTa (Radford et al. 2019). Immutable after construction and
/// safe to use from several threads.
class ByteLevelBpe {
public:
    /// Reads vocab.json and merges.txt, or tokenizer.json, from a model folder. Throws BadInput.
    static ByteLevelBpe fromFolder(const std::filesystem::path& folder);

    ~ByteLevelBpe();
    ByteLevelBpe(ByteLevelBpe&&) noexcept;
    ByteLevelBpe& operator=(ByteLevelBpe&&) noexcept;

    /// Largest id plus one.
    std::int64_t vocabularySize() const;

    /// Ids without special tokens. Any bytes are accepted; invalid UTF-8 is encoded byte by byte.
    std::vector<std::int64_t> encode(std::string_view text) const;

    /// RoBERTa's form: <s> A </s>, or <s> A </s></s> B </s>. maxLength 0 for no limit; otherwise tokens are taken
    /// from the end of the longer side, at equal lengths from the second. Throws BadInput when the vocabulary lacks
    /// <s>, </s> or <pad>.
    std::vector<std::int64_t> encodeForClassification(std::string_view text, std::optional<std::string_view> pair,
                                                      std::int64_t maxLength) const;

    /// The first of <s>, </s>, <pad> that the vocabulary lacks; absent when encodeForClassification works.
    std::optional<std::string> missingSpecialToken() const;

    std::string decode(const std::vector<std::int64_t>& ids) const;

    /// Text of one token as it stands in the text (bytes), for display; U+FFFD for an id outside the vocabulary.
    std::string tokenText(std::int64_t id) const;

private:
    struct Impl;
    explicit ByteLevelBpe(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace engine
