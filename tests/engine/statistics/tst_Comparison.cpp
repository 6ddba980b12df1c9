#include "engine/statistics/Comparison.h"

#include <algorithm>

#include "engine/run/ConfigKeys.h"
#include "engine/run/Error.h"
#include "engine/statistics/TTests.h"
#include "engine/statistics/Wilcoxon.h"
#include "tests/support/StatisticsGolden.h"
#include "tests/support/SummariesTest.h"

using namespace engine;
using support::orNull;
using Values = std::vector<double>;

/// Grouping, pairing and what is tested, on made-up summaries.
class tst_Comparison : public support::SummariesTest {
    Q_OBJECT

private:
    static constexpr support::Tolerance close{1e-12, 1e-9};

private Q_SLOTS:
    void init() { m_last = 0; }

    void seedsOfAConfigurationAreOneGroupAndPair()
    {
        std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        std::swap(runs[6], runs[9]); // the order does not matter
        const Comparison comparison = compare(runs);
        QCOMPARE(comparison.tasks.size(), std::size_t(1));
        const TaskComparison& task = comparison.tasks.front();
        QCOMPARE(task.groups.task, std::string("glue/cola"));
        QCOMPARE(task.groups.groups.size(), std::size_t(2));
        QCOMPARE(task.groups.groups[1].label, std::string("routing.kind=molex"));
        QCOMPARE(*task.baseline, std::size_t(0));
        const SeedDifference& matthews = task.against.at(0).seeds.at(0);
        const TestResult expected = pairedT(m_lora, m_molex);
        QCOMPARE(matthews.difference.test.kind, TestKind::PairedT);
        MOLEX_CLOSE(orNull(matthews.difference.test.p), orNull(expected.p), close);
        MOLEX_CLOSE(orNull(matthews.wilcoxon->p), orNull(wilcoxon(m_lora, m_molex).p), close);
        MOLEX_CLOSE(support::Json(matthews.difference.difference), support::Json(0.0096), close);
        MOLEX_CLOSE(orNull(matthews.difference.percent), support::Json(0.96 / 0.6312), close);
        QCOMPARE(matthews.pairs.size(), std::size_t(5));
        QVERIFY(matthews.rope.has_value());
        QCOMPARE(matthews.pairsForPower.value_or(0), 6); // d_z 1.53
        QVERIFY(!task.against[0].seeds[1].rope);         // a loss has no natural width
        QCOMPARE(matthews.pairs.front().label, std::string("seed 1"));
        QVERIFY(!warns(task.against[0].warnings, Caution::SeedsDoNotPair));
        QVERIFY(warns(task.against[0].warnings, Caution::WilcoxonTooFewPairs));
        QVERIFY(warns(task.warnings, Caution::PickedOnDev));
    }

    void whatNobodyWantsIsGivenUp()
    {
        const std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        int asked = 0;
        const auto untilAsked = [&asked](int times) {
            return [&asked, times] { return asked++ < times; };
        };
        QVERIFY_THROWS_EXCEPTION(CalledOff, compare(runs, {}, untilAsked(0)));
        QCOMPARE(asked, 1);
        const Comparison whole = compare(runs, {}, [&asked] { return ++asked > 0; });
        QCOMPARE(whole.tasks.at(0).against.size(), std::size_t(1));
        const int all = asked - 1;
        QVERIFY(all > 2); // for each group, and for each pair
        asked = 0;
        QVERIFY_THROWS_EXCEPTION(CalledOff, compare(runs, {}, untilAsked(all - 1)));
    }

    void practicalEqualityIsOfScoresUpToOneAlone()
    {
        std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        const std::vector<std::string> scores = {"bleu", "rouge_l", "meteor_own", "pearson"};
        const std::vector<std::string> others = {"nist", "cider", "perplexity"};
        for (RunSummary& each : runs)
            for (const std::vector<std::string>* keys : {&scores, &others})
                for (const std::string& key : *keys)
                    each.results[0].values.push_back({key, each.results[0].values[0].value});
        const std::vector<SeedDifference> compared = compare(runs).tasks[0].against[0].seeds;
        QCOMPARE(compared.size(), 2 + scores.size() + others.size());
        for (const SeedDifference& each : compared) {
            const bool isScore = std::find(scores.begin(), scores.end(), each.difference.metric) != scores.end()
                || each.difference.metric == "matthews";
            QVERIFY2(each.rope.has_value() == isScore, each.difference.metric.c_str());
        }
    }

