#include "engine/metrics/TextScores.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "engine/data/LowerCase.h"
#include "engine/metrics/Bleu.h"
#include "engine/metrics/MtevalTokens.h"
#include "engine/metrics/RougeL.h"
#include "engine/metrics/TextMetrics.h"
#include "engine/run/Resources.h"
#include "tests/support/Issues.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using namespace engine;
using nlohmann::json;
using support::badInputOf;
using support::contains;

class tst_TextScores : public QObject {
    Q_OBJECT

private:
    using Texts = std::vector<std::string>;

    static TextScoring without(bool tokenized)
    {
        TextScoring scoring;
        scoring.tokenized = tokenized;
        scoring.meteor = NoMeteor();
        return scoring;
    }

    static json cases(const std::filesystem::path& file) { return json::parse(readTextFile(file, 1 << 26)); }

    static std::size_t plainCommonSubsequence(const Sentence& x, const Sentence& y)
    {
        std::vector<std::vector<std::size_t>> table(x.size() + 1, std::vector<std::size_t>(y.size() + 1, 0));
        for (std::size_t i = 0; i < x.size(); ++i)
            for (std::size_t j = 0; j < y.size(); ++j)
                table[i + 1][j + 1] = x[i] == y[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
        return table.back().back();
    }

private Q_SLOTS:
    /// By hand: "a b" of "a b" has all its 1- and 2-grams, and no longer ones to miss.
    void aTextByItselfIsScoredFromNothingToOneHoweverShort()
    {
        TokenizedTexts texts;
        texts.hypotheses = {{"a", "b"}, {}, {"c"}, {"a", "b", "c"}};
        texts.references.assign(4, {{"a", "b"}});
        const std::vector<double> scores = sentenceBleu(numbered(texts));
        QCOMPARE(scores[0], 1.0);
        QCOMPARE(scores[1], 0.0);
        QCOMPARE(scores[2], 0.0);
        // 2 of 3, (1 + 1) of (2 + 1), (0 + 1) of (1 + 1), (0 + 1) of (0 + 1)
        QVERIFY(std::abs(scores[3] - std::pow(2.0 / 3 * 2.0 / 3 * 0.5, 0.25)) < 1e-12);
    }

    void goldenCasesAgree()
    {
        MOLEX_NEED_SHARED(file, "golden/nlg-metrics/cases.json");
        constexpr support::Tolerance tolerance{1e-6, 0};
        const json all = cases(file);
        QCOMPARE(all.size(), std::size_t(11));
        for (const json& one : all) {
            const std::string name = one["name"];
            const json& expected = one["expected"];
            const TextScores raw =
                scoreTexts(one["hypotheses"].get<Texts>(), one["references"].get<std::vector<Texts>>(), without(false));
            const TextScores words = scoreTexts(one["tokenized_hypotheses"].get<Texts>(),
                                                one["tokenized_references"].get<std::vector<Texts>>(), without(true));
            const std::vector<std::pair<const char*, json>> found = {
                {"BLEU", raw.bleu},
                {"NIST", raw.nist},
                {"sentence_BLEU_smoothed", raw.segments.smoothedBleu},
                {"ROUGE_L", words.rougeL},
                {"ROUGE_L_segments", words.segments.rougeL},
                {"CIDEr", words.cider},
                {"CIDEr_segments", words.segments.cider}};
            for (const auto& [key, value] : found) {
                const std::string far = support::difference(value, expected[key], tolerance, name + ", " + key);
                QVERIFY2(far.empty(), far.c_str());
            }
            QVERIFY(!raw.meteor && raw.meteorVariant.empty() && raw.segments.meteor.empty());
        }
    }

    void goldenTokensOfMtevalAgree()
    {
        MOLEX_NEED_SHARED(file, "golden/nlg-metrics/cases.json");
        for (const json& one : cases(file)) {
            Texts expected = one["pymteval_tokens_of_first_hypothesis"].get<Texts>();
            for (std::string& token : expected)
                token = lowerCase(token);
            QCOMPARE(mtevalTokens(one["hypotheses"][0].get<std::string>()), expected);
        }
    }

    void mtevalTokensFollowTheirRules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens");
        QTest::newRow("numbers keep points and commas") << "1,234.50, 3."
                                                        << "1,234.50|,|3|.";
        QTest::newRow("a hyphen parts only after a digit") << "20-25 top-20 a-b"
                                                           << "20|-|25|top-20|a-b";
        QTest::newRow("apostrophes stay") << "isn't 'x'"
                                          << "isn't|'x'";
        QTest::newRow("entities, once through each") << "&amp;lt; &quot;A&quot;"
                                                     << "<|\"|a|\"";
        QTest::newRow("neighbours are not read twice") << "a..b"
                                                       << "a|.|.|b";
        QTest::newRow("any white space") << QString::fromUtf8("a\u00A0b\tc\nd\u3000") << "a|b|c|d";
        QTest::newRow("lower case beyond ASCII") << QString::fromUtf8("CAFÉ ŐZ ΣΑ") << QString::fromUtf8("café|őz|σα");
        QTest::newRow("nothing is one empty token") << "  "
                                                    << "";
    }
    void mtevalTokensFollowTheirRules()
    {
        QFETCH(QString, text);
        QFETCH(QString, tokens);
        QStringList found;
        for (const std::string& token : mtevalTokens(text.toStdString()))
            found.append(QString::fromStdString(token));
        QCOMPARE(found.join('|'), tokens);
    }

