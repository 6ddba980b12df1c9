#include "engine/data/WordNetFile.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "engine/data/Utf8.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t largestWordNetFile = std::uintmax_t{256} << 20;

/// "offset lexicographer-file type words … | gloss". Absent when the line is not one.
std::optional<WordNetSynset> parseSynset(std::string_view line)
{
    const auto bar = line.find(" | ");
    const auto space = line.find(' ');
    if (bar == std::string_view::npos || space != 8 || line.size() < 13 || line[11] != ' ')
        return std::nullopt;
    WordNetSynset synset;
    const auto [end, error] = std::from_chars(line.data() + 9, line.data() + 11, synset.supersense);
    if (error != std::errc() || end != line.data() + 11 || synset.supersense >= WordNetFile::supersenseCount)
        return std::nullopt;
    if (bar > 14)
        synset.words = line.substr(14, bar - 14);
    synset.gloss = line.substr(bar + 3);
    return synset;
}

/// Takes what stands before the next space off `rest`.
std::string_view takeField(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return field;
}

} // namespace

WordNetFile::WordNetFile(const fs::path& path, Wanted wanted)
    : m_name(path.string())
    , m_wanted(std::move(wanted))
    , m_text(readTextFile(path, largestWordNetFile, m_wanted))
{
}

void WordNetFile::visitSynsets(const std::function<void(std::size_t, const WordNetSynset&)>& visit,
                               IssueList& issues) const
{
    std::string_view rest = m_text;
    bool isEmpty = true;
    for (std::size_t line = 1; !rest.empty() && !issues.full(); ++line) {
        requireWanted(m_wanted);
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view content = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (content.starts_with("  ")) // the licence
            continue;
        isEmpty = false;
        const auto synset = parseSynset(content);
        if (!synset)
            issues.add(m_name, line, "is not a WordNet synset (offset, lexicographer file 00 to 44, …, | gloss)");
        else if (validUtf8Prefix(content) != content.size())
            issues.add(m_name, line, "is not valid UTF-8");
        else
            visit(line, *synset);
    }
    if (isEmpty)
        issues.add(m_name, "has no synsets");
}

fs::path WordNetFile::requireFolder(const fs::path& folder)
{
    fs::path place = folder.empty() ? systemFolder() : folder;
    std::error_code error;
    if (!fs::exists(place, error))
        throw BadInput(place.string(),
                       "does not exist; install WordNet (Debian package wordnet-base) or name its dictionary folder");
    if (!fs::is_directory(place, error))
        throw BadInput(place.string(), "is a file; name the folder with data.noun");
    return place;
}

std::vector<std::string_view> synsetWords(const WordNetSynset& synset)
{
    std::string_view rest = synset.words;
    const std::string_view count = takeField(rest); // two hexadecimal digits
    std::size_t words = 0;
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), words, 16);
    if (count.size() != 2 || error != std::errc() || end != count.data() + 2)
        return {};
    std::vector<std::string_view> result;
    for (std::size_t i = 0; i < words; ++i) {
        const std::string_view word = takeField(rest);
        const std::string_view sense = takeField(rest); // one hexadecimal digit
        if (word.empty() || sense.size() != 1)
            return {};
        result.push_back(word.substr(0, word.find('('))); // able(p): only predicative
    }
    return result;
}

} // namespace engine
