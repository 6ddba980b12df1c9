#include "engine/metrics/TextScores.h"

#include <cmath>
#include <functional>
#include <memory>
#include <numeric>

#include "engine/data/IssueList.h"
#include "engine/data/LowerCase.h"
#include "engine/data/Utf8.h"
#include "engine/metrics/Bleu.h"
#include "engine/metrics/CaptionTokenizer.h"
#include "engine/metrics/Cider.h"
#include "engine/metrics/Meteor.h"
#include "engine/metrics/MtevalTokens.h"
#include "engine/metrics/RougeL.h"
#include "engine/metrics/TextMetrics.h"

namespace engine {

namespace {

using Texts = std::vector<std::string>;
using Tokenize = std::function<Tokens(const std::string& text)>;

std::string placeOf(const char* list, std::size_t i)
{
    return std::string(list) + "[" + std::to_string(i) + "]";
}

void requireTexts(const Texts& hypotheses, const std::vector<Texts>& references)
{
    if (hypotheses.empty())
        throw BadInput("hypotheses", "there are none");
    if (hypotheses.size() != references.size())
        throw BadInput("references",
                       "their number is " + std::to_string(references.size()) + ", that of the hypotheses "
                           + std::to_string(hypotheses.size()));
    IssueList issues;
    const auto isValid = [](const std::string& text) { return validUtf8Prefix(text) == text.size(); };
    for (std::size_t i = 0; i < hypotheses.size(); ++i) {
        if (!isValid(hypotheses[i]))
            issues.add(placeOf("hypotheses", i), "is not valid UTF-8");
        if (references[i].empty())
            issues.add(placeOf("references", i), "is empty; a hypothesis needs at least one reference");
        for (std::size_t j = 0; j < references[i].size(); ++j)
            if (!isValid(references[i][j]))
                issues.add(placeOf("references", i) + "[" + std::to_string(j) + "]", "is not valid UTF-8");
    }
    issues.throwIfAny();
}

/// "" is one empty word, and so is what stands between two spaces.
Tokens splitAtSpaces(const std::string& text)
{
    Tokens tokens(1);
    for (const char c : text) {
        if (c == ' ')
            tokens.emplace_back();
        else
            tokens.back().push_back(c);
    }
    return tokens;
}

TokenizedTexts tokenized(const Texts& hypotheses, const std::vector<Texts>& references, const Tokenize& tokenize)
{
    TokenizedTexts result;
    for (const std::string& text : hypotheses)
        result.hypotheses.push_back(tokenize(text));
    for (const Texts& texts : references) {
        std::vector<Tokens>& tokens = result.references.emplace_back();
        for (const std::string& text : texts)
            tokens.push_back(tokenize(text));
    }
    return result;
}

TokenizedTexts captions(const Texts& hypotheses, const std::vector<Texts>& references, bool tokenizedAlready)
{
    if (tokenizedAlready)
        return tokenized(hypotheses, references, splitAtSpaces);
    CaptionTokenizer tokenizer;
    return tokenized(hypotheses, references, [&](const std::string& text) { return tokenizer.words(text); });
}

double mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Fills what belongs to METEOR.
struct MeteorPart
{
    const TokenizedTexts& texts;
    TextScores& scores;

    void operator()(const NoMeteor&) const {}
    void operator()(const MeteorJar& jar) const
    {
        MeteorScores found = scoreWithJar(jar, texts);
        scores.meteor = found.corpus;
        scores.meteorVariant = "official jar";
        scores.segments.meteor = std::move(found.segments);
    }
    void operator()(const OwnMeteor& own) const
    {
        std::unique_ptr<const WordNetLexicon> read;
        if (own.lexicon == nullptr)
            read = std::make_unique<const WordNetLexicon>(own.wordNet);
        Meteor meteor(read ? *read : *own.lexicon);
        for (std::size_t i = 0; i < texts.hypotheses.size(); ++i)
            scores.segments.meteor.push_back(meteor.segment(texts.hypotheses[i], texts.references[i]));
        scores.meteor = mean(scores.segments.meteor);
        scores.meteorVariant =
            "own (exact, Porter stem, WordNet synonym; mean of segments); not comparable with METEOR 1.5";
    }
};

void addSegments(TextScores& scores)
{
    const SegmentScores& segments = scores.segments;
    for (std::size_t i = 0; i < scores.statistics.size(); ++i) {
        auto& parts = scores.statistics[i].parts;
        parts[TextStatistics::RougeL] = segments.rougeL[i];
        parts[TextStatistics::Cider] = segments.cider[i];
        parts[TextStatistics::Meteor] = segments.meteor.empty() ? std::nan("") : segments.meteor[i];
    }
}

} // namespace

TextScores scoreTexts(const Texts& hypotheses, const std::vector<Texts>& references, const TextScoring& scoring)
{
    requireTexts(hypotheses, references);
    const Tokenize forBleu = scoring.tokenized
        ? Tokenize([](const std::string& text) { return splitAtSpaces(lowerCase(text)); })
        : Tokenize([](const std::string& text) { return mtevalTokens(text); });
    TextScores scores;
    const NumberedTexts raw = numbered(tokenized(hypotheses, references, forBleu));
    scores.statistics = countStatistics(raw);
    const TextStatistics sums = sumOf(scores.statistics);
    scores.bleu = bleu(sums);
    scores.nist = nist(sums);
    scores.segments.smoothedBleu = smoothedSentenceBleu(raw);

    const TokenizedTexts words = captions(hypotheses, references, scoring.tokenized);
    const NumberedTexts wordNumbers = numbered(words);
    scores.segments.rougeL = rougeL(wordNumbers);
    scores.rougeL = mean(scores.segments.rougeL);
    scores.segments.cider = cider(wordNumbers);
    scores.cider = mean(scores.segments.cider);
    std::visit(MeteorPart{words, scores}, scoring.meteor);
    addSegments(scores);
    return scores;
}

} // namespace engine
