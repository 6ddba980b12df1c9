#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/data/IssueList.h"

namespace engine {

/// What vocab.json or tokenizer.json says, with lines, before its parts are checked against each other.
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
    struct Setting
    {
        std::string value; ///< text, "true", "false", "null", a number, "{" for an object
        std::size_t line = 0;
    };

    std::vector<Token> tokens;
    std::vector<Merge> merges;
    /// The single values in model, normalizer and pre_tokenizer by their dotted keys ("model.type"), and those objects
    /// themselves.
    std::map<std::string, Setting> settings;

    /// `otherwise` where it is absent or null.
    std::string setting(const std::string& key, const std::string& otherwise = {}) const;
};

/// A merge as one text, "a b". False when it is not two tokens divided by one space.
bool splitMerge(std::string_view text, RawTokenizer::Merge& merge);

/// vocab.json: one object, token to id. `file` is named in the issues.
RawTokenizer readVocabJson(std::string_view text, const std::string& file, IssueList& issues);

/// tokenizer.json of Hugging Face's tokenizers. Added tokens come after those of the vocabulary.
RawTokenizer readTokenizerJson(std::string_view text, const std::string& file, IssueList& issues);

/// model.type of a tokenizer.json, read no further than there; empty when it has none.
std::string tokenizerJsonType(std::string_view text);

} // namespace engine