    void wilcoxonsFloorIsThatOfThePairsThatDiffer()
    {
        const Values more = {0.65, 0.66, 0.67, 0.66, 0.68, 0.69};
        Values less = more;
        for (std::size_t i = 0; i < less.size(); ++i)
            less[i] -= 0.01 * double(i % 3 + 1);
        QVERIFY(!warns(compare(together(seeds("none", less), seeds("molex", more))).tasks[0].against[0].warnings,
                       Caution::WilcoxonTooFewPairs));
        ComparisonOptions strict;
        strict.resampling.level = 0.99; // six pairs give 0.03 at least
        QVERIFY(warns(compare(together(seeds("none", less), seeds("molex", more)), strict).tasks[0].against[0].warnings,
                      Caution::WilcoxonTooFewPairs));
        less[2] = more[2]; // six pairs, of which five differ
        const Comparison comparison =
            compare(together(seeds("none", less), seeds("molex", more)), {.metrics = {"matthews"}});
        const GroupComparison& against = comparison.tasks[0].against[0];
        const auto warning = std::find_if(against.warnings.begin(), against.warnings.end(), [](const Warning& each) {
            return each.caution == Caution::WilcoxonTooFewPairs;
        });
        QVERIFY(warning != against.warnings.end());
        QCOMPARE(warning->values, std::vector<std::string>{"matthews"});
        QCOMPARE(*against.seeds[0].wilcoxon->p, 0.0625);
    }

    void holmIsOverMetricsGroupsAndTasks()
    {
        const Comparison two = compare(together(seeds("none", m_lora), seeds("molex", m_molex)));
        const auto& seeds2 = two.tasks[0].against[0].seeds;
        QCOMPARE(two.seedTests, 2);
        MOLEX_CLOSE(
            orNull(seeds2[0].difference.holm),
            support::Json(std::min(1.0, 2 * std::min(*seeds2[0].difference.test.p, *seeds2[1].difference.test.p))),
            close);
        m_last = 0;
        const Comparison one =
            compare(together(seeds("none", m_lora), seeds("molex", m_molex)), {.metrics = {"matthews"}});
        QCOMPARE(one.seedTests, 1);
        QCOMPARE(*one.tasks[0].against[0].seeds[0].difference.holm,
                 *one.tasks[0].against[0].seeds[0].difference.test.p);
        m_last = 0;
        const Comparison three =
            compare(together(together(seeds("none", m_lora), seeds("molex", m_molex)), seeds("self", m_lora)));
        QCOMPARE(three.tasks[0].against.size(), std::size_t(2));
        QCOMPARE(three.seedTests, 2); // self differs from none by nothing: no test, no member of the family
        QVERIFY(!three.tasks[0].against[1].seeds[0].difference.holm);
        QVERIFY(warns(three.tasks[0].against[1].warnings, Caution::NoSpread));
    }

    void otherSeedsAreTestedByWelch()
    {
        const Comparison comparison = compare(together(seeds("none", m_lora), seeds("molex", m_molex, 101)));
        const GroupComparison& against = comparison.tasks[0].against[0];
        QCOMPARE(against.seeds[0].difference.test.kind, TestKind::Welch);
        MOLEX_CLOSE(orNull(against.seeds[0].difference.test.p), orNull(welch(m_lora, m_molex).p), close);
        QVERIFY(!against.seeds[0].wilcoxon && !against.seeds[0].rope && against.seeds[0].pairs.empty());
        QVERIFY(warns(against.warnings, Caution::SeedsDoNotPair));
    }

    void aMissingSeedLeavesPairsOfTheOthers()
    {
        std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        runs[7].state = "failed";
        const Comparison comparison = compare(runs);
        QCOMPARE(comparison.leftOut.size(), std::size_t(1));
        QCOMPARE(comparison.leftOut[0].run, std::size_t(7));
        QCOMPARE(comparison.leftOut[0].why, std::string("is failed"));
        const GroupComparison& against = comparison.tasks[0].against[0];
        QCOMPARE(against.seeds[0].difference.test.n, 4);
        QVERIFY(warns(against.warnings, Caution::RunsWithoutPartner));
        const Values rest = {0.621, 0.638, 0.641, 0.626};
        MOLEX_CLOSE(support::Json(against.seeds[0].difference.baseline), support::Json(0.6315), close);
        MOLEX_CLOSE(orNull(against.seeds[0].difference.test.p),
                    orNull(pairedT(rest, Values{0.634, 0.642, 0.646, 0.633}).p), close);
    }

