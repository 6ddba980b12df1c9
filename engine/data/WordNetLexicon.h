#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/data/IssueList.h"
#include "engine/data/WordNetFile.h"

namespace engine {

/// Which words share a synset of WordNet. Reads the four data files and the four lists of irregular forms; finds a
/// word's base forms by the rules of morphy(7WN). Immutable and safe to use from several threads.
class WordNetLexicon {
public:
    /// `folder` empty: the system's. Blocks. Throws BadInput with file:line.
    explicit WordNetLexicon(const std::filesystem::path& folder);

    /// The words of all synsets that `word` (lower case, any inflection) belongs to, as WordNet writes them, sorted;
    /// collocations ("hot_dog") are left out. Empty when WordNet does not know the word, as none of more than a
    /// thousand bytes.
    std::vector<std::string> synonyms(const std::string& word) const;

private:
    using Senses = std::unordered_map<std::string, std::vector<std::uint32_t>>;
    using Exceptions = std::unordered_map<std::string, std::vector<std::string>>;

    void readSynsets(const WordNetFile& file, Senses& senses, IssueList& issues);
    static void readExceptions(const std::filesystem::path& path, Exceptions& exceptions, IssueList& issues);
    /// Base forms that part of speech `part` has.
    std::vector<std::string> baseForms(const std::string& word, std::size_t part) const;

    static constexpr std::size_t partCount = 4;
    std::array<Senses, partCount> m_senses; ///< by part of speech: lower-case word to its synsets
    std::array<Exceptions, partCount> m_exceptions;
    std::vector<std::vector<std::string>> m_synsets; ///< single words of each
};

} // namespace engine
