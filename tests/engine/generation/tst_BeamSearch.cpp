#include <functional>
#include <limits>
#include <set>

#include "engine/model/Torch.h"

#include "engine/generation/BeamSearch.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Beam search on a small table of probabilities instead of a model.
class tst_BeamSearch : public QObject {
    Q_OBJECT

    using Ids = std::vector<std::int64_t>;

    /// Logits of the next token that depend on the text so far alone, so that every order of the search can be replayed.
    static torch::Tensor logitsAfter(const Ids& text, std::int64_t vocabulary)
    {
        std::uint64_t state = 1469598103934665603ull;
        for (const std::int64_t id : text)
            state = (state ^ static_cast<std::uint64_t>(id + 1)) * 1099511628211ull;
        torch::Tensor row = torch::empty({vocabulary});
        for (std::int64_t i = 0; i < vocabulary; ++i) {
            state = state * 6364136223846793005ull + 1442695040888963407ull;
            row[i] = static_cast<float>(state >> 40) / static_cast<float>(1 << 22);
        }
        return row;
    }

    struct Found
    {
        std::vector<BeamSearch::Result> results;
        std::vector<std::int64_t> rows; ///< of each pass
        std::vector<BeamSearch::Taken> taken; ///< by the first prompt, at each pass
    };

    /// Prompts are one id each.
    static Found search(const Ids& prompts, const BeamSettings& settings, std::int64_t vocabulary = 7)
    {
        BeamSearch beams(static_cast<std::int64_t>(prompts.size()), settings);
        std::vector<Ids> texts;
        for (const std::int64_t id : prompts)
            texts.push_back({id + 1000});
        Found found;
        for (;;) {
            std::vector<torch::Tensor> rows;
            for (const Ids& text : texts)
                rows.push_back(logitsAfter(text, vocabulary));
            found.rows.push_back(static_cast<std::int64_t>(rows.size()));
            beams.advance(torch::stack(rows));
            found.taken.push_back(beams.taken(0));
            if (beams.isDone())
                break;
            const torch::Tensor order = beams.order();
            const torch::Tensor tokens = beams.tokens();
            std::vector<Ids> next;
            for (std::int64_t r = 0; r < order.size(0); ++r) {
                next.push_back(texts[static_cast<std::size_t>(order[r].item<std::int64_t>())]);
                next.back().push_back(tokens[r].item<std::int64_t>());
            }
            texts = next;
        }
        for (std::size_t i = 0; i < prompts.size(); ++i)
            found.results.push_back(beams.result(i));
        return found;
    }

    /// Every continuation of `steps` tokens, ended early by an end token, scored: the best one.
    static BeamSearch::Result exhaustive(std::int64_t prompt, const BeamSettings& settings, std::int64_t vocabulary)
    {
        BeamSearch::Result best{{}, -1e300};
        const std::function<void(Ids, double)> visit = [&](Ids text, double sum) {
            const bool ended = text.size() > 1
                && std::find(settings.endIds.begin(), settings.endIds.end(), text.back()) != settings.endIds.end();
            const auto length = static_cast<std::int64_t>(text.size()) - 1;
            if (ended || length == settings.steps) {
                const double score = sum / std::pow(static_cast<double>(length), settings.lengthPenalty);
                if (score > best.score)
                    best = {Ids(text.begin() + 1, text.end()), score};
                return;
            }
            const torch::Tensor logProbabilities =
                torch::log_softmax(logitsAfter(text, vocabulary).to(torch::kFloat64), 0);
            for (std::int64_t id = 0; id < vocabulary; ++id) {
                Ids longer = text;
                longer.push_back(id);
                visit(longer, sum + logProbabilities[id].item<double>());
            }
        };
        visit({prompt + 1000}, 0);
        return best;
    }

