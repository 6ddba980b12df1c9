#include <algorithm>

#include "engine/generation/Generator.h"
#include "engine/metrics/TextScores.h"
#include "engine/run/ConfigJson.h"
#include "engine/training/Inference.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Whole runs of a tiny GPT-2 on a few E2E rows, and what their checkpoints write.
class tst_LanguageModelRun : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    fs::path path(const std::string& name) const { return m_runs.path(name); }

    RunConfig config(const RoutingConfig& routing = NoRoutingConfig{}) const
    {
        RunConfig result;
        result.model = {path("model").string(), Initialize::Random};
        result.task.kind = TaskKind::E2e;
        result.task.path = path("e2e").string();
        result.task.maxLength = 64;
        result.method = FullConfig{};
        result.routing = routing;
        result.training.batchSize = 6;
        result.training.steps = 12;
        result.training.evaluateEvery = 4;
        result.training.learningRate = 3e-3;
        result.training.weightDecay = 0;
        result.runtime.device = "cpu";
        return result;
    }

    static double valueOf(const std::vector<Measurement>& values, const std::string& key)
    {
        for (const Measurement& value : values)
            if (value.key == key)
                return value.value;
        return -1;
    }

    QString problemsOf(const RunConfig& runConfig)
    {
        try {
            TrainingSession(runConfig, {path("none"), {}}).prepare();
        } catch (const BadInput& problem) {
            return QString::fromStdString(problem.what());
        }
        return {};
    }

    static MolexConfig withVote(Vote vote)
    {
        MolexConfig molex;
        molex.vote = vote;
        return molex;
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyGpt2(path("model"), {.layers = 2, .width = 32, .dropout = 0});
        support::writeTinyModel(path("encoder"));
        support::writeTinyE2e(path("e2e"));
    }

    void theLowestLossIsTheBest()
    {
        RunConfig learning = config();
        learning.training.steps = 40;
        learning.training.learningRate = 0.02; // too high towards the end, so that the best is not the last
        learning.training.schedule = Schedule::Constant;
        Outcome outcome;
        m_runs.run(learning, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        const RunStarted started = outcome.observer.all<RunStarted>().front();
        QCOMPARE(started.metric, std::string("dev_loss"));
        QCOMPARE(started.lossUnit, std::string("nats"));
        const std::vector<Evaluated> evaluations = outcome.observer.all<Evaluated>();
        double lowest = 1e300;
        for (const Evaluated& evaluated : evaluations) {
            const double loss = valueOf(evaluated.values, "dev_loss");
            QVERIFY(std::abs(valueOf(evaluated.values, "perplexity") - std::exp(loss)) < 1e-6 * std::exp(loss));
            QCOMPARE(evaluated.best, loss < lowest);
            lowest = std::min(lowest, loss);
        }
        QCOMPARE(outcome.finished.best->value, lowest);
        QVERIFY(lowest < valueOf(evaluations.front().values, "dev_loss"));
        QVERIFY(lowest < 0.6 * std::log(257));
    }

    void aBatchInPartsIsTheSameStep()
    {
        RunConfig whole = config(withVote(Vote::Token));
        whole.training.batchSize = 18;
        whole.training.steps = 3;
        whole.runtime.bucketByLength = false;
        RunConfig parts = whole;
        parts.training.batchSize = 5; // 5, 5, 5 and 3 rows, with unequally many tokens to write
        parts.training.accumulate = 4;
        Outcome once, several;
        m_runs.run(whole, once);
        m_runs.run(parts, several);
        for (const char* key : {"loss", "gradient_norm"}) {
            const std::vector<double> a = once.observer.series(key);
            const std::vector<double> b = several.observer.series(key);
            QCOMPARE(a.size(), b.size());
            for (std::size_t i = 0; i < a.size(); ++i)
                QVERIFY2(std::abs(a[i] - b[i]) < 1e-3 * a[i], qPrintable(QString::number(a[i] - b[i])));
        }
    }

    void biasesAndAdaptersUnderAMixtureGoOnWithTheSameBits_data()
    {
        QTest::addColumn<int>("placement"); // -1: biases
        QTest::newRow("bitfit") << -1;
        QTest::newRow("houlsby") << int(AdapterPlacement::Houlsby);
        QTest::newRow("pfeiffer") << int(AdapterPlacement::Pfeiffer);
    }

    void biasesAndAdaptersUnderAMixtureGoOnWithTheSameBits()
    {
        QFETCH(int, placement);
        RunConfig whole = config(withVote(Vote::Prompt));
        whole.method = placement < 0 ? MethodConfig(BitFitConfig{})
                                     : MethodConfig(AdapterConfig{.size = 4, .placement = AdapterPlacement(placement)});
        whole.training.steps = 6;
        whole.training.evaluateEvery = 3;
        whole.runtime.threads = 1;
        Outcome uninterrupted, first, second;
        m_runs.run(whole, uninterrupted);
        QVERIFY2(uninterrupted.finished.status == RunStatus::Finished, uninterrupted.finished.reason.c_str());
        const ParameterCounts counts = uninterrupted.observer.all<RunStarted>().front().parameters;
        QVERIFY(counts.trainable > 0 && counts.trainable < counts.total / 2);
        const std::vector<Evaluated> evaluations = uninterrupted.observer.all<Evaluated>();
        QCOMPARE(evaluations.size(), std::size_t(2));
        QVERIFY(valueOf(evaluations[0].values, "dev_loss") != valueOf(evaluations[1].values, "dev_loss"));
        m_runs.run(whole, first, 4);
        QCOMPARE(first.finished.status, RunStatus::Stopped);
        second.checkpoints = first.checkpoints;
        m_runs.run(whole, second, 0, fs::path(first.finished.checkpoint));
        QCOMPARE(second.finished.status, RunStatus::Finished);
        for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
            QCOMPARE(second.bytes(file), uninterrupted.bytes(file));
    }

    void votesThatLeakLaterTokensAreSaid_data()
    {
        QTest::addColumn<int>("vote");
        QTest::addColumn<bool>("leaks");
        QTest::newRow("batch") << int(Vote::Batch) << true;
        QTest::newRow("sequence") << int(Vote::Sequence) << true;
        QTest::newRow("token") << int(Vote::Token) << false;
    }
    void votesThatLeakLaterTokensAreSaid()
    {
        QFETCH(int, vote);
        QFETCH(bool, leaks);
        RunConfig routed = config(withVote(Vote(vote)));
        routed.training.steps = 1;
        Outcome outcome;
        m_runs.run(routed, outcome);
        bool said = false;
        for (const LogLine& line : outcome.observer.all<LogLine>())
            said = said
                || (line.level == LogLevel::Warning
                    && line.text.find("not that of a causal model") != std::string::npos);
        QCOMPARE(said, leaks);
        QCOMPARE(Predictor(routed, outcome.finished.checkpoint).isCausal(), !leaks);
    }

    void aRunWritesWhatItLearnt()
    {
        RunConfig learning = config();
        learning.training.steps = 150;
        learning.training.evaluateEvery = 150;
        learning.training.learningRate = 5e-3;
        learning.task.trainLimit = 6;
        learning.training.batchSize = 6;
        Outcome outcome;
        m_runs.run(learning, outcome);
        QVERIFY2(outcome.observer.series("loss").back() < 0.3,
                 qPrintable(QString::number(outcome.observer.series("loss").back())));
        Generator generator(learning, outcome.finished.checkpoint);
        std::vector<std::string> texts;
        Generator::Options options;
        options.search = {.beam = 3, .lengthPenalty = 0.8, .noRepeatNgram = 0, .maxNewTokens = 30};
        const std::vector<std::string> prompts = {"name[Aromi], food[Thai]", "name[Cocum], food[fish]"};
        generator.generate(prompts, options, [&](const Generator::Text& text) {
            texts.push_back(text.text);
            return true;
        });
        QCOMPARE(texts.size(), 2u);
        QVERIFY2(texts[0] == "Aromi serves Thai." || texts[0] == "At Aromi, eat Thai.", texts[0].c_str());
        QVERIFY2(texts[1] == "Cocum serves fish." || texts[1] == "At Cocum, eat fish.", texts[1].c_str());
    }

    void everyRowIsRecordedAndTextsWhereTheyAreAskedFor()
    {
        RunConfig sampled = config(withVote(Vote::Prompt));
        sampled.training.steps = 8;
        sampled.generation = {2, 1, 0, 6, 2}; // of the three prompts of the dev split two
        Outcome outcome;
        m_runs.run(sampled, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        const std::vector<Evaluated> evaluations = outcome.observer.all<Evaluated>();
        const std::vector<RowsEvaluated> recorded = outcome.observer.all<RowsEvaluated>();
        QCOMPARE(recorded.size(), evaluations.size());
        const RowsEvaluated& rows = recorded.back();
        QVERIFY(rows.isWritten && !rows.isRegression());
        QCOMPARE(rows.step, std::int64_t(8));
        QCOMPARE(rows.losses.size(), std::size_t(6));
        const auto [least, greatest] = std::minmax_element(rows.losses.begin(), rows.losses.end());
        const double mean = valueOf(evaluations.back().values, "dev_loss"); // over all tokens
        QVERIFY(*least > 0 && double(*least) <= mean && mean <= double(*greatest));
        QCOMPARE(rows.routes.size(), rows.rows() * rows.positions.size());
        QCOMPARE(rows.textOf, (std::vector<std::int32_t>{0, 0, 1, 1, -1, -1}));
        Generator generator(sampled, outcome.finished.checkpoint);
        std::vector<std::string> texts;
        Generator::Options options;
        options.search = sampled.generation;
        generator.generate({"name[Cocum], food[Thai]", "name[Giraffe], food[fish]"}, options,
                           [&](const Generator::Text& text) {
                               texts.push_back(text.text);
                               return true;
                           });
        QCOMPARE(rows.texts, texts);
        QCOMPARE(*rows.written(3), texts[1]);
        QVERIFY(rows.written(4) == nullptr);
        TextScoring scoring;
        scoring.meteor = NoMeteor();
        const std::vector<std::vector<std::string>> references = {{"Cocum serves Thai.", "At Cocum, eat Thai."},
                                                                  {"Giraffe serves fish.", "At Giraffe, eat fish."}};
        const TextScores expected = scoreTexts(texts, references, scoring);
        QCOMPARE(rows.textStatistics.size(), std::size_t(2));
        QCOMPARE(valueOf(evaluations.back().values, "bleu"), expected.bleu);
        QCOMPARE(valueOf(evaluations.back().values, "nist"), expected.nist);
        QCOMPARE(valueOf(evaluations.back().values, "rouge_l"), expected.rougeL);
        QCOMPARE(valueOf(evaluations.back().values, "cider"), expected.cider);
    }

    void aScoreOfTextsPicksTheBestWhereTextsAreWritten()
    {
        RunConfig picked = config();
        picked.training.steps = 4;
        picked.training.bestMetric = "rouge_l";
        QVERIFY(problemsOf(picked).contains("training.best_metric: \"rouge_l\" is of texts"));
        picked.generation = {1, 1, 0, 8, 1};
        Outcome outcome;
        m_runs.run(picked, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        QCOMPARE(outcome.finished.best->metric, std::string("rouge_l"));
        QCOMPARE(outcome.finished.best->value, valueOf(outcome.observer.all<Evaluated>().back().values, "rouge_l"));
        picked.training.bestMetric = "accuracy";
        QVERIFY(problemsOf(picked).contains("it has dev_loss, perplexity, bleu"));
    }

    void aCheckpointMeasuresWhatTheRunMeasured()
    {
        const RunConfig routed = config(withVote(Vote::Token));
        Outcome outcome;
        m_runs.run(routed, outcome);
        Predictor predictor(routed, outcome.finished.checkpoint);
        const std::vector<Measurement> again = predictor.evaluate(loadSplit(routed.task, "dev"));
        QCOMPARE(again.front().key, std::string("dev_loss"));
        QCOMPARE(again.front().value, valueOf(outcome.observer.all<Evaluated>().back().values, "dev_loss"));
        QVERIFY_EXCEPTION_THROWN(predictor.predict({{.text = "x"}}), BadInput);
    }

    void aPromptLongerThanItsRoomLosesItsStartAndSaysSo()
    {
        RunConfig brief = config();
        brief.training.steps = 1;
        Outcome outcome;
        m_runs.run(brief, outcome);
        Generator generator(brief, outcome.finished.checkpoint);
        Generator::Options options;
        options.search = {.beam = 2, .lengthPenalty = 1, .noRepeatNgram = 2, .maxNewTokens = 10};
        std::vector<bool> cut;
        generator.generate({"short", std::string(80, 'x'), "short too"}, options, [&](const Generator::Text& text) {
            cut.push_back(text.promptWasCut);
            return cut.size() < 2; // the third is not asked for
        });
        QCOMPARE(cut, (std::vector<bool>{false, true}));
        options.search.maxNewTokens = 63;
        QVERIFY_EXCEPTION_THROWN(generator.generate({"x"}, options, [](const auto&) { return true; }), BadInput);
    }

    void tasksAndMethodsThatDoNotFitTheModelAreRefused()
    {
        RunConfig encoder = config();
        encoder.model.path = path("encoder").string();
        QVERIFY(problemsOf(encoder).contains("task.kind: e2e needs a language model"));
        RunConfig head = config();
        head.method = HeadConfig{};
        QVERIFY(problemsOf(head).contains("method.kind: head leaves nothing to train"));
        RunConfig wordnet = config();
        wordnet.task.kind = TaskKind::WordNet;
        wordnet.task.path.clear();
        QVERIFY(problemsOf(wordnet).contains("task.kind: wordnet needs an encoder"));
    }
};

MOLEX_TEST(tst_LanguageModelRun)
#include "tst_LanguageModelRun.moc"
