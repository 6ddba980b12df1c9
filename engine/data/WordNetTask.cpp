#include "engine/data/WordNetTask.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include <xxhash.h>

#include "engine/data/Utf8.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t largestFile = std::uintmax_t {256} << 20;
constexpr std::uint64_t splitSeed = 2024;
constexpr std::uint64_t trainPerMille = 910;
constexpr std::uint64_t devPerMille = 45;

/// In the order of their numbers (lexnames(5WN)).
const std::vector<std::string>& supersenses()
{
    static const std::vector<std::string> names = {"adj.all",          "adj.pert",           "adv.all",
                                                   "noun.Tops",        "noun.act",           "noun.animal",
                                                   "noun.artifact",    "noun.attribute",     "noun.body",
                                                   "noun.cognition",   "noun.communication", "noun.event",
                                                   "noun.feeling",     "noun.food",          "noun.group",
                                                   "noun.location",    "noun.motive",        "noun.object",
                                                   "noun.person",      "noun.phenomenon",    "noun.plant",
                                                   "noun.possession",  "noun.process",       "noun.quantity",
                                                   "noun.relation",    "noun.shape",         "noun.state",
                                                   "noun.substance",   "noun.time",          "verb.body",
                                                   "verb.change",      "verb.cognition",     "verb.communication",
                                                   "verb.competition", "verb.consumption",   "verb.contact",
                                                   "verb.creation",    "verb.emotion",       "verb.motion",
                                                   "verb.perception",  "verb.possession",    "verb.social",
                                                   "verb.stative",     "verb.weather",       "adj.ppl"};
    return names;
}

std::string splitOf(std::uint64_t hash)
{
    const std::uint64_t place = hash % 1000;
    return place < trainPerMille ? "train" : place < trainPerMille + devPerMille ? "dev" : "test";
}

struct Synset
{
    std::size_t supersense = 0;
    std::string_view gloss;
};

/// A line of a data file (wndb(5WN)): "offset lexicographer-file type … | gloss". Absent when it is not one.
std::optional<Synset> parseSynset(std::string_view line)
{
    const auto bar = line.find(" | ");
    const auto space = line.find(' ');
    if (bar == std::string_view::npos || space != 8 || line.size() < 13 || line[11] != ' ')
        return std::nullopt;
    Synset synset;
    const auto [end, error] = std::from_chars(line.data() + 9, line.data() + 11, synset.supersense);
    if (error != std::errc() || end != line.data() + 11 || synset.supersense >= supersenses().size())
        return std::nullopt;
    synset.gloss = line.substr(bar + 3);
    return synset;
}

} // namespace

TaskDescription WordNetTask::describe()
{
    return {"wordnet", supersenses(), {"accuracy"}};
}

WordNetTask::WordNetTask(const fs::path& folder)
{
    const fs::path place = folder.empty() ? systemFolder() : folder;
    std::error_code error;
    if (!fs::exists(place, error))
        throw BadInput(place.string(),
                       "does not exist; install WordNet (Debian package wordnet-base) or name its "
                       "dictionary folder in task.path");
    if (!fs::is_directory(place, error))
        throw BadInput(place.string(), "is a file; name the folder with data.noun");
    IssueList issues;
    for (const char* name : {"data.noun", "data.verb", "data.adj", "data.adv"}) {
        try {
            readFile(place / name, issues);
        } catch (const BadInput& bad) {
            issues.add(bad);
        }
    }
    issues.throwIfAny();
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) { return a.hash < b.hash; });
}

void WordNetTask::readFile(const fs::path& path, IssueList& issues)
{
    const std::string text = readTextFile(path, largestFile);
    m_hash = XXH64(text.data(), text.size(), m_hash);
    const std::size_t before = m_rows.size();
    std::string_view rest = text;
    for (std::size_t line = 1; !rest.empty() && !issues.full(); ++line) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view content = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (content.starts_with("  ")) // the licence
            continue;
        const auto synset = parseSynset(content);
        if (!synset) {
            issues.add(path.string(), line,
                       "is not a WordNet synset (offset, lexicographer file 00 to 44, …, | gloss)");
        } else if (validUtf8Prefix(content) != content.size()) {
            issues.add(path.string(), line, "is not valid UTF-8");
        } else {
            std::string definition = definitionOf(synset->gloss);
            const std::uint64_t hash = XXH64(definition.data(), definition.size(), splitSeed);
            m_rows.push_back({hash, {std::move(definition), std::nullopt, static_cast<double>(synset->supersense)}});
        }
    }
    if (m_rows.size() == before && issues.empty())
        issues.add(path.string(), "has no synsets");
}

Split WordNetTask::split(const std::string& name, std::int64_t limit) const
{
    if (name != "train" && name != "dev" && name != "test")
        throw BadInput("split", "\"" + name + "\" is not one of train, dev, test");
    Split result;
    result.name = name;
    for (const Row& row : m_rows) {
        if (splitOf(row.hash) == name)
            result.rows.push_back(row.example);
        if (limit > 0 && static_cast<std::int64_t>(result.rows.size()) == limit)
            break;
    }
    return result;
}

std::string WordNetTask::definitionOf(std::string_view gloss)
{
    // Examples are quoted and stand after the definition, behind ; : or , but a quote within parentheses or within a
    // phrase belongs to the definition: (e.g., "he said …").
    constexpr std::string_view separators = ";:,";
    constexpr std::string_view blanks = " \t\r";
    int depth = 0;
    char before = ';';
    std::size_t end = gloss.size();
    for (std::size_t i = 0; i < gloss.size(); ++i) {
        const char c = gloss[i];
        if (c == '"' && depth == 0 && i > 0 && separators.find(before) != std::string_view::npos) {
            end = i;
            break;
        }
        depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
        if (blanks.find(c) == std::string_view::npos)
            before = c;
    }
    std::string_view definition = gloss.substr(0, end);
    const auto last = definition.find_last_not_of(" \t\r;:,");
    definition = last == std::string_view::npos ? gloss : definition.substr(0, last + 1);
    const auto first = definition.find_first_not_of(blanks);
    return std::string(first == std::string_view::npos ? definition : definition.substr(first));
}

} // namespace engine