    void oneRunAgainstManyHasNoTestAndNoFalseReason()
    {
        const Comparison comparison = compare(together(seeds("none", m_lora), seeds("molex", {0.64}, 101)));
        const GroupComparison& against = comparison.tasks[0].against[0];
        QVERIFY(!against.seeds[0].difference.test.p);
        QVERIFY(warns(against.warnings, Caution::FewRuns));
        QVERIFY(!warns(against.warnings, Caution::NoSpread));
    }

    void aRepeatedSeedDoesNotPair()
    {
        std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        runs[9].config["runtime"]["seed"] = 1;
        QCOMPARE(compare(runs).tasks[0].against[0].seeds[0].difference.test.kind, TestKind::Welch);
    }

    void aSweepWithinGroupsPairsByItsValuesToo()
    {
        std::vector<RunSummary> runs;
        for (const std::string routing : {"none", "molex"})
            for (const double rate : {0.001, 0.01})
                for (int seed = 1; seed <= 2; ++seed)
                    runs.push_back(
                        run(configOf(routing, seed, rate), 0.5 + rate * seed + (routing == "molex" ? 0.01 * seed : 0)));
        QCOMPARE(compare(runs).tasks[0].groups.groups.size(), std::size_t(4));
        QCOMPARE(compare(runs).tasks[0].groups.groups[3].label,
                 std::string("routing.kind=molex, training.learning_rate=0.01"));
        const Comparison comparison = compare(runs, {.groupBy = {"routing.kind"}});
        QCOMPARE(comparison.tasks[0].groups.groups.size(), std::size_t(2));
        const GroupComparison& against = comparison.tasks[0].against[0];
        QCOMPARE(against.seeds[0].pairs.size(), std::size_t(4));
        QCOMPARE(against.seeds[0].pairs[3].label, std::string("seed 2, training.learning_rate=0.01"));
        QVERIFY(warns(against.warnings, Caution::MixedConfigurations));
        QCOMPARE(compare(runs, {.groupBy = {"name"}}).tasks[0].groups.groups.size(), std::size_t(4)); // names repeat
        QCOMPARE(compare(runs, {.groupBy = {"seed"}}).tasks[0].groups.groups.size(), std::size_t(4));
    }

    void theLengthIsNamedByWhatDecidesIt()
    {
        struct Length
        {
            double epochs;
            int steps;
        };
        const auto labels = [this](const std::vector<Length>& lengths) {
            std::vector<RunSummary> runs;
            for (const Length& length : lengths)
                for (int seed = 1; seed <= 2; ++seed) {
                    runs.push_back(run(configOf("molex", seed), 0.5));
                    runs.back().config["training"]["epochs"] = length.epochs;
                    runs.back().config["training"]["steps"] = length.steps;
                }
            std::vector<std::string> found;
            const Comparison comparison = compare(runs);
            for (const RunGroup& group : comparison.tasks[0].groups.groups)
                found.push_back(group.label);
            return found;
        };
        using Labels = std::vector<std::string>;
        QCOMPARE(labels({{10, 100}, {3, 200}}), (Labels{"training.steps=100", "training.steps=200"}));
        QCOMPARE(labels({{10, 0}, {3, 0}}), (Labels{"training.epochs=10.0", "training.epochs=3.0"}));
        QCOMPARE(labels({{10, 100}, {3, 0}, {5, 0}}),
                 (Labels{"training.steps=100", "training.epochs=3.0", "training.epochs=5.0"}));
        // Nothing else tells them apart.
        QCOMPARE(labels({{10, 100}, {3, 100}}), (Labels{"training.epochs=10.0", "training.epochs=3.0"}));
        QCOMPARE(labels({{10, 100}, {3, 100}, {5, 0}}),
                 (Labels{"training.steps=100, training.epochs=10.0", "training.steps=100, training.epochs=3.0",
                         "training.epochs=5.0"}));
    }

