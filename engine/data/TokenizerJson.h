#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/data/IssueList.h"

namespace engine {

/// What vocab.json or tokenizer.json says, with lines, before tokens and merges are checked against each other.
struct RawTokenizer
{
    struct Token
    {
        std::string spelling;
        std::int64_t id = 0;
        std::size_t line = 0;
        bool added = false;
    };
    struct Merge
    {
        std::string left;
        std::string right;
        std::size_t line = 0;
    };

    std::vector<Token> tokens;
    std::vector<Merge> merges;
    bool addPrefixSpace = false;
};

/// A merge as one text, "a b". False when it is not two tokens divided by one space.
bool splitMerge(std::string_view text, RawTokenizer::Merge& merge);

/// vocab.json: one object, token to id. `file` is named in the issues.
RawTokenizer readVocabJson(std::string_view text, const std::string& file, IssueList& issues);

/// tokenizer.json of Hugging Face's tokenizers, of which byte-level BPE is understood; anything else is an issue.
/// Added tokens come after those of the vocabulary.
RawTokenizer readTokenizerJson(std::string_view text, const std::string& file, IssueList& issues);

} // namespace engine