    /// The pass after which no live hypothesis can win, by the record of a search that went on to its last step: with each
    /// token one can only lose log-probability, and at best it is divided by the longest length.
    static std::size_t passesNeeded(const Found& whole, const BeamSettings& settings)
    {
        const auto scored = [&](double sum, std::int64_t length) {
            return sum / std::pow(static_cast<double>(length), settings.lengthPenalty);
        };
        const double none = -std::numeric_limits<double>::infinity();
        double best = none;
        for (std::size_t pass = 1; pass < whole.taken.size(); ++pass) {
            const BeamSearch::Taken& taken = whole.taken[pass - 1];
            double live = none;
            for (std::size_t k = 0; k < taken.tokens.size(); ++k) {
                const auto& ends = settings.endIds;
                if (std::find(ends.begin(), ends.end(), taken.tokens[k]) == ends.end())
                    live = std::max(live, scored(taken.scores[k], settings.steps));
                else
                    best = std::max(best, scored(taken.scores[k], static_cast<std::int64_t>(pass)));
            }
            if (best > none && live <= best)
                return pass;
        }
        return whole.taken.size();
    }

private Q_SLOTS:
    void aWideBeamFindsTheBestOfAllContinuations_data()
    {
        QTest::addColumn<double>("penalty");
        QTest::newRow("sum") << 0.0;
        QTest::newRow("0.8") << 0.8;
        QTest::newRow("mean") << 1.0;
    }
    void aWideBeamFindsTheBestOfAllContinuations()
    {
        QFETCH(double, penalty);
        const std::int64_t vocabulary = 5;
        // As wide as the vocabulary, and two steps: no continuation can fall out of the beam.
        const BeamSettings settings{.beam = vocabulary, .steps = 2, .lengthPenalty = penalty, .endIds = {2}};
        for (std::int64_t prompt = 0; prompt < 12; ++prompt) {
            const BeamSearch::Result best = exhaustive(prompt, settings, vocabulary);
            const Found found = search({prompt}, settings, vocabulary);
            QCOMPARE(found.results[0].tokens, best.tokens);
            QVERIFY(std::abs(found.results[0].score - best.score) < 1e-6);
        }
    }

    void aBeamOfOneTakesTheLargestEachTime()
    {
        const Found found = search({3}, {.beam = 1, .steps = 5});
        Ids text = {1003};
        for (int step = 0; step < 5; ++step)
            text.push_back(logitsAfter(text, 7).argmax().item<std::int64_t>());
        QCOMPARE(found.results[0].tokens, Ids(text.begin() + 1, text.end()));
    }

    void noNgramIsWrittenTwice_data()
    {
        QTest::addColumn<int>("n");
        for (int n = 1; n <= 4; ++n)
            QTest::addRow("%d-grams", n) << n;
    }
    void noNgramIsWrittenTwice()
    {
        QFETCH(int, n);
        const auto repeats = [n](const Ids& tokens) {
            std::set<Ids> seen;
            for (std::size_t i = 0; i + static_cast<std::size_t>(n) <= tokens.size(); ++i)
                if (!seen.insert(Ids(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                                     tokens.begin() + static_cast<std::ptrdiff_t>(i) + n))
                         .second)
                    return true;
            return false;
        };
        // As many steps of three tokens as can never come to a point where each of them would repeat (2-grams: aabaca
        // is the shortest that does, at its end); without the ban something repeats.
        const std::int64_t steps = n == 1 ? 3 : n == 2 ? 6 : 9;
        bool anyRepeats = false;
        for (std::int64_t prompt = 0; prompt < 12; ++prompt) {
            BeamSettings settings{.beam = 2, .steps = steps};
            anyRepeats = anyRepeats || repeats(search({prompt}, settings, 3).results[0].tokens);
            settings.noRepeatNgram = n;
            QVERIFY(!repeats(search({prompt}, settings, 3).results[0].tokens));
        }
        QVERIFY(anyRepeats);
    }

    void theBanLeavesTheOtherTokensProbabilitiesThatSumToOne()
    {
        BeamSearch search(1, {.beam = 1, .steps = 2, .lengthPenalty = 0, .noRepeatNgram = 1});
        search.advance(torch::tensor({5.f, 0.f, 0.f}).unsqueeze(0));
        search.advance(torch::tensor({5.f, 1.f, 0.f}).unsqueeze(0));
        QCOMPARE(search.result(0).tokens, (Ids{0, 1}));
        const double first = 5 - std::log(std::exp(5.) + 2);
        const double second = 1 - std::log(std::exp(1.) + 1); // among the two tokens that are left
        QVERIFY(std::abs(search.result(0).score - (first + second)) < 1e-6);
    }

