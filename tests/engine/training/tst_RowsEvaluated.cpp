#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <optional>

#include "engine/training/Inference.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// What a run says of each dev row, against its own checkpoint asked row by row.
class tst_RowsEvaluated : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;
    std::optional<Outcome> m_routed;

    fs::path path(const std::string& name) const { return m_runs.path(name); }

    RunConfig config(const RoutingConfig& routing = NoRoutingConfig{}) const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.method = FullConfig{};
        result.routing = routing;
        result.training.steps = 6;
        result.training.evaluateEvery = 3;
        result.training.learningRate = 1e-2;
        result.training.routingExamples = 12;
        result.runtime.threads = 1;
        return result;
    }

    /// A trained run with votes of whole sequences, for those who only look at it.
    const Outcome& routed()
    {
        if (!m_routed)
            m_runs.run(config(molex(Vote::Sequence)), m_routed.emplace());
        return *m_routed;
    }

    static MolexConfig molex(Vote vote, std::int64_t topK = 1)
    {
        MolexConfig result;
        result.vote = vote;
        result.topK = topK;
        result.mainWeight = 0.5;
        return result;
    }

    static double measured(const Evaluated& evaluated, const std::string& key)
    {
        for (const Measurement& value : evaluated.values)
            if (value.key == key)
                return value.value;
        return std::nan("");
    }

    static double meanOf(const std::vector<float>& values)
    {
        return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    }

    void writeScores(const fs::path& folder) const
    {
        for (const char* file : {"train.tsv", "dev.tsv"}) {
            std::string text =
                "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n";
            for (int i = 0; i < 24; ++i)
                text += std::to_string(i) + "\tg\tf\ty\t0\ts\ts\t" + std::string(std::size_t(1 + i * 5 % 11), 'a')
                    + "\tb" + std::to_string(i) + "\t" + std::to_string(i % 5) + ".25\n";
            support::writeText(folder / "STS-B" / file, text);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(path("model"));
        support::writeTinyTask(path("glue"), 32, 12);
        writeScores(path("glue"));
    }

    /// Batches are made by length, so the rows come in another order than the split's.
    void everyRowStandsInItsPlace()
    {
        Outcome outcome;
        m_runs.run(config(), outcome);
        const auto evaluations = outcome.observer.all<RowsEvaluated>();
        QCOMPARE(evaluations.size(), std::size_t(2));
        QCOMPARE(evaluations[0].step, std::int64_t(3));
        QCOMPARE(evaluations[1].split, std::string("dev"));
        const RowsEvaluated& rows = evaluations.back();
        const Split dev = loadSplit(config().task, "dev");
        QCOMPARE(rows.rows(), dev.rows.size());
        const auto predictions = Predictor(config(), outcome.finished.checkpoint).predict(dev.rows);
        for (std::size_t r = 0; r < dev.rows.size(); ++r) {
            const auto& probabilities = predictions[r].probabilities;
            QCOMPARE(rows.labels[r], dev.rows[r].label);
            QCOMPARE(rows.predictions[r], predictions[r].value);
            QVERIFY(
                std::abs(double(rows.probability[r]) - *std::max_element(probabilities.begin(), probabilities.end()))
                < 1e-6);
            const double ofLabel = probabilities[static_cast<std::size_t>(rows.labels[r])];
            QVERIFY(std::abs(double(rows.labelProbability[r]) - ofLabel) < 1e-6);
            QVERIFY(std::abs(double(rows.losses[r]) + std::log(ofLabel)) < 1e-5);
        }
        QVERIFY(*std::max_element(rows.losses.begin(), rows.losses.end())
                > *std::min_element(rows.losses.begin(), rows.losses.end()));
        QVERIFY(rows.routes.empty() && rows.positions.empty());
    }

    void theRowsLossesMakeTheSplitsLoss()
    {
        for (const GlueName task : {GlueName::Sst2, GlueName::Stsb}) {
            RunConfig given = config();
            given.task.name = task;
            given.training.labelSmoothing = task == GlueName::Sst2 ? 0.1 : 0;
            Outcome outcome;
            m_runs.run(given, outcome);
            QVERIFY2(outcome.finished.status == RunStatus::Finished, outcome.finished.reason.c_str());
            const auto evaluated = outcome.observer.all<Evaluated>();
            const auto rows = outcome.observer.all<RowsEvaluated>();
            QCOMPARE(rows.size(), evaluated.size());
            for (std::size_t e = 0; e < rows.size(); ++e)
                QCOMPARE(meanOf(rows[e].losses), measured(evaluated[e], "dev_loss"));
        }
    }

    void aRegressionHasScoresAndSquaredErrors()
    {
        RunConfig given = config();
        given.task.name = GlueName::Stsb;
        Outcome outcome;
        m_runs.run(given, outcome);
        const RowsEvaluated rows = outcome.observer.all<RowsEvaluated>().back();
        QVERIFY(rows.isRegression());
        QVERIFY(rows.rows() > 4);
        for (std::size_t r = 0; r < rows.rows(); ++r) {
            const double error = rows.predictions[r] - rows.labels[r];
            QVERIFY(std::abs(double(rows.losses[r]) - error * error) < 1e-4);
        }
        QVERIFY(rows.labelProbability.empty());
    }

    void routesAreThoseOfTheRoutingsRecord_data()
    {
        QTest::addColumn<int>("vote");
        QTest::addColumn<int>("topK");
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token})
            for (const int topK : {1, 2})
                QTest::addRow("%s, top %d", std::string(nameOf(vote)).c_str(), topK) << int(vote) << topK;
    }

    void routesAreThoseOfTheRoutingsRecord()
    {
        QFETCH(int, vote);
        QFETCH(int, topK);
        Outcome outcome;
        m_runs.run(config(molex(Vote(vote), topK)), outcome);
        const RowsEvaluated rows = outcome.observer.all<RowsEvaluated>().back();
        const RoutingEvaluated routing = outcome.observer.all<RoutingEvaluated>().back();
        QCOMPARE(rows.layers, std::int64_t(3));
        QCOMPARE(rows.positions, routing.positions);
        QCOMPARE(rows.choices, std::int64_t(topK));
        QCOMPARE(routing.examples.size(), rows.rows());
        const auto width = static_cast<std::size_t>(3 * topK);
        QCOMPARE(rows.routes.size(), rows.rows() * width);
        for (const RoutingEvaluated::Example& example : routing.examples) {
            const auto first = rows.routes.begin() + static_cast<std::ptrdiff_t>(std::size_t(example.row) * width);
            QCOMPARE(std::vector<std::int64_t>(first, first + static_cast<std::ptrdiff_t>(width)), example.route);
            QCOMPARE(rows.predictions[std::size_t(example.row)], example.prediction);
        }
    }

    void aRowsRouteIsThatOfItsText()
    {
        const RunConfig given = config(molex(Vote::Sequence));
        const Outcome& outcome = routed();
        const RowsEvaluated rows = outcome.observer.all<RowsEvaluated>().back();
        const Split dev = loadSplit(given.task, "dev");
        const auto predictions = Predictor(given, outcome.finished.checkpoint).predict(dev.rows);
        for (std::size_t r = 0; r < dev.rows.size(); ++r)
            for (std::size_t p = 0; p < 3; ++p)
                QCOMPARE(std::int64_t(rows.routes[r * 3 + p]), predictions[r].route[p].at(0));
    }

    void rowsByLengthAndPaddedRowsArePredictedAlike_data()
    {
        QTest::addColumn<bool>("isRouted");
        QTest::newRow("plain") << false;
        QTest::newRow("sequence vote") << true;
    }

    void rowsByLengthAndPaddedRowsArePredictedAlike()
    {
        QFETCH(bool, isRouted);
        Outcome plain;
        if (!isRouted)
            m_runs.run(config(), plain);
        const std::string checkpoint = isRouted ? routed().finished.checkpoint : plain.finished.checkpoint;
        const RunConfig byLength = isRouted ? config(molex(Vote::Sequence)) : config();
        RunConfig padded = byLength;
        padded.runtime.bucketByLength = false;
        padded.runtime.padTo = PadTo::MaxLength;
        const Split dev = loadSplit(byLength.task, "dev");
        const auto found = Predictor(byLength, checkpoint).predict(dev.rows);
        const auto expected = Predictor(padded, checkpoint).predict(dev.rows);
        QCOMPARE(found.size(), dev.rows.size());
        for (std::size_t r = 0; r < found.size(); ++r) {
            QCOMPARE(found[r].value, expected[r].value);
            QCOMPARE(found[r].route, expected[r].route);
            for (std::size_t c = 0; c < found[r].probabilities.size(); ++c)
                QVERIFY(std::abs(found[r].probabilities[c] - expected[r].probabilities[c]) < 1e-5);
        }
    }

    void theVotesOfATextDecideItsRoute()
    {
        const Outcome& outcome = routed();
        Predictor predictor(configOfCheckpoint(outcome.finished.checkpoint), outcome.finished.checkpoint);
        const Explanation explained = predictor.explain({"good xx", {}, 0});
        QCOMPARE(explained.tokens, (std::vector<std::string>{"<s>", "g", "o", "o", "d", " ", "x", "x", "</s>"}));
        QCOMPARE(explained.classes.size(), std::size_t(2));
        QCOMPARE(explained.votes.size(), std::size_t(3));
        for (std::size_t p = 0; p < 3; ++p) {
            QCOMPARE(explained.votes[p].size(), explained.tokens.size());
            std::map<std::int64_t, int> count;
            for (const std::int64_t layer : explained.votes[p])
                ++count[layer];
            const auto most = std::max_element(count.begin(), count.end(),
                                               [](const auto& a, const auto& b) { return a.second < b.second; });
            QCOMPARE(explained.route[p], std::vector<std::int64_t>{most->first});
        }
        const auto predicted = predictor.predict({{"good xx", {}, 0}}).front();
        QCOMPARE(explained.value, predicted.value);
        QCOMPARE(explained.route, predicted.route);
        for (std::size_t c = 0; c < 2; ++c)
            QVERIFY(std::abs(explained.probabilities[c] - predicted.probabilities[c]) < 1e-6);
    }

    void aPositionCanTakeAnotherLayer()
    {
        const RunConfig given = config(molex(Vote::Sequence));
        const Outcome& outcome = routed();
        Predictor predictor(given, outcome.finished.checkpoint);
        const Example row{"good xx", {}, 0};
        const Explanation explained = predictor.explain(row);
        const std::int64_t chosen = explained.route[1][0];
        const Alternative same = predictor.tryLayer(row, 1, chosen);
        QVERIFY(std::abs(same.probabilities[0] - explained.probabilities[0]) < 1e-6);
        for (std::int64_t layer = 0; layer < 3; ++layer)
            if (layer != chosen)
                QVERIFY(std::abs(predictor.tryLayer(row, 1, layer).probabilities[0] - explained.probabilities[0]) > 1e-7);
        QVERIFY_THROWS_EXCEPTION(BadInput, predictor.tryLayer(row, 1, 3));
        QVERIFY_THROWS_EXCEPTION(BadInput, predictor.tryLayer(row, 7, 0));
        Outcome tokens;
        m_runs.run(config(molex(Vote::Token)), tokens);
        Predictor byToken(config(molex(Vote::Token)), tokens.finished.checkpoint);
        QVERIFY(byToken.explain(row).isRoutedByToken);
        QVERIFY_THROWS_EXCEPTION(BadInput, byToken.tryLayer(row, 1, 0));
    }

    void loadingIsCalledOffBetweenItsSteps()
    {
        const std::string checkpoint = routed().finished.checkpoint;
        int asked = 0;
        Predictor(config(molex(Vote::Sequence)), checkpoint, [&] { return ++asked > 0; });
        QVERIFY2(asked > 20, qPrintable(QString::number(asked))); // files and tensors
        for (const int last : {1, asked / 2, asked}) {
            int now = 0;
            QVERIFY_THROWS_EXCEPTION(CalledOff, Predictor(config(molex(Vote::Sequence)), checkpoint, [&] { return ++now < last; }));
            QCOMPARE(now, last);
        }
    }

    void aPredictionIsCalledOffBetweenRunsOfLayers()
    {
        Predictor predictor(config(molex(Vote::Sequence)), routed().finished.checkpoint);
        const Example row{"good xx", {}, 0};
        const Explanation whole = predictor.explain(row);
        const auto checkCalledOff = [](const std::function<void(const Wanted& wanted)>& ask, int leastRuns) {
            int asked = 0;
            ask([&] { return ++asked > 0; });
            QVERIFY2(asked >= leastRuns, qPrintable(QString::number(asked)));
            for (const int last : {1, 2, asked}) {
                int now = 0;
                QVERIFY_THROWS_EXCEPTION(CalledOff, ask([&] { return ++now < last; }));
                QCOMPARE(now, last);
            }
        };
        checkCalledOff([&](const Wanted& wanted) { predictor.explain(row, wanted); }, 2 * 3); // without routing too
        checkCalledOff([&](const Wanted& wanted) { predictor.tryLayer(row, 1, 0, wanted); }, 2 * 3);
        QCOMPARE(predictor.explain(row).probabilities, whole.probabilities); // nothing is left behind
    }

    void withoutRoutingEveryPositionRunsItsOwnLayer()
    {
        GivenConfig own, other;
        own.table = {0, 1, 2};
        other.table = {2, 2, 0};
        own.mainWeight = other.mainWeight = 0.5;
        for (const bool isOwn : {true, false}) {
            const RunConfig given = config(isOwn ? own : other);
            Outcome outcome;
            m_runs.run(given, outcome);
            Predictor predictor(given, outcome.finished.checkpoint);
            const Explanation explained = predictor.explain({"bad x", {}, 0});
            QVERIFY(explained.votes.empty());
            QCOMPARE(explained.unroutedProbabilities.size(), std::size_t(2));
            const double difference = std::abs(explained.probabilities[0] - explained.unroutedProbabilities[0]);
            QVERIFY2(isOwn ? difference < 1e-9 : difference > 1e-6, qPrintable(QString::number(difference)));
        }
        Outcome plain;
        m_runs.run(config(), plain);
        QVERIFY(Predictor(config(), plain.finished.checkpoint).explain({"bad x", {}, 0}).unroutedProbabilities.empty());
    }
};

MOLEX_TEST(tst_RowsEvaluated)
#include "tst_RowsEvaluated.moc"
