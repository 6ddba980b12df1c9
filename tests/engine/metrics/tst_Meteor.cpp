#include "engine/metrics/Meteor.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "engine/metrics/PorterStemmer.h"
#include "engine/metrics/TextScores.h"
#include "engine/run/Resources.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using nlohmann::json;

/// Against NLTK, on the same WordNet: tests/golden/meteor_nltk.py.
class tst_Meteor : public QObject {
    Q_OBJECT

private:
    static bool isInstalled() { return std::filesystem::exists(WordNetFile::systemFolder() / "data.noun"); }

    /// Read once: it takes a moment.
    static const WordNetLexicon& installed()
    {
        static const WordNetLexicon lexicon("");
        return lexicon;
    }

    static json golden()
    {
        return json::parse(
            readTextFile(std::filesystem::path(MOLEX_CHECKOUT) / "tests/golden/meteor_nltk.json", 1 << 20));
    }

    /// A dictionary of two synsets: automobile = car, and quick = fast (two adjectives).
    static void write(const support::TemporaryFolder& folder)
    {
        folder.write("data.noun", "00000001 06 n 02 car 0 automobile 0 000 | a vehicle\n");
        folder.write("data.verb", "00000001 29 v 01 breathe 0 000 | draw air\n");
        folder.write("data.adj", "00000001 00 a 02 quick(p) 0 fast 0 000 | with speed\n");
        folder.write("data.adv", "00000001 02 r 01 well 0 000 | in a good way\n");
        for (const char* part : {"noun.exc", "verb.exc", "adj.exc", "adv.exc"})
            folder.write(part, "");
    }

private Q_SLOTS:
    void segmentsAgreeWithNltk()
    {
        if (!isInstalled())
            QSKIP("skipped: WordNet is not installed");
        Meteor meteor(installed());
        const json cases = golden()["segments"];
        QVERIFY(cases.size() > 60);
        for (const json& one : cases) {
            const double score =
                meteor.segment(one["hypothesis"].get<Tokens>(), one["references"].get<std::vector<Tokens>>());
            QVERIFY2(std::abs(score - one["score"].get<double>()) < 1e-12, one.dump().c_str());
        }
    }

    void stemsAgreeWithNltk()
    {
        const json stems = golden()["stems"];
        QVERIFY(stems.size() > 130);
        for (const auto& [word, stem] : stems.items())
            QCOMPARE(porterStem(word), stem.get<std::string>());
    }

    void synonymsAgreeWithNltk()
    {
        if (!isInstalled())
            QSKIP("skipped: WordNet is not installed");
        const json expected = golden()["synonyms"];
        for (const auto& [word, synonyms] : expected.items())
            QCOMPARE(installed().synonyms(word), synonyms.get<Tokens>());
    }

    void eachStageMatches()
    {
        const support::TemporaryFolder folder;
        write(folder);
        const WordNetLexicon lexicon(folder.path());
        Meteor meteor(lexicon);
        const auto score = [&](Tokens hypothesis, Tokens reference) { return meteor.segment(hypothesis, {reference}); };
        const double one = 1 - 0.5; // a single chunk of a single word: the whole penalty
        QCOMPARE(score({"Same"}, {"same"}), one);
        QCOMPARE(score({"walking"}, {"walked"}), one);
        QCOMPARE(score({"car"}, {"automobile"}), 0.0); // the stage compares stems, and "automobil" is no word
        QCOMPARE(score({"quick"}, {"fast"}), one);
        QCOMPARE(score({"other"}, {"same"}), 0.0);
        // Two words in one chunk; precision 1, recall 2/3: F = 10PR / (R + 9P).
        QVERIFY(std::abs(score({"a", "b"}, {"a", "b", "c"}) - (20.0 / 3) / (2.0 / 3 + 9) * (1 - 0.5 / 8)) < 1e-12);
        QVERIFY(score({"b", "a"}, {"a", "b"}) < score({"a", "b"}, {"a", "b"}));
    }

    void theVariantIsNamed()
    {
        const support::TemporaryFolder folder;
        write(folder);
        TextScoring scoring;
        scoring.meteor = OwnMeteor{folder.path()};
        const TextScores scores = scoreTexts({"A quick car.", "zebra"}, {{"a fast car"}, {"x"}}, scoring);
        QVERIFY(scores.meteor.has_value());
        QCOMPARE(scores.segments.meteor.size(), std::size_t(2));
        QVERIFY(std::abs(*scores.meteor - (1 - 0.5 / 27) / 2) < 1e-12);
        QVERIFY(scores.meteorVariant.find("not comparable with METEOR 1.5") != std::string::npos);
    }
};

MOLEX_TEST(tst_Meteor)
#include "tst_Meteor.moc"
