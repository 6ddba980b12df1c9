#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/data/IssueList.h"
#include "engine/run/Wanted.h"

namespace engine {

/// One line of a WordNet data file (wndb(5WN)); the views are valid during the visit.
struct WordNetSynset
{
    std::size_t supersense = 0; ///< number of the lexicographer file, 0 to 44
    std::string_view words;     ///< the number of words and all that follows, up to the gloss
    std::string_view gloss;
};

/// A data file of WordNet (data.noun, data.verb, data.adj, data.adv). Holds the whole text; blocks while reading it.
class WordNetFile {
public:
    static constexpr std::size_t supersenseCount = 45;

    /// Throws BadInput when the file cannot be read. Reading and visiting throw CalledOff when they are not wanted any
    /// more.
    explicit WordNetFile(const std::filesystem::path& path, Wanted wanted = {});

    const std::string& name() const { return m_name; }
    std::string_view bytes() const { return m_text; }

    /// Visits the synsets in the file's order; a line that is none, or is not valid UTF-8, is an issue, and so is a
    /// file without any.
    void visitSynsets(const std::function<void(std::size_t line, const WordNetSynset& synset)>& visit,
                      IssueList& issues) const;

    /// Where Debian's wordnet-base puts the dictionary.
    static std::filesystem::path systemFolder() { return "/usr/share/wordnet"; }

    /// `folder`, or the system's where it is empty. Throws BadInput when it is no folder.
    static std::filesystem::path requireFolder(const std::filesystem::path& folder);

private:
    std::string m_name;
    Wanted m_wanted;
    std::string m_text;
};

/// A synset's words as written, without an adjective's syntactic marker; empty when they cannot be read.
std::vector<std::string_view> synsetWords(const WordNetSynset& synset);

} // namespace engine
