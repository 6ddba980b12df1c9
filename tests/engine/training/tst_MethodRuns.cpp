#include <algorithm>

#include "engine/run/ConfigJson.h"
#include "engine/training/Inference.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Every base method in whole runs: alone, under the control `self`, under mixtures of layers, stopped and resumed.
class tst_MethodRuns : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    fs::path path(const std::string& name) const { return m_runs.path(name); }

    static std::vector<std::pair<const char*, MethodConfig>> methods()
    {
        SparseUpcyclingConfig sparse;
        sparse.experts = 3;
        DropUpcyclingConfig drop;
        drop.experts = 3;
        drop.router = RouterChoice::Expert;
        drop.capacityFactor = 1;
        return {{"bitfit", BitFitConfig{}},
                {"full", FullConfig{}},
                {"head", HeadConfig{}},
                {"rslora", LoraConfig{.dropout = 0.1, .rslora = true}},
                {"dora, LoRA+", LoraConfig{.dropout = 0.1, .loraPlusRatio = 4, .dora = true}},
                {"houlsby", AdapterConfig{.size = 4}},
                {"pfeiffer", AdapterConfig{.size = 4, .placement = AdapterPlacement::Pfeiffer}},
                {"sparse-upcycling", sparse},
                {"drop-upcycling", drop}};
    }

    static int indexOf(const std::string& name)
    {
        const auto all = methods();
        return int(std::find_if(all.begin(), all.end(), [&](const auto& entry) { return name == entry.first; }) - all.begin());
    }

    static void addMethods()
    {
        QTest::addColumn<int>("method");
        for (std::size_t i = 0; i < methods().size(); ++i)
            QTest::newRow(methods()[i].first) << int(i);
    }

    static constexpr int noMethod = -1;

    RunConfig config(int method, const RoutingConfig& routing) const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.method = method == noMethod ? MethodConfig(NoMethodConfig{}) : methods()[std::size_t(method)].second;
        result.routing = routing;
        result.training.steps = 6;
        result.training.learningRate = 1e-3;
        result.training.routingEvery = 2;
        result.runtime.threads = 1;
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(path("model"), {.layers = 2});
        support::writeTinyTask(path("glue"), 32, 8);
    }

    void selfEqualsTheMethodAloneBitForBit_data() { addMethods(); }

    void selfEqualsTheMethodAloneBitForBit()
    {
        QFETCH(int, method);
        Outcome plain, self;
        m_runs.run(config(method, NoRoutingConfig{}), plain);
        m_runs.run(config(method, SelfRoutingConfig{}), self);
        QCOMPARE(plain.finished.status, RunStatus::Finished);
        QCOMPARE(self.observer.series("loss"), plain.observer.series("loss"));
        QCOMPARE(self.bytes("weights.safetensors"), plain.bytes("weights.safetensors"));
    }

    void everyMethodTrainsUnderOtherVotesAndATable_data()
    {
        addMethods();
        QTest::newRow("none") << noMethod; // a table alone would leave it nothing to train
    }

    void everyMethodTrainsUnderOtherVotesAndATable()
    {
        QFETCH(int, method);
        MolexConfig batch;
        batch.mainWeight = 0.5;
        batch.vote = Vote::Batch;
        batch.excludeSelf = true;
        MolexConfig token = batch;
        token.vote = Vote::Token;
        GivenConfig given;
        given.mainWeight = 0.5;
        given.table = {1, 0};
        std::vector<RoutingConfig> routings = {batch, token};
        if (method != noMethod)
            routings.emplace_back(given);
        for (const RoutingConfig& routing : routings) {
            RunConfig brief = config(method, routing);
            brief.training.steps = 2;
            Outcome outcome;
            m_runs.run(brief, outcome);
            QVERIFY2(outcome.finished.status == RunStatus::Finished, outcome.finished.reason.c_str());
            QVERIFY(outcome.observer.series("gradient_norm").front() > 0);
            const RoutingSnapshot record = outcome.observer.all<RoutingSnapshot>().front();
            QCOMPARE(record.counts[0], std::int64_t(0)); // of two layers each takes the other
            QCOMPARE(record.counts[3], std::int64_t(0));
            QVERIFY(record.counts[1] > 0 && record.counts[1] == record.counts[2]);
            const bool isGated = gateSettings(routing) != nullptr;
            QCOMPARE(record.gateGradientTask.size(), isGated ? std::size_t(2) : std::size_t(0));
            for (const float norm : record.gateGradientTask)
                QVERIFY(norm > 0);
            const ParameterCounts parameters = outcome.observer.all<RunStarted>().front().parameters;
            QCOMPARE(parameters.trainable == parameters.gates, method == noMethod);
        }
    }

    void expertsAreMeasuredByClassAtEachEvaluation()
    {
        Outcome outcome;
        m_runs.run(config(indexOf("sparse-upcycling"), NoRoutingConfig{}), outcome);
        const auto evaluations = outcome.observer.all<RoutingEvaluated>();
        QVERIFY(!evaluations.empty());
        const RoutingEvaluated& last = evaluations.back();
        QCOMPARE(last.layers, 3); // experts
        QCOMPARE(last.positions, outcome.observer.all<RunStarted>().front().positions);
        QCOMPARE(last.rows.size(), std::size_t(2));
        QCOMPARE(last.counts.size(), 2 * last.positions.size() * 3);
        QVERIFY(!last.probability.empty() && !last.examples.empty());
        const RowsEvaluated rows = outcome.observer.all<RowsEvaluated>().back();
        QCOMPARE(rows.layers, 3);
        QCOMPARE(rows.positions, last.positions);
        QCOMPARE(rows.choices, 1);
        QCOMPARE(rows.routes.size(), rows.rows() * last.positions.size());
        for (const RoutingEvaluated::Example& example : last.examples) // the same choices, told twice
            for (std::size_t place = 0; place < last.positions.size(); ++place)
                QCOMPARE(std::int64_t(rows.routes[std::size_t(example.row) * last.positions.size() + place]),
                         example.route[place]);
    }

    void aTypedTextGoesThroughTheExpertsThatTookMostOfItsTokens()
    {
        for (const char* method : {"sparse-upcycling", "drop-upcycling"}) {
            const RunConfig given = config(indexOf(method), NoRoutingConfig{});
            Outcome outcome;
            m_runs.run(given, outcome);
            const RowsEvaluated rows = outcome.observer.all<RowsEvaluated>().back();
            const Split dev = loadSplit(given.task, "dev");
            QCOMPARE(rows.rows(), dev.rows.size());
            Predictor predictor(given, outcome.finished.checkpoint);
            std::ptrdiff_t left = 0; // tokens that no expert took
            for (std::size_t row = 0; row < dev.rows.size(); ++row) {
                const Explanation explained = predictor.explain(dev.rows[row]);
                QVERIFY(explained.countsExperts && !explained.isRoutedByToken);
                QCOMPARE(explained.layers, 3);
                QCOMPARE(explained.positions, rows.positions);
                QCOMPARE(explained.votes.size(), rows.positions.size());
                for (std::size_t place = 0; place < rows.positions.size(); ++place) {
                    const std::int64_t expected = rows.routes[row * rows.positions.size() + place];
                    QCOMPARE(explained.route[place], std::vector<std::int64_t>{expected});
                    const std::vector<std::int64_t>& votes = explained.votes[place];
                    QCOMPARE(votes.size(), explained.tokens.size());
                    left += std::count(votes.begin(), votes.end(), -1);
                    QVERIFY(*std::min_element(votes.begin(), votes.end()) >= -1);
                    QVERIFY(*std::max_element(votes.begin(), votes.end()) < 3);
                }
                QVERIFY(explained.unroutedProbabilities.empty());
            }
            QCOMPARE(left > 0, method == std::string("drop-upcycling")); // whose experts have a capacity
        }
    }

    void aStoppedRunUnderAMixtureGoesOnWithTheSameBits_data() { addMethods(); }

    void aStoppedRunUnderAMixtureGoesOnWithTheSameBits()
    {
        QFETCH(int, method);
        MolexConfig molex;
        molex.mainWeight = 0.5;
        molex.balanceLoss = BalanceLoss::Switch;
        for (const RoutingConfig& routing : {RoutingConfig(NoRoutingConfig{}), RoutingConfig(molex)}) {
            const RunConfig whole = config(method, routing);
            Outcome uninterrupted, first, second;
            m_runs.run(whole, uninterrupted);
            m_runs.run(whole, first, 3);
            QCOMPARE(first.finished.status, RunStatus::Stopped);
            second.checkpoints = first.checkpoints;
            m_runs.run(whole, second, 0, fs::path(first.finished.checkpoint));
            QCOMPARE(second.finished.status, RunStatus::Finished);
            for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
                QCOMPARE(second.bytes(file), uninterrupted.bytes(file));
            if (!uninterrupted.observer.all<RoutingSnapshot>().empty())
                QCOMPARE(second.observer.all<RoutingSnapshot>().back().counts,
                         uninterrupted.observer.all<RoutingSnapshot>().back().counts);
        }
    }

    /// Layers take the place of positions, experts that of layers.
    void expertsAreRecordedLikeARouting()
    {
        Outcome outcome;
        RunConfig runConfig = config(indexOf("sparse-upcycling"), NoRoutingConfig{});
        m_runs.run(runConfig, outcome);
        QCOMPARE(outcome.observer.all<RunStarted>().front().positions, std::vector<std::int64_t>{1});
        const auto records = outcome.observer.all<RoutingSnapshot>();
        QCOMPARE(records.size(), std::size_t(3));
        for (const RoutingSnapshot& record : records) {
            QCOMPARE(record.layers, 3);
            QCOMPARE(record.positions, std::vector<std::int64_t>{1});
            QCOMPARE(record.counts.size(), std::size_t(3));
            QVERIFY(std::abs(record.probability[0] + record.probability[1] + record.probability[2] - 1) < 1e-5);
            QCOMPARE(record.entropy.size(), std::size_t(1));
            // Task and balance loss both train a router: they are told apart at every fifth record, the first among them.
            QCOMPARE(record.gateGradientTask.size(), record.step == records.front().step ? std::size_t(1) : std::size_t(0));
            QCOMPARE(record.gateGradientBalance.size(), record.gateGradientTask.size());
            if (record.step == records.front().step) {
                QVERIFY(record.gateGradientTask[0] > 0);
                QVERIFY(record.gateGradientBalance[0] > 0);
            }
        }
        for (const double loss : outcome.observer.series("expert_balance_loss"))
            QVERIFY(loss > 0.9 && loss < 3);
        for (const double rate : outcome.observer.series("expert_drop_rate"))
            QCOMPARE(rate, 0.0);
        std::int64_t choices = 0;
        for (const std::int64_t count : records.front().counts)
            choices += count;
        QCOMPARE(choices % 2, 0); // two experts for each token
        runConfig = config(indexOf("drop-upcycling"), NoRoutingConfig{});
        Outcome limited;
        m_runs.run(runConfig, limited);
        double dropped = 0;
        for (const double rate : limited.observer.series("expert_drop_rate"))
            dropped += rate;
        QVERIFY(dropped > 0);
    }
};

MOLEX_TEST(tst_MethodRuns)
#include "tst_MethodRuns.moc"