    void endingEarlyChangesNoResultAndSavesEveryPassThatCanBe_data()
    {
        QTest::addColumn<double>("penalty");
        QTest::addColumn<int>("passes"); // of 40 searches, nine of each without an early end
        QTest::newRow("sum") << 0.0 << 82;
        QTest::newRow("0.8") << 0.8 << 260;
        QTest::newRow("mean") << 1.0 << 320;
        QTest::newRow("square") << 2.0 << 357;
    }
    void endingEarlyChangesNoResultAndSavesEveryPassThatCanBe()
    {
        QFETCH(double, penalty);
        QFETCH(int, passes);
        int sum = 0;
        for (std::int64_t prompt = 0; prompt < 40; ++prompt) {
            BeamSettings settings{.beam = 3, .steps = 9, .lengthPenalty = penalty, .endIds = {1, 4}};
            const Found early = search({prompt}, settings);
            settings.stopEarly = false;
            const Found whole = search({prompt}, settings);
            QCOMPARE(early.results[0].tokens, whole.results[0].tokens);
            QCOMPARE(early.results[0].score, whole.results[0].score);
            QCOMPARE(whole.rows.size(), 9u);
            QCOMPARE(early.rows.size(), passesNeeded(whole, settings));
            sum += static_cast<int>(early.rows.size());
        }
        QCOMPARE(sum, passes);
    }

    void aSearchEndsWithThePassAfterWhichNothingCanWin_data()
    {
        QTest::addColumn<double>("penalty");
        QTest::addColumn<int>("passes");
        QTest::newRow("log .4 is below log .6") << 0.0 << 1;
        QTest::newRow("log .4 / 3 is not, log .2 / 3 is") << 1.0 << 2;
        QTest::newRow("log .2 / 9 is not") << 2.0 << 3;
    }

    /// The first token ends with .6; what goes on has .4, then .2 and .1.
    void aSearchEndsWithThePassAfterWhichNothingCanWin()
    {
        QFETCH(double, penalty);
        QFETCH(int, passes);
        BeamSearch search(1, {.beam = 2, .steps = 3, .lengthPenalty = penalty, .endIds = {0}});
        const float never = -1e4f;
        search.advance(torch::tensor({std::log(.6f), std::log(.4f), never}).unsqueeze(0));
        int made = 1;
        for (; !search.isDone(); ++made) {
            const torch::Tensor halves = torch::tensor({never, std::log(.5f), std::log(.5f)});
            search.advance(halves.expand({search.order().size(0), 3}));
        }
        QCOMPARE(made, passes);
    }

    void promptsInABatchGetWhatEachGetsAlone()
    {
        const BeamSettings settings{.beam = 3, .steps = 8, .lengthPenalty = 0.8, .noRepeatNgram = 2, .endIds = {1}};
        const Ids prompts = {4, 9, 11, 2, 30};
        const Found together = search(prompts, settings);
        for (std::size_t i = 0; i < prompts.size(); ++i) {
            const Found alone = search({prompts[i]}, settings);
            QCOMPARE(together.results[i].tokens, alone.results[0].tokens);
            QCOMPARE(together.results[i].score, alone.results[0].score);
        }
        QVERIFY(together.rows.back() < 15); // prompts that are done leave the batch
    }

    void theFirstOfEquallyGoodHypothesesWins()
    {
        BeamSearch search(1, {.beam = 2, .steps = 2, .lengthPenalty = 0, .endIds = {0}, .stopEarly = false});
        const float low = -1e4f;
        search.advance(torch::tensor({0.f, 0.f, low}).unsqueeze(0)); // tokens 0 (ends) and 1, equally likely
        const torch::Tensor certain = torch::tensor({low, low, 0.f});
        search.advance(torch::stack({certain, certain}));            // 1, 2 has the same score as 0
        QCOMPARE(search.result(0).tokens, (Ids{0}));
    }
};

MOLEX_TEST(tst_BeamSearch)
#include "tst_BeamSearch.moc"
