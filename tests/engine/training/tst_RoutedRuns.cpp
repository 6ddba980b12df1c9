#include <numeric>

#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Whole runs of a tiny model under each routing.
class tst_RoutedRuns : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    fs::path path(const std::string& name) const { return m_runs.path(name); }

    RunConfig config(const RoutingConfig& routing) const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.method = LoraConfig{};
        result.routing = routing;
        result.training.steps = 8;
        result.training.learningRate = 1e-3;
        result.training.routingEvery = 4;
        return result;
    }

    /// The encoder on the rows that writeTinyTask() makes, or GPT-2 on those of writeTinyE2e().
    RunConfig config(const RoutingConfig& routing, bool isGpt2) const
    {
        RunConfig result = config(routing);
        if (isGpt2) {
            result.model.path = path("gpt2").string();
            result.task.kind = TaskKind::E2e;
            result.task.path = path("e2e").string();
            result.task.maxLength = 64;
        }
        return result;
    }

    static void addModels()
    {
        QTest::addColumn<bool>("isGpt2");
        QTest::newRow("RoBERTa") << false;
        QTest::newRow("GPT-2") << true;
    }

    template <class Config>
    static Config mixedHalf()
    {
        Config config;
        config.mainWeight = 0.5;
        return config;
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(path("model"));
        support::writeTinyTask(path("glue"));
        support::writeTinyGpt2(path("gpt2"));
        support::writeTinyE2e(path("e2e"));
    }

    void aTableOfOneselfEqualsPlainLoraBitForBit_data() { addModels(); }
    void aTableOfOneselfEqualsPlainLoraBitForBit()
    {
        QFETCH(bool, isGpt2);
        GivenConfig identity = mixedHalf<GivenConfig>();
        identity.table = {0, 1, 2};
        Outcome plain, given, self;
        m_runs.run(config(NoRoutingConfig{}, isGpt2), plain);
        QVERIFY2(plain.finished.status == RunStatus::Finished, plain.finished.reason.c_str());
        QVERIFY(!plain.weights().isEmpty());
        m_runs.run(config(identity, isGpt2), given);
        m_runs.run(config(SelfRoutingConfig{}, isGpt2), self);
        for (const Outcome* control : {&given, &self}) {
            QCOMPARE(control->observer.series("loss"), plain.observer.series("loss"));
            QCOMPARE(control->weights(), plain.weights());
            QCOMPARE(control->finished.layerEvaluations, 3.0);
        }
    }

    void aFixedRandomGateEqualsMolexWithoutAnyGradientForTheGate_data() { addModels(); }
    void aFixedRandomGateEqualsMolexWithoutAnyGradientForTheGate()
    {
        QFETCH(bool, isGpt2);
        MolexConfig untrained = mixedHalf<MolexConfig>();
        untrained.gateGradient = GateGradient::None;
        Outcome molex, fixed;
        m_runs.run(config(untrained, isGpt2), molex);
        m_runs.run(config(mixedHalf<FixedRandomConfig>(), isGpt2), fixed);
        QCOMPARE(fixed.observer.series("loss"), molex.observer.series("loss"));
        const auto records = fixed.observer.all<RoutingSnapshot>();
        QCOMPARE(records.size(), std::size_t(2));
        QCOMPARE(records.back().counts, molex.observer.all<RoutingSnapshot>().back().counts);
        QCOMPARE(records.back().gateGradientTask, (std::vector<float>{0, 0, 0})); // measured, and nothing
        QVERIFY(!records.back().probability.empty());
        QVERIFY(fixed.observer.series("gate_gradient_norm").empty());
    }

    void randomLayersGoOnExactlyAfterAStop()
    {
        const RunConfig random = config(mixedHalf<UniformRandomConfig>());
        Outcome whole, first, second;
        m_runs.run(random, whole);
        m_runs.run(random, first, 3);
        QCOMPARE(first.finished.status, RunStatus::Stopped);
        second.checkpoints = first.checkpoints;
        m_runs.run(random, second, 0, fs::path(first.finished.checkpoint));
        std::vector<double> losses = first.observer.series("loss");
        for (const double loss : second.observer.series("loss"))
            losses.push_back(loss);
        QCOMPARE(losses, whole.observer.series("loss"));
        QCOMPARE(second.weights(), whole.weights());
        const RoutingSnapshot record = whole.observer.all<RoutingSnapshot>().front();
        QCOMPARE(std::accumulate(record.counts.begin(), record.counts.begin() + 3, std::int64_t(0)),
                 std::int64_t(4 * 8));
        QVERIFY(record.probability.empty());
    }

    void everyVoteTrains_data()
    {
        QTest::addColumn<int>("vote");
        QTest::addColumn<int>("units"); // of a batch of eight rows
        QTest::newRow("auto") << int(Vote::Auto) << 8;
        QTest::newRow("batch") << int(Vote::Batch) << 1;
        QTest::newRow("sequence") << int(Vote::Sequence) << 8;
        QTest::newRow("prompt") << int(Vote::Prompt) << 8;
        QTest::newRow("token") << int(Vote::Token) << 0;
    }

    void everyVoteTrains()
    {
        QFETCH(int, vote);
        QFETCH(int, units);
        MolexConfig molex = mixedHalf<MolexConfig>();
        molex.vote = Vote(vote);
        molex.excludeSelf = true;
        Outcome outcome;
        m_runs.run(config(molex), outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        const RoutingSnapshot record = outcome.observer.all<RoutingSnapshot>().front();
        const std::int64_t total = std::accumulate(record.counts.begin(), record.counts.begin() + 3, std::int64_t(0));
        if (units > 0) {
            QCOMPARE(total, std::int64_t(4 * units));
            QCOMPARE(outcome.finished.layerEvaluations, 6.0);
        } else {
            QVERIFY(total > 4 * 8 * 5);
            // The own layer, and of the two others keys and values (a quarter of a layer of this shape) of all tokens
            // and the rest of those that chose them: at most 3 · (1 + 2 / 4 + 3 / 4).
            QVERIFY2(outcome.finished.layerEvaluations > 3.5 && outcome.finished.layerEvaluations <= 6.75,
                     qPrintable(QString::number(outcome.finished.layerEvaluations)));
        }
        QCOMPARE(record.gateGradientTask.size(), record.positions.size());
        for (const float norm : record.gateGradientTask)
            QVERIFY(norm > 0);
    }

    void eachEvaluationSaysWhatTheRoutingDidWithTheClasses()
    {
        RunConfig routed = config(mixedHalf<MolexConfig>());
        routed.training.evaluateEvery = 4;
        routed.training.routingExamples = 5;
        Outcome outcome;
        m_runs.run(routed, outcome);
        const auto evaluations = outcome.observer.all<RoutingEvaluated>();
        QCOMPARE(evaluations.size(), outcome.observer.all<Evaluated>().size());
        QCOMPARE(evaluations.size(), std::size_t(2));
        for (const RoutingEvaluated& evaluated : evaluations) {
            QCOMPARE(evaluated.split, std::string("dev"));
            QCOMPARE(evaluated.rows, (std::vector<std::int64_t>{12, 12}));
            for (std::size_t row = 0; row < 6; ++row) { // class × position
                const auto first = evaluated.counts.begin() + static_cast<std::ptrdiff_t>(row * 3);
                QCOMPARE(std::accumulate(first, first + 3, std::int64_t(0)), std::int64_t(12));
                const float* chance = evaluated.probability.data() + row * 3;
                QVERIFY(std::abs(chance[0] + chance[1] + chance[2] - 1) < 1e-5f);
            }
            QCOMPARE(evaluated.examples.size(), std::size_t(5));
            QCOMPARE(evaluated.examples[1].row, std::int64_t(24 / 5));
            QCOMPARE(evaluated.examples[1].route.size(), std::size_t(3));
        }
        QCOMPARE(evaluations.back().step, std::int64_t(8));
        Outcome plain;
        m_runs.run(config(NoRoutingConfig{}), plain);
        QVERIFY(plain.observer.all<RoutingEvaluated>().empty());
    }

    void chosenRowsAreRecordedInsteadOfRowsSpreadEvenly()
    {
        RunConfig routed = config(mixedHalf<MolexConfig>());
        routed.training.routingRows = {17, 3};
        Outcome outcome;
        m_runs.run(routed, outcome);
        const RoutingEvaluated evaluated = outcome.observer.all<RoutingEvaluated>().back();
        const RowsEvaluated all = outcome.observer.all<RowsEvaluated>().back();
        QCOMPARE(evaluated.examples.size(), std::size_t(2));
        const std::int64_t wanted[] = {3, 17};
        for (std::size_t i = 0; i < 2; ++i) {
            const RoutingEvaluated::Example& example = evaluated.examples[i];
            QCOMPARE(example.row, wanted[i]);
            const auto first = all.routes.begin() + static_cast<std::ptrdiff_t>(3 * wanted[i]);
            QCOMPARE(example.route, std::vector<std::int64_t>(first, first + 3));
            QCOMPARE(example.label, all.labels[static_cast<std::size_t>(wanted[i])]);
        }
    }

    void aChosenRowThatTheDevSplitLacksIsRefused()
    {
        RunConfig routed = config(mixedHalf<MolexConfig>());
        routed.training.routingRows = {23, 24};
        Outcome refused;
        m_runs.run(routed, refused);
        QCOMPARE(refused.finished.status, RunStatus::Failed);
        QVERIFY(refused.finished.reason.find("training.routing_rows[1]: is 24, but a dev split has 24 rows")
                != std::string::npos);
    }

    /// What is recorded must not change what is computed.
    void recordingChangesNothing()
    {
        RunConfig often = config(mixedHalf<MolexConfig>());
        often.training.routingEvery = 1;
        RunConfig never = often;
        never.training.routingEvery = 1000;
        never.training.routingExamples = 0;
        Outcome a, b;
        m_runs.run(often, a);
        m_runs.run(never, b);
        QCOMPARE(a.observer.series("loss"), b.observer.series("loss"));
        QCOMPARE(a.weights(), b.weights());
    }
};

MOLEX_TEST(tst_RoutedRuns)
#include "tst_RoutedRuns.moc"