    void aPairIsNamedByWhatTellsItFromOthers()
    {
        std::vector<RunSummary> runs;
        for (const std::string routing : {"none", "molex"})
            for (int seed = 1; seed <= 2; ++seed) {
                runs.push_back(run(configOf(routing, seed, 0.001 * seed), 0.5));
                runs.back().config["training"]["batch_size"] = 8 * seed; // follows the seed: tells nothing more
            }
        const auto pairs = compare(runs, {.groupBy = {"routing.kind"}}).tasks[0].against[0].seeds[0].pairs;
        QCOMPARE(pairs.size(), std::size_t(2));
        QCOMPARE(pairs[1].label, std::string("seed 2"));
    }

    void unknownKeysMetricsAndBaselinesAreRefused()
    {
        const std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        QVERIFY_THROWS_EXCEPTION(BadInput, compare(runs, {.groupBy = {"routing.knid"}}));
        const std::vector<std::string> known{"routing.kind", "name"};
        QCOMPARE(groupingKeys(runs, {"routing.knid", "routing.kind", "name"}), known);
        QVERIFY_THROWS_EXCEPTION(BadInput, compare(runs, {.metrics = {"f1"}}));
        QVERIFY_THROWS_EXCEPTION(BadInput, compare(runs, {.baseline = 99}));
        try {
            compare(runs, {.groupBy = {"learning_rate"}});
            QFAIL("it is no key");
        } catch (const BadInput& bad) {
            QVERIFY(bad.issues()[0].message.find("training.learning_rate") != std::string::npos);
        }
    }

    void theBaselineIsChosenByAnyOfItsRuns()
    {
        const std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        const Comparison comparison = compare(runs, {.baseline = runs[7].id});
        QCOMPARE(*comparison.tasks[0].baseline, std::size_t(1));
        QCOMPARE(comparison.tasks[0].against[0].group, std::size_t(0));
        QVERIFY(comparison.tasks[0].against[0].seeds[0].difference.difference < 0);
    }

    void tasksAreComparedEachWithItsOwnBaseline()
    {
        std::vector<RunSummary> runs;
        for (const std::string task : {"cola", "rte"})
            for (const std::string routing : {"molex", "none"})
                for (int seed = 1; seed <= 5; ++seed)
                    runs.push_back(run(configOf(routing, seed, 0.001, task),
                                       (routing == "molex" ? m_molex : m_lora)[static_cast<std::size_t>(seed - 1)]));
        const Comparison comparison = compare(runs, {.baseline = 6}); // cola without routing
        QCOMPARE(comparison.tasks.size(), std::size_t(2));
        for (const TaskComparison& task : comparison.tasks) {
            QCOMPARE(task.groups.groups.at(*task.baseline).label, std::string("routing.kind=none"));
            QVERIFY(task.against[0].seeds[0].difference.difference > 0);
        }
        QCOMPARE(comparison.seedTests, 4);
        runs.resize(15); // rte has molex alone
        const Comparison part = compare(runs, {.baseline = 6});
        QVERIFY(!part.tasks[1].baseline && part.tasks[1].against.empty() && !part.tasks[1].warnings.empty());
    }

    void twoSingleRunsAreTestedOverRowsAlone()
    {
        std::vector<RunSummary> runs = {run(configOf("none", 1), 0.5), run(configOf("molex", 2), 0.6)};
        const Values labels = {1, 0, 1, 0, 1, 0, 1, 1, 0, 1};
        runs[0].rows = rowsOf(labels, {0, 1, 0, 1, 0, 1, 0, 1, 0, 1});
        runs[1].rows = rowsOf(labels, labels);
        runs[0].results[0].values.push_back({"accuracy", 0.3});
        runs[1].results[0].values.push_back({"accuracy", 1.0});
        const Comparison comparison = compare(runs);
        const GroupComparison& against = comparison.tasks[0].against[0];
        QVERIFY(!against.seeds[0].difference.test.p);
        QVERIFY(!against.seeds[0].difference.test.undefined.empty());
        QVERIFY(warns(against.warnings, Caution::FewRuns));
        QCOMPARE(against.rows.size(), std::size_t(2)); // matthews and accuracy, not the loss
        const auto accuracy = std::find_if(against.rows.begin(), against.rows.end(), [](const RowDifference& each) {
            return each.difference.metric == "accuracy";
        });
        QCOMPARE(accuracy->difference.test.kind, TestKind::McNemar);
        QCOMPARE(*accuracy->difference.test.p, 2.0 / 128); // seven rows, all one way
        QVERIFY(accuracy->difference.test.interval.has_value());
        QCOMPARE(comparison.rowTests, 2);
        QVERIFY(!comparison.runs[0].rows);
        runs[1].rows->labels[0] = 0;
        const Comparison other = compare(runs);
        QVERIFY(other.tasks[0].against[0].rows.empty());
        QVERIFY(warns(other.tasks[0].against[0].warnings, Caution::RowsDiffer));
    }

