#include "engine/metrics/PorterStemmer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <unordered_map>

#include "engine/data/Utf8.h"

namespace engine {

namespace {

using Word = std::u32string;
using View = std::u32string_view;

/// A condition on what stands before the ending.
using Condition = bool (*)(View stem);

struct Rule
{
    View ending;
    View replacement;
    Condition condition;
};

/// y after a vowel, or at the front, counts as a consonant.
bool isConsonant(View word, std::size_t i)
{
    if (View(U"aeiou").find(word[i]) != View::npos)
        return false;
    return word[i] != U'y' || i == 0 || !isConsonant(word, i - 1);
}

/// Porter's m: how often a vowel is followed by a consonant.
int measure(View stem)
{
    int count = 0;
    bool afterVowel = false;
    bool consonant = false;
    for (std::size_t i = 0; i < stem.size(); ++i) {
        const bool isVowel = View(U"aeiou").find(stem[i]) != View::npos || (stem[i] == U'y' && i > 0 && consonant);
        consonant = !isVowel;
        count += consonant && afterVowel ? 1 : 0;
        afterVowel = isVowel;
    }
    return count;
}

bool isMeasured(View stem)
{
    return measure(stem) > 0;
}

bool isLong(View stem)
{
    return measure(stem) > 1;
}

bool hasVowel(View stem)
{
    for (std::size_t i = 0; i < stem.size(); ++i)
        if (!isConsonant(stem, i))
            return true;
    return false;
}

bool endsDouble(View word)
{
    const std::size_t size = word.size();
    return size >= 2 && word[size - 1] == word[size - 2] && isConsonant(word, size - 1);
}

/// Porter's *o: consonant, vowel, consonant other than w, x, y; or a word of a vowel and a consonant.
bool endsShort(View word)
{
    const std::size_t size = word.size();
    if (size == 2)
        return !isConsonant(word, 0) && isConsonant(word, 1);
    return size >= 3 && isConsonant(word, size - 3) && !isConsonant(word, size - 2) && isConsonant(word, size - 1)
        && View(U"wxy").find(word[size - 1]) == View::npos;
}

View before(View word, std::size_t ending)
{
    return word.substr(0, word.size() - ending);
}

Word withEnding(View stem, View ending)
{
    return Word(stem).append(ending);
}

/// The first rule whose ending fits decides, whether its condition holds or not.
Word applied(const Word& word, std::span<const Rule> rules)
{
    for (const Rule& rule : rules) {
        if (!word.ends_with(rule.ending))
            continue;
        const View stem = before(word, rule.ending.size());
        return rule.condition == nullptr || rule.condition(stem) ? withEnding(stem, rule.replacement) : word;
    }
    return word;
}

/// Plurals.
Word step1a(const Word& word)
{
    static constexpr std::array<Rule, 4> rules = {
        {{U"sses", U"ss", nullptr}, {U"ies", U"i", nullptr}, {U"ss", U"ss", nullptr}, {U"s", U"", nullptr}}};
    if (word.size() == 4 && word.ends_with(U"ies"))
        return withEnding(before(word, 3), U"ie"); // ties: tie
    return applied(word, rules);
}

/// What is left after -ed or -ing gets its ending back: conflat(ed) conflate, hopp(ing) hop, fil(ing) file.
Word repaired(View stem)
{
    for (const View ending : {View(U"at"), View(U"bl"), View(U"iz")})
        if (stem.ends_with(ending))
            return withEnding(stem, U"e");
    if (endsDouble(stem))
        return Word(View(U"lsz").find(stem.back()) == View::npos ? before(stem, 1) : stem);
    return measure(stem) == 1 && endsShort(stem) ? withEnding(stem, U"e") : Word(stem);
}

/// -ed and -ing.
Word step1b(const Word& word)
{
    if (word.ends_with(U"ied"))
        return withEnding(before(word, 3), word.size() == 4 ? U"ie" : U"i");
    if (word.ends_with(U"eed"))
        return isMeasured(before(word, 3)) ? Word(before(word, 1)) : word;
    for (const View ending : {View(U"ed"), View(U"ing")})
        if (word.ends_with(ending) && hasVowel(before(word, ending.size())))
            return repaired(before(word, ending.size()));
    return word;
}

/// happy, but neither say nor by.
Word step1c(const Word& word)
{
    static constexpr std::array<Rule, 1> rules = {
        {{U"y", U"i", [](View stem) { return stem.size() > 1 && isConsonant(stem, stem.size() - 1); }}}};
    return applied(word, rules);
}

/// Double suffixes.
Word step2(const Word& word)
{
    static constexpr std::array<Rule, 22> rules = {{
        {U"ational", U"ate", isMeasured},
        {U"tional", U"tion", isMeasured},
        {U"enci", U"ence", isMeasured},
        {U"anci", U"ance", isMeasured},
        {U"izer", U"ize", isMeasured},
        {U"bli", U"ble", isMeasured},
        {U"alli", U"al", isMeasured},
        {U"entli", U"ent", isMeasured},
        {U"eli", U"e", isMeasured},
        {U"ousli", U"ous", isMeasured},
        {U"ization", U"ize", isMeasured},
        {U"ation", U"ate", isMeasured},
        {U"ator", U"ate", isMeasured},
        {U"alism", U"al", isMeasured},
        {U"iveness", U"ive", isMeasured},
        {U"fulness", U"ful", isMeasured},
        {U"ousness", U"ous", isMeasured},
        {U"aliti", U"al", isMeasured},
        {U"iviti", U"ive", isMeasured},
        {U"biliti", U"ble", isMeasured},
        {U"fulli", U"ful", isMeasured},
        {U"logi", U"log", [](View stem) { return measure(withEnding(stem, U"l")) > 0; }},
    }};
    if (word.ends_with(U"alli") && isMeasured(before(word, 4)))
        return step2(withEnding(before(word, 4), U"al"));
    return applied(word, rules);
}

Word step3(const Word& word)
{
    static constexpr std::array<Rule, 7> rules = {{{U"icate", U"ic", isMeasured},
                                                   {U"ative", U"", isMeasured},
                                                   {U"alize", U"al", isMeasured},
                                                   {U"iciti", U"ic", isMeasured},
                                                   {U"ical", U"ic", isMeasured},
                                                   {U"ful", U"", isMeasured},
                                                   {U"ness", U"", isMeasured}}};
    return applied(word, rules);
}

bool isLongBeforeIon(View stem)
{
    return isLong(stem) && (stem.back() == U's' || stem.back() == U't');
}

Word step4(const Word& word)
{
    static constexpr std::array<Rule, 19> rules = {{{U"al", U"", isLong},
                                                    {U"ance", U"", isLong},
                                                    {U"ence", U"", isLong},
                                                    {U"er", U"", isLong},
                                                    {U"ic", U"", isLong},
                                                    {U"able", U"", isLong},
                                                    {U"ible", U"", isLong},
                                                    {U"ant", U"", isLong},
                                                    {U"ement", U"", isLong},
                                                    {U"ment", U"", isLong},
                                                    {U"ent", U"", isLong},
                                                    {U"ion", U"", isLongBeforeIon},
                                                    {U"ou", U"", isLong},
                                                    {U"ism", U"", isLong},
                                                    {U"ate", U"", isLong},
                                                    {U"iti", U"", isLong},
                                                    {U"ous", U"", isLong},
                                                    {U"ive", U"", isLong},
                                                    {U"ize", U"", isLong}}};
    return applied(word, rules);
}

/// A final e, and one of two final l.
Word step5(Word word)
{
    if (word.ends_with(U'e')) {
        const View stem = before(word, 1);
        if (isLong(stem) || (isMeasured(stem) && !endsShort(stem)))
            word.pop_back();
    }
    if (word.ends_with(U"ll") && isLong(before(word, 1)))
        word.pop_back();
    return word;
}

/// Words that the rules would bring together with others, or keep apart.
std::optional<std::string> irregular(std::string_view word)
{
    static const std::unordered_map<std::string_view, std::string_view> stems = {
        {"sky", "sky"},        {"skies", "sky"},       {"dying", "die"},        {"lying", "lie"},
        {"tying", "tie"},      {"news", "news"},       {"innings", "inning"},   {"inning", "inning"},
        {"outings", "outing"}, {"outing", "outing"},   {"cannings", "canning"}, {"canning", "canning"},
        {"howe", "howe"},      {"proceed", "proceed"}, {"exceed", "exceed"},    {"succeed", "succeed"}};
    const auto found = stems.find(word);
    return found == stems.end() ? std::nullopt : std::optional<std::string>(found->second);
}

} // namespace

std::string porterStem(std::string_view word)
{
    if (auto stem = irregular(word))
        return *stem;
    Word letters;
    for (std::string_view rest = word; !rest.empty();)
        letters.push_back(takeUtf8(rest));
    if (letters.size() <= 2)
        return std::string(word);
    letters = step5(step4(step3(step2(step1c(step1b(step1a(letters)))))));
    std::string stem;
    for (const char32_t letter : letters)
        appendUtf8(stem, letter);
    return stem;
}

} // namespace engine
