#include "engine/metrics/Meteor.h"

#include <algorithm>
#include <cmath>

#include "engine/data/LowerCase.h"
#include "engine/metrics/PorterStemmer.h"

namespace engine {

namespace {

constexpr double alpha = 0.9;
constexpr double beta = 3;
constexpr double gamma = 0.5;

/// Where each word of the reference is still free, the last place at the back.
using Places = std::unordered_map<std::string, std::vector<std::size_t>>;

template <class Words>
Places placesOf(const Words& words)
{
    Places places;
    for (const auto& word : words)
        places[word.text].push_back(word.place);
    return places;
}

/// Runs of matches that stand side by side in both texts. `pairs` in the hypothesis's order.
template <class Pairs>
std::size_t chunks(const Pairs& pairs)
{
    std::size_t count = 1;
    for (std::size_t i = 1; i < pairs.size(); ++i)
        if (pairs[i].first != pairs[i - 1].first + 1 || pairs[i].second != pairs[i - 1].second + 1)
            ++count;
    return count;
}

/// Pairs equal words, the last of the hypothesis with the last of the reference first, and takes them out of both.
template <class Words, class Pairs>
void matchEqual(Words& hypothesis, Words& reference, Pairs& pairs)
{
    Places places = placesOf(reference);
    Words left;
    std::vector<std::size_t> taken;
    for (auto word = hypothesis.rbegin(); word != hypothesis.rend(); ++word) {
        const auto found = places.find(word->text);
        if (found == places.end() || found->second.empty()) {
            left.push_back(*word);
        } else {
            pairs.emplace_back(word->place, found->second.back());
            taken.push_back(found->second.back());
            found->second.pop_back();
        }
    }
    std::reverse(left.begin(), left.end());
    hypothesis = std::move(left);
    std::sort(taken.begin(), taken.end());
    std::erase_if(reference,
                  [&](const auto& word) { return std::binary_search(taken.begin(), taken.end(), word.place); });
}

} // namespace

Meteor::Words Meteor::wordsOf(const Tokens& tokens)
{
    Words words;
    for (const std::string& token : tokens)
        if (!token.empty())
            words.push_back({words.size(), lowerCase(token)});
    return words;
}

void Meteor::replaceByStems(Words& words)
{
    for (Word& word : words) {
        auto found = m_stems.find(word.text);
        if (found == m_stems.end())
            found = m_stems.emplace(word.text, porterStem(word.text)).first;
        word.text = found->second;
    }
}

void Meteor::matchSynonyms(const Words& hypothesis, const Words& reference, Pairs& pairs)
{
    Places places = placesOf(reference);
    for (auto word = hypothesis.rbegin(); word != hypothesis.rend() && !places.empty(); ++word) {
        auto known = m_synonyms.find(word->text);
        if (known == m_synonyms.end())
            known = m_synonyms.emplace(word->text, m_lexicon.synonyms(word->text)).first;
        auto last = places.end();
        for (const std::string& synonym : known->second) {
            const auto found = places.find(synonym);
            if (found != places.end() && (last == places.end() || found->second.back() > last->second.back()))
                last = found;
        }
        if (last == places.end())
            continue;
        pairs.emplace_back(word->place, last->second.back());
        last->second.pop_back();
        if (last->second.empty())
            places.erase(last);
    }
}

Meteor::Pairs Meteor::aligned(Words hypothesis, Words reference)
{
    Pairs pairs;
    matchEqual(hypothesis, reference, pairs);
    replaceByStems(hypothesis);
    replaceByStems(reference);
    matchEqual(hypothesis, reference, pairs);
    matchSynonyms(hypothesis, reference, pairs);
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

double Meteor::score(const Words& hypothesis, const Words& reference)
{
    const Pairs pairs = aligned(hypothesis, reference);
    if (pairs.empty())
        return 0;
    const auto matches = static_cast<double>(pairs.size());
    const double precision = matches / static_cast<double>(hypothesis.size());
    const double recall = matches / static_cast<double>(reference.size());
    const double mean = precision * recall / (alpha * precision + (1 - alpha) * recall);
    const double fragmentation = static_cast<double>(chunks(pairs)) / matches;
    return (1 - gamma * std::pow(fragmentation, beta)) * mean;
}

double Meteor::segment(const Tokens& hypothesis, const std::vector<Tokens>& references)
{
    const Words words = wordsOf(hypothesis);
    double best = 0;
    for (const Tokens& reference : references)
        best = std::max(best, score(words, wordsOf(reference)));
    return best;
}

} // namespace engine
