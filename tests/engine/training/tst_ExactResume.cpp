#include <algorithm>

#include "engine/run/JsonText.h"
#include "engine/training/CheckpointFolders.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Runs that are stopped twice and resumed end with the bits of those that were not: what is drawn in training
/// (dropout, noise in gates, random layers), what is learned beside the weights (gates, mixing, magnitudes, routers),
/// counters between two records, batches of one step.
class tst_ExactResume : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    struct Case
    {
        const char* name;
        bool isGpt2 = false;
        MethodConfig method = LoraConfig{.dropout = 0.1};
        RoutingConfig routing = NoRoutingConfig{};
        Precision precision = Precision::Fp32;
    };

    static MolexConfig noisy(Vote vote)
    {
        MolexConfig molex;
        molex.vote = vote;
        molex.mainWeight = 0.6;
        molex.mixing = Mixing::Learned;
        molex.gateNoise = 0.5;
        return molex;
    }

    static std::vector<Case> cases()
    {
        MolexConfig token = noisy(Vote::Token);
        token.topK = 2;
        token.gateGradient = GateGradient::StraightThrough;
        token.sharedGate = token.sharedMixing = false;
        token.zLoss = 0.01;
        MolexConfig cosine = noisy(Vote::Batch);
        cosine.gate = GateKind::Cosine;
        cosine.cosineDim = 4;
        cosine.gateGradient = GateGradient::None;
        cosine.balanceLoss = BalanceLoss::Paper;
        MolexConfig both = noisy(Vote::Auto);
        both.balanceLoss = BalanceLoss::Switch;
        UniformRandomConfig random;
        random.mixing = Mixing::Learned;
        random.mainWeight = 0.6;
        const LoraConfig dora{
            .rank = 2, .dropout = 0.1, .targets = {"query", "value", "output"}, .loraPlusRatio = 4, .dora = true};
        SparseUpcyclingConfig sparse;
        sparse.experts = 3;
        SparseUpcyclingConfig byExperts = sparse;
        byExperts.router = RouterChoice::Expert;
        byExperts.capacityFactor = 1;
        DropUpcyclingConfig drop;
        drop.experts = 3;
        return {
            {.name = "RoBERTa, two layers for each token", .routing = token},
            {.name = "RoBERTa, tokens that read states", .method = FullConfig{}, .routing = token},
            {.name = "RoBERTa, cosine gate that the balance loss trains", .routing = cosine},
            {.name = "RoBERTa, DoRA, gate that both train", .method = dora, .routing = both},
            {.name = "RoBERTa, random layers, learned mixing", .routing = random},
            {.name = "RoBERTa, experts that choose", .method = byExperts},
            {.name = "RoBERTa, experts under a noisy gate", .method = sparse, .routing = both},
            {.name = "RoBERTa, bf16, noisy gate", .routing = token, .precision = Precision::Bf16},
            {.name = "GPT-2, DoRA on parts of c_attn", .isGpt2 = true, .method = dora},
            {.name = "GPT-2, full, noisy prompt vote", .isGpt2 = true, .method = FullConfig{}, .routing = both},
            {.name = "GPT-2, noisy token vote", .isGpt2 = true, .routing = token},
            {.name = "GPT-2, Sparse Upcycling", .isGpt2 = true, .method = sparse},
            {.name = "GPT-2, Drop-Upcycling in bf16", .isGpt2 = true, .method = drop, .precision = Precision::Bf16}};
    }

    RunConfig config(const Case& wanted) const
    {
        RunConfig result;
        result.model = {m_runs.path(wanted.isGpt2 ? "gpt2" : "roberta").string(), Initialize::Random};
        result.task.kind = wanted.isGpt2 ? TaskKind::E2e : TaskKind::Glue;
        result.task.name = GlueName::Sst2;
        result.task.path = m_runs.path(wanted.isGpt2 ? "e2e" : "glue").string();
        result.task.maxLength = 48;
        result.method = wanted.method;
        result.routing = wanted.routing;
        result.training.batchSize = 4;
        result.training.accumulate = 2;
        result.training.steps = 9;
        result.training.learningRate = 1e-2;
        result.training.routingEvery = 2;
        result.training.evaluateEvery = 5; // the second stop comes before that evaluation
        result.runtime.device = "cpu";
        result.runtime.threads = 1;
        result.runtime.precision = wanted.precision;
        return result;
    }

    RunConfig patientRun() const
    {
        RunConfig result = config({.name = ""});
        result.task.name = GlueName::Mnli;
        result.training.evaluateEvery = 2;
        result.training.earlyStopPatience = 2;
        result.training.learningRate = 0;
        return result;
    }

    /// Every value that a run announced but for its times and its memory, which are the machine's.
    static std::vector<std::vector<double>> announced(const Outcome& outcome)
    {
        std::vector<std::vector<double>> all;
        const auto add = [&](const auto& values) { all.emplace_back(values.begin(), values.end()); };
        for (const RunEvent& event : outcome.observer.events()) {
            std::vector<double> measured;
            const auto note = [&](const std::vector<Measurement>& values) {
                for (const Measurement& value : values)
                    if (!value.key.ends_with("_per_second") && value.key != "peak_memory_bytes")
                        measured.push_back(value.value);
                all.push_back(measured);
            };
            if (const auto* step = std::get_if<StepDone>(&event))
                note(step->values);
            else if (const auto* evaluated = std::get_if<Evaluated>(&event))
                note(evaluated->values);
            else if (const auto* rows = std::get_if<RowsEvaluated>(&event))
                add(rows->losses);
            else if (const auto* record = std::get_if<RoutingSnapshot>(&event)) {
                add(record->counts);
                for (const auto& values : {record->probability, record->margin, record->mainWeight, record->otherWeight,
                                           record->gateGradientTask, record->gateGradientBalance})
                    add(values);
            }
        }
        return all;
    }

    /// Of how far a run's last checkpoint is.
    static double saved(const Outcome& outcome, const char* key)
    {
        return Json::parse(outcome.bytes("run.json").toStdString()).at("progress").at(key).get<double>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const std::string head = "sentence1\tsentence2\tgold_label\n";
        const std::string rows = "good\tgood 1\tentailment\nbad\tgood 2\tcontradiction\nbad\tgood or bad\tneutral\n";
        support::writeText(m_runs.path("glue") / "MNLI" / "train.tsv", head + rows + rows + rows);
        for (const char* file : {"dev_matched.tsv", "dev_mismatched.tsv"})
            support::writeText(m_runs.path("glue") / "MNLI" / file, head + rows);
        support::writeTinyModel(m_runs.path("roberta"), {.layers = 2});
        support::writeTinyGpt2(m_runs.path("gpt2"), {.layers = 2});
        support::writeTinyTask(m_runs.path("glue"), 32, 8);
        support::writeTinyE2e(m_runs.path("e2e"));
    }

    void aRunStoppedTwiceHasTheBitsOfOneThatWasNot_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].name) << int(i);
    }

    void aRunStoppedTwiceHasTheBitsOfOneThatWasNot()
    {
        QFETCH(int, index);
        const RunConfig wanted = config(cases()[std::size_t(index)]);
        Outcome whole, first, second, third;
        m_runs.run(wanted, whole);
        QCOMPARE(whole.finished.status, RunStatus::Finished);
        m_runs.run(wanted, first, 3);
        QCOMPARE(first.finished.status, RunStatus::Stopped);
        const double wallSeconds = saved(first, "wall_seconds");
        const double peak = saved(first, "peak_memory_bytes");
        second.checkpoints = third.checkpoints = first.checkpoints;
        m_runs.run(wanted, second, 5, fs::path(first.finished.checkpoint));
        QCOMPARE(second.finished.status, RunStatus::Stopped);
        QVERIFY(wallSeconds > 0 && second.finished.wallSeconds > wallSeconds); // of both parts
        QVERIFY(peak > 0 && double(second.finished.peakMemoryBytes) >= peak);
        m_runs.run(wanted, third, 0, fs::path(second.finished.checkpoint));
        QCOMPARE(third.finished.status, RunStatus::Finished);

        std::vector<std::vector<double>> parts = announced(first);
        for (const Outcome* outcome : {&second, &third})
            for (std::vector<double>& values : announced(*outcome))
                parts.push_back(std::move(values));
        QVERIFY(parts == announced(whole));
        QVERIFY(!whole.weights().isEmpty());
        for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
            QVERIFY2(third.bytes(file) == whole.bytes(file), file);
        QCOMPARE(third.finished.layerEvaluations, whole.finished.layerEvaluations);
        QCOMPARE(third.finished.evaluations, whole.finished.evaluations);
    }

    /// Nothing gets better at a rate of zero, so the third evaluation, at step 6, is the second that is not the best.
    void aStopBetweenTwoSplitsCountsNoEvaluationTwice()
    {
        const RunConfig patient = patientRun();
        Outcome whole, first, second;
        m_runs.run(patient, whole);
        QCOMPARE(whole.finished.steps, std::int64_t(6));
        QCOMPARE(whole.observer.all<Evaluated>().size(), std::size_t(2 * 3));
        RunControl control;
        first.observer.onEvent = [&](const RunEvent& event) {
            if (const auto* evaluated = std::get_if<Evaluated>(&event);
                evaluated != nullptr && evaluated->split == "dev")
                control.stop();
        };
        m_runs.run(patient, first, control);
        QCOMPARE(first.finished.status, RunStatus::Stopped);
        second.checkpoints = first.checkpoints;
        m_runs.run(patient, second, 0, fs::path(first.finished.checkpoint));
        QCOMPARE(second.finished.status, RunStatus::Finished);
        QCOMPARE(second.finished.steps, whole.finished.steps);
        QCOMPARE(second.finished.reason, whole.finished.reason);
    }

    void anEvaluationMadeUpForIsOwedNoMore()
    {
        const RunConfig run = patientRun();
        Outcome first, second, third;
        m_runs.run(run, first, 2); // before the evaluation of that step
        QVERIFY(first.observer.all<Evaluated>().empty());
        const auto evaluationsAt = [](const Outcome& outcome, std::int64_t step) {
            const std::vector<Evaluated> all = outcome.observer.all<Evaluated>();
            return std::count_if(all.begin(), all.end(), [step](const Evaluated& one) { return one.step == step; });
        };
        const std::int64_t step = first.finished.steps;
        second.checkpoints = third.checkpoints = first.checkpoints;
        RunControl stopped; // as a kill in the step after
        second.observer.onEvent = [&](const RunEvent& event) {
            if (std::holds_alternative<StepDone>(event))
                stopped.stop();
        };
        m_runs.run(run, second, stopped, fs::path(first.finished.checkpoint));
        QVERIFY(evaluationsAt(second, step) > 0);
        m_runs.run(run, third, 0, first.checkpoints / checkpointName(step));
        QCOMPARE(evaluationsAt(third, step), 0);
    }

    /// As after a kill between the last checkpoint and the end of the run.
    void aRunThatHasEndedEarlyDoesNotGoOn()
    {
        Outcome whole, again;
        m_runs.run(patientRun(), whole);
        QVERIFY(!whole.finished.reason.empty());
        again.checkpoints = whole.checkpoints;
        m_runs.run(patientRun(), again, 0, fs::path(whole.finished.checkpoint));
        QCOMPARE(again.finished.status, RunStatus::Finished);
        QCOMPARE(again.finished.reason, whole.finished.reason);
        QVERIFY(again.observer.all<StepDone>().empty());
    }
};

MOLEX_TEST(tst_ExactResume)
#include "tst_ExactResume.moc"
