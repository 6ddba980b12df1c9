#pragma once

#include <filesystem>
#include <memory>

#include "engine/data/Tokenizer.h"

namespace engine {

/// Byte-level byte-pair encoding as in GPT-2 and RoBERTa (Radford et al. 2019). A vocabulary with <|endoftext|> and
/// neither <s> nor </s> is GPT-2's: that token ends a text, divides two, and pads. Any other is RoBERTa's.
class ByteLevelBpe final : public Tokenizer {
public:
    /// Reads vocab.json and merges.txt, or tokenizer.json, from a model folder. Throws BadInput.
    static ByteLevelBpe fromFolder(const std::filesystem::path& folder);

    ~ByteLevelBpe() override;
    ByteLevelBpe(ByteLevelBpe&&) noexcept;
    ByteLevelBpe& operator=(ByteLevelBpe&&) noexcept;

    std::int64_t vocabularySize() const override;

    /// Invalid UTF-8 is encoded byte by byte.
    std::vector<std::int64_t> encode(std::string_view text) const override;

    /// Byte for byte what was encoded.
    std::string decode(const std::vector<std::int64_t>& ids) const override;

    /// As it stands in the text (bytes).
    std::string tokenText(std::int64_t id) const override;

private:
    struct Impl;
    ByteLevelBpe(SpecialTokens special, std::string source, std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace engine