    void whatEachTextAddsGivesTheScoresOfAllAndOfSome()
    {
        const Texts hypotheses = {"the cat sat on the mat", "a dog", "it rains in the city today"};
        const std::vector<Texts> references = {{"the cat sat on a mat", "a cat on the mat"},
                                               {"a dog barks loudly"},
                                               {"it rains in the town today", "rain in the city"}};
        const TextScores scores = scoreTexts(hypotheses, references, without(true));
        QCOMPARE(scores.statistics.size(), std::size_t(3));
        const TextStatistics sums = sumOf(scores.statistics);
        for (const auto& [key, expected] : {std::pair("bleu", scores.bleu), std::pair("nist", scores.nist),
                                            std::pair("rouge_l", scores.rougeL), std::pair("cider", scores.cider)})
            QVERIFY2(expected > 0 && std::abs(scoreOfTexts(key, sums) - expected) < 1e-12, key);
        TextStatistics some = scores.statistics[0];
        some += scores.statistics[2];
        const TextScores ofSome =
            scoreTexts({hypotheses[0], hypotheses[2]}, {references[0], references[2]}, without(true));
        QVERIFY(std::abs(ofSome.bleu - scores.bleu) > 0.01);
        QVERIFY(std::abs(scoreOfTexts("bleu", some) - ofSome.bleu) < 1e-12);
        QVERIFY(std::abs(scoreOfTexts("rouge_l", some) - ofSome.rougeL) < 1e-12);
        QCOMPARE(scoresOfTexts(sums).size(), std::size_t(4)); // METEOR was left out
        QVERIFY(scoresOfTexts({}).empty());
        QVERIFY(contains(badInputOf([&] { scoreOfTexts("accuracy", sums); }), "no metric of texts"));
    }

    void theCloserReferenceCountsAndTheShorterOnATie()
    {
        // Every n-gram of the hypothesis is in the long reference; only the length penalty tells the references apart.
        const auto scored = [](const Texts& references) {
            return scoreTexts({"a b c d e f"}, {references}, without(true)).bleu;
        };
        const std::string longer = "a b c d e f g h";
        QVERIFY(std::abs(scored({longer}) - std::exp(1 - 8.0 / 6)) < 1e-12);
        QVERIFY(std::abs(scored({longer, "x x x x"}) - 1) < 1e-12); // 2 from both: the shorter
        QVERIFY(std::abs(scored({longer, "x x x"}) - std::exp(1 - 8.0 / 6)) < 1e-12);
    }

    void theCommonSubsequenceIsTheLongest()
    {
        const Sentence a = {1, 2, 3, 2, 4, 1, 2};
        const Sentence b = {2, 4, 3, 1, 2, 1};
        QCOMPARE(commonSubsequence(a, b), std::size_t(4));
        QCOMPARE(commonSubsequence(a, {9}), std::size_t(0));
        // Across the 64-word blocks, against the plain recurrence; few words make long carries.
        std::uint32_t state = 7;
        const auto drawn = [&](std::size_t size, std::uint32_t words) {
            Sentence sentence;
            while (sentence.size() < size) {
                state = state * 1664525 + 1013904223;
                sentence.push_back((state >> 16) % words);
            }
            return sentence;
        };
        for (const std::uint32_t words : {1u, 2u, 11u, 300u})
            for (const auto& [left, right] : {std::pair(64u, 64u), {300u, 231u}, {65u, 3u}, {1u, 300u}, {513u, 700u}}) {
                const Sentence x = drawn(left, words);
                const Sentence y = drawn(right, words);
                QCOMPARE(commonSubsequence(x, y), plainCommonSubsequence(x, y));
            }
    }

    void captionMetricsReadTheCaptionTokenisation()
    {
        // Case, punctuation and British spelling do not count for ROUGE-L and CIDEr; for BLEU the first two do not.
        const TextScores scores = scoreTexts({"It is in the city centre .", "Fine."},
                                             {{"it is in the city center!"}, {"FINE"}}, without(false));
        QCOMPARE(scores.rougeL, 1.0);
        QVERIFY(std::abs(scores.segments.cider.at(0) - 10) < 1e-9);
        QVERIFY(scores.bleu < 0.9);
    }

    void tokenizedTextIsOnlySplit()
    {
        const Texts hypotheses = {"20-25 , ."};
        const std::vector<Texts> references = {{"20-25 , ."}};
        // Three words have no 4-gram, whose precision then is 1e-15 / 1e-9; mteval's tokens are five.
        QVERIFY(std::abs(scoreTexts(hypotheses, references, without(true)).bleu - std::pow(1e-6, 0.25)) < 1e-9);
        QVERIFY(std::abs(scoreTexts(hypotheses, references, without(false)).bleu - 1) < 1e-12);
        QCOMPARE(scoreTexts({"a  b"}, {{"a  b"}}, without(true)).rougeL, 1.0);
    }

    void whatCannotBeScoredIsNamed()
    {
        QVERIFY(contains(badInputOf([] { scoreTexts({}, {}); }), "hypotheses: there are none"));
        QVERIFY(contains(badInputOf([] { scoreTexts({"a"}, {}); }), "references: their number is 0, that of the hypotheses 1"));
        const std::string text = badInputOf([] { scoreTexts({"a", "b\xFF"}, {{}, {"x", "\xC3"}}); });
        QVERIFY(contains(text, "hypotheses[1]: is not valid UTF-8"));
        QVERIFY(contains(text, "references[0]: is empty"));
        QVERIFY(contains(text, "references[1][1]: is not valid UTF-8"));
    }
};

MOLEX_TEST(tst_TextScores)
#include "tst_TextScores.moc"
