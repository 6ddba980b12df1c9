#pragma once

#include <filesystem>
#include <memory>

#include "engine/data/Tokenizer.h"

namespace engine {

/// BERT's tokenizer (Devlin et al. 2018): words, each divided into the longest pieces that the vocabulary has, from
/// left to right; a word that cannot be divided, or is longer than 100 characters, is unknown as a whole.
class WordPiece final : public Tokenizer {
public:
    /// Reads vocab.txt and tokenizer_config.json, or tokenizer.json, from a model folder. Throws BadInput.
    static WordPiece fromFolder(const std::filesystem::path& folder);

    ~WordPiece() override;
    WordPiece(WordPiece&&) noexcept;
    WordPiece& operator=(WordPiece&&) noexcept;

    std::int64_t vocabularySize() const override;
    std::vector<std::int64_t> encode(std::string_view text) const override;

    /// Words divided by spaces: what the tokens tell of the text.
    std::string decode(const std::vector<std::int64_t>& ids) const override;

    /// As the vocabulary spells it: "##ing".
    std::string tokenText(std::int64_t id) const override;

private:
    struct Impl;
    WordPiece(SpecialTokens special, std::string source, std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace engine
