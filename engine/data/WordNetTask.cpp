#include "engine/data/WordNetTask.h"

#include <algorithm>
#include <string_view>

#include <xxhash.h>

#include "engine/data/WordNetFile.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

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

} // namespace

TaskDescription WordNetTask::describe()
{
    return {"wordnet", Objective::Classification, supersenses(), {"accuracy"}};
}

WordNetTask::WordNetTask(const fs::path& folder, const Wanted& wanted)
{
    const fs::path place = WordNetFile::requireFolder(folder);
    IssueList issues;
    for (const char* name : {"data.noun", "data.verb", "data.adj", "data.adv"}) {
        try {
            readFile(place / name, wanted, issues);
        } catch (const BadInput& bad) {
            issues.add(bad);
        }
    }
    issues.throwIfAny();
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) { return a.hash < b.hash; });
}

void WordNetTask::readFile(const fs::path& path, const Wanted& wanted, IssueList& issues)
{
    const WordNetFile file(path, wanted);
    m_hash = XXH64(file.bytes().data(), file.bytes().size(), m_hash);
    file.visitSynsets(
        [&](std::size_t, const WordNetSynset& synset) {
            std::string definition = definitionOf(synset.gloss);
            const std::uint64_t hash = XXH64(definition.data(), definition.size(), splitSeed);
            m_rows.push_back({hash, {.text = std::move(definition), .label = static_cast<double>(synset.supersense)}});
        },
        issues);
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
    constexpr std::string_view lineBlanks = " \t\r";
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
        if (lineBlanks.find(c) == std::string_view::npos)
            before = c;
    }
    std::string_view definition = gloss.substr(0, end);
    const auto last = definition.find_last_not_of(" \t\r;:,");
    definition = last == std::string_view::npos ? gloss : definition.substr(0, last + 1);
    const auto first = definition.find_first_not_of(lineBlanks);
    return std::string(first == std::string_view::npos ? definition : definition.substr(first));
}

} // namespace engine
