#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/data/WordNetLexicon.h"
#include "engine/metrics/NumberedText.h"

namespace engine {

/// METEOR with three stages of matching: equal words, equal Porter stems, WordNet synonyms (Banerjee and Lavie 2005;
/// Lavie and Agarwal 2007: alpha 0.9, beta 3, gamma 0.5). Equals nltk.translate.meteor_score, in which the synonym
/// stage compares stems; not comparable with METEOR 1.5, which has other weights and a table of paraphrases.
/// Remembers the words it has met; one object serves one thread.
class Meteor {
public:
    /// `lexicon` must outlive this.
    explicit Meteor(const WordNetLexicon& lexicon)
        : m_lexicon(lexicon)
    {
    }

    /// 0 to 1: the best over the references. Words are compared in lower case; empty words do not count.
    double segment(const Tokens& hypothesis, const std::vector<Tokens>& references);

private:
    struct Word
    {
        std::size_t place;
        std::string text;
    };
    using Words = std::vector<Word>;
    /// Places in the hypothesis and in the reference.
    using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

    static Words wordsOf(const Tokens& tokens);
    Pairs aligned(Words hypothesis, Words reference);
    void replaceByStems(Words& words);
    void matchSynonyms(const Words& hypothesis, const Words& reference, Pairs& pairs);
    double score(const Words& hypothesis, const Words& reference);

    const WordNetLexicon& m_lexicon;
    std::unordered_map<std::string, std::string> m_stems;
    std::unordered_map<std::string, std::vector<std::string>> m_synonyms;
};

} // namespace engine
