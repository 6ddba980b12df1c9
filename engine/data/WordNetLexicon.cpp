#include "engine/data/WordNetLexicon.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "engine/data/LowerCase.h"
#include "engine/data/Utf8.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t largestExceptions = std::uintmax_t{16} << 20;

constexpr std::size_t longestInflected = 1000; ///< bytes; the rules would take "ssss…" apart letter by letter

constexpr std::array<const char*, 4> partNames = {"noun", "verb", "adj", "adv"};

/// An ending and what stands for it in the base form.
using Detachment = std::pair<std::string_view, std::string_view>;

/// The rules of detachment (morphy(7WN)), by part of speech.
const std::array<std::vector<Detachment>, 4>& detachments()
{
    static const std::array<std::vector<Detachment>, 4> rules = {{
        {{"s", ""},
         {"ses", "s"},
         {"ves", "f"},
         {"xes", "x"},
         {"zes", "z"},
         {"ches", "ch"},
         {"shes", "sh"},
         {"men", "man"},
         {"ies", "y"}},
        {{"s", ""}, {"ies", "y"}, {"es", "e"}, {"es", ""}, {"ed", "e"}, {"ed", ""}, {"ing", "e"}, {"ing", ""}},
        {{"er", ""}, {"est", ""}, {"er", "e"}, {"est", "e"}},
        {},
    }};
    return rules;
}

std::vector<std::string> detached(const std::vector<std::string>& words, const std::vector<Detachment>& rules)
{
    std::vector<std::string> result;
    for (const std::string& word : words)
        for (const auto& [ending, base] : rules)
            if (word.ends_with(ending))
                result.push_back(word.substr(0, word.size() - ending.size()).append(base));
    return result;
}

} // namespace

WordNetLexicon::WordNetLexicon(const fs::path& folder)
{
    const fs::path place = WordNetFile::requireFolder(folder);
    IssueList issues;
    for (std::size_t part = 0; part < partCount; ++part) {
        const std::string name = partNames[part];
        try {
            readSynsets(WordNetFile(place / ("data." + name)), m_senses[part], issues);
            readExceptions(place / (name + ".exc"), m_exceptions[part], issues);
        } catch (const BadInput& bad) {
            issues.add(bad);
        }
    }
    issues.throwIfAny();
}

void WordNetLexicon::readSynsets(const WordNetFile& file, Senses& senses, IssueList& issues)
{
    file.visitSynsets(
        [&](std::size_t line, const WordNetSynset& synset) {
            const std::vector<std::string_view> words = synsetWords(synset);
            if (words.empty())
                issues.add(file.name(), line, "has no words that can be read");
            std::vector<std::string>& single = m_synsets.emplace_back();
            for (const std::string_view word : words) {
                senses[lowerCase(word)].push_back(static_cast<std::uint32_t>(m_synsets.size() - 1));
                if (word.find('_') == std::string_view::npos)
                    single.emplace_back(word);
            }
        },
        issues);
}

void WordNetLexicon::readExceptions(const fs::path& path, Exceptions& exceptions, IssueList& issues)
{
    std::istringstream text(readTextFile(path, largestExceptions));
    std::string line;
    for (std::size_t number = 1; std::getline(text, line) && !issues.full(); ++number) {
        std::istringstream fields(line);
        std::string inflected;
        std::string base;
        std::vector<std::string> bases;
        fields >> inflected;
        while (fields >> base)
            bases.push_back(base);
        if (validUtf8Prefix(line) != line.size() || (bases.empty() && !inflected.empty()))
            issues.add(path.string(), number, "is not an irregular form followed by its base forms");
        else if (!bases.empty())
            exceptions[inflected] = std::move(bases);
    }
}

std::vector<std::string> WordNetLexicon::baseForms(const std::string& word, std::size_t part) const
{
    const auto known = [&](std::vector<std::string> words) {
        std::erase_if(words, [&](const std::string& one) { return !m_senses[part].contains(one); });
        return words;
    };
    std::vector<std::string> candidates = {word};
    if (const auto irregular = m_exceptions[part].find(word); irregular != m_exceptions[part].end()) {
        candidates.insert(candidates.end(), irregular->second.begin(), irregular->second.end());
        return known(std::move(candidates));
    }
    const std::vector<Detachment>& rules = detachments()[part];
    std::vector<std::string> shorter = detached(candidates, rules);
    candidates.insert(candidates.end(), shorter.begin(), shorter.end());
    std::vector<std::string> found = known(std::move(candidates));
    while (found.empty() && !shorter.empty()) {
        shorter = detached(shorter, rules);
        found = known(shorter);
    }
    return found;
}

std::vector<std::string> WordNetLexicon::synonyms(const std::string& word) const
{
    std::set<std::string> result;
    if (word.size() > longestInflected)
        return {};
    for (std::size_t part = 0; part < partCount; ++part)
        for (const std::string& form : baseForms(word, part))
            for (const std::uint32_t synset : m_senses[part].at(form))
                result.insert(m_synsets[synset].begin(), m_synsets[synset].end());
    return {result.begin(), result.end()};
}

} // namespace engine
