#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace engine {

enum class TokenizerKind { ByteLevelBpe, WordPiece };

/// What the folder's files hold: vocab.json with merges.txt, or vocab.txt, or tokenizer.json by its model.type. Throws
/// BadInput when there is none of them.
TokenizerKind tokenizerKind(const std::filesystem::path& folder);

/// A byte-level BPE as its files give it: every id below `tokens.size()`, every merge made of known tokens.
struct TokenizerFiles
{
    struct Merge
    {
        std::int64_t left = 0;
        std::int64_t right = 0;
        std::int64_t merged = 0;
    };

    std::vector<std::string> tokens; ///< spelling by id in the byte alphabet; empty where an id is not used
    std::vector<Merge> merges;       ///< in order of rank
    std::vector<std::int64_t> added; ///< ids whose spelling is plain text (tokenizer.json's added tokens)
    bool addPrefixSpace = false;
};

/// Reads vocab.json and merges.txt where both are there, otherwise tokenizer.json. Blocks. Throws BadInput with
/// file:line of every problem found (20 at most).
TokenizerFiles readTokenizerFiles(const std::filesystem::path& folder);

} // namespace engine
