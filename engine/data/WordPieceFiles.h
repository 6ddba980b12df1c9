#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/data/BasicTokenizer.h"

namespace engine {

/// A WordPiece tokenizer as its files give it.
struct WordPieceFiles
{
    std::vector<std::string> tokens; ///< spelling by id; empty where an id is not used
    std::string unknown = "[UNK]";
    std::string continuation = "##"; ///< in front of a piece that goes on with a word
    std::size_t longestWord = 100;   ///< characters; longer words are unknown
    BasicTokenizer::Settings words;
};

/// Reads vocab.txt (a token a line, its id the line's number from 0; of equal tokens the last counts) with
/// tokenizer_config.json beside it, otherwise tokenizer.json. Where do_lower_case is not said, case is lowered unless
/// the vocabulary has capital letters. Blocks. Throws BadInput with file:line of every problem found (20 at most).
WordPieceFiles readWordPieceFiles(const std::filesystem::path& folder);

} // namespace engine