    void textsAreTestedOverThePromptsThatBothWroteFor()
    {
        std::vector<RunSummary> runs = {run(configOf("none", 1), 0.5), run(configOf("molex", 2), 0.6)};
        for (RunSummary& each : runs) {
            each.metric = "dev_loss";
            each.results[0].values = {{"dev_loss", 1}, {"bleu", 0.5}, {"cider", 1}};
            each.rows = rowsOf({0, 0, 0}, {0, 0, 0});
            each.rows->isWritten = true;
            each.rows->textOf = {0, 1, 1};
            each.rows->texts = {"a", "b"};
            each.rows->textStatistics.resize(2);
            for (TextStatistics& text : each.rows->textStatistics)
                text.parts.fill(1);
        }
        const std::vector<RowDifference> tested = compare(runs).tasks[0].against[0].rows;
        QCOMPARE(tested.size(), std::size_t(1)); // BLEU, no more unless it is asked for
        QCOMPARE(tested[0].difference.metric, std::string("bleu"));
        QCOMPARE(tested[0].difference.test.kind, TestKind::ApproximateRandomisation);
        QCOMPARE(tested[0].difference.test.n, 2);
        QCOMPARE(compare(runs, {.metrics = {"dev_loss", "cider"}}).tasks[0].against[0].rows.size(), std::size_t(1));
        runs[1].rows->textOf = {0, 0, 1};
        const Comparison other = compare(runs);
        QVERIFY(other.tasks[0].against[0].rows.empty());
        QVERIFY(warns(other.tasks[0].against[0].warnings, Caution::RowsDiffer));
    }

    void aGroupHasMeanAndIntervals()
    {
        const Comparison comparison = compare(seeds("none", m_lora));
        const TaskComparison& task = comparison.tasks[0];
        QVERIFY(task.against.empty());
        const GroupValue& matthews = task.values[0][0];
        QCOMPARE(matthews.n, 5);
        MOLEX_CLOSE(support::Json(matthews.mean), support::Json(0.6312), close);
        MOLEX_CLOSE(support::Json(matthews.interval->high), support::Json(studentInterval(m_lora)->high), close);
        QVERIFY(matthews.bootstrap && matthews.bootstrap->low < 0.6312 && matthews.bootstrap->high > 0.6312);
        QCOMPARE(matthews.values, m_lora);
    }

    void keysOfAConfigurationAreFlat()
    {
        const auto flat = flatConfig(Json::parse(R"({"a":{"b":1.5,"c":["x"]},"d":"t","e":null})"));
        QCOMPARE(flat.at("a.b"), std::string("1.5"));
        QCOMPARE(flat.at("a.c"), std::string("[\"x\"]"));
        QCOMPARE(flat.at("d"), std::string("t"));
        QVERIFY(flatConfig(Json(3)).empty());
        QCOMPARE(taskOf(Json::parse(R"({"task":{"kind":"table","path":"p"}})")), std::string("table/p"));
        QCOMPARE(taskOf(Json::array()), std::string());
        QVERIFY(experimentOf(configOf("none", 1)) == experimentOf(configOf("none", 2)));
        QVERIFY(experimentOf(configOf("none", 1)) != experimentOf(configOf("none", 1, 0.1)));
        QVERIFY(familyOf(configOf("none", 1)) == familyOf(configOf("none", 1, 0.1)));
    }
};

MOLEX_TEST(tst_Comparison)
#include "tst_Comparison.moc"
