#include "engine/model/Torch.h"

#include <QScopeGuard>

#include "engine/model/CheckpointLoader.h"
#include "engine/run/ConfigJson.h"
#include "engine/training/AdamW.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/MemoryEstimate.h"
#include "engine/training/ParameterCount.h"
#include "engine/training/RoutedModel.h"
#include "engine/training/TrainingObjective.h"
#include "tests/support/TensorMeter.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;

/// The memory named before a run against the tensors of two of its steps.
class tst_MemoryEstimate : public QObject {
    Q_OBJECT

    static constexpr std::int64_t rows = 4;
    static constexpr std::int64_t length = 48;

    static ModelConfig shape(ModelFamily family, double dropout = 0.1)
    {
        ModelConfig result;
        result.family = family;
        result.vocabularySize = 400;
        result.hiddenSize = 64;
        result.layers = 5;
        result.heads = 4;
        result.intermediateSize = 256;
        result.positions = 66;
        result.paddingId = 1;
        result.hiddenDropout = dropout;
        result.attentionDropout = dropout;
        result.firstPosition = family == ModelFamily::Roberta ? 2 : 0;
        result.tokenTypes = family == ModelFamily::Roberta ? 1 : family == ModelFamily::Bert ? 2 : 0;
        return result;
    }

    static std::int64_t measured(const ModelConfig& shape, const RunConfig& run)
    {
        const auto meter = std::make_shared<support::TensorMeter>();
        const c10::DebugInfoGuard guard(c10::DebugInfoKind::PROFILER_STATE, meter);
        auto model = makeModel(shape, 2);
        drawWeights(*model, 1);
        RoutedModel routed(std::move(model), run.method, run.routing, 1);
        AdamW optimizer(routed.trainable());
        TaskDescription task;
        task.objective = shape.isCausal() ? Objective::LanguageModel : Objective::Classification;
        task.classes = {"one", "other"};
        task.metrics = {"accuracy"};
        ComputeDevice compute;
        compute.bfloat16 = run.runtime.precision == Precision::Bf16;
        const auto objective = makeObjective(task, run.training, compute);
        torch::manual_seed(1);
        Batch batch{torch::randint(4, shape.vocabularySize, {rows, length}), torch::ones({rows, length}),
                    torch::randint(0, 2, {rows}).to(torch::kFloat32)};
        if (shape.isCausal()) {
            batch.labels = batch.ids.clone();
            batch.labels.narrow(1, 0, length / 2).fill_(-100);
        }
        for (int step = 0; step < 2; ++step) {
            optimizer.zeroGradients();
            for (std::int64_t i = 0; i < run.training.accumulate; ++i) {
                RoutingTrace trace(false);
                torch::Tensor loss;
                {
                    const PrecisionScope precision(compute);
                    const Pass pass = passFor(routed.model(), batch, true, &trace);
                    const torch::Tensor hidden = routed.model().encode(batch.ids, pass);
                    loss = objective->loss({routed.model(), hidden, pass, batch.labels});
                }
                const torch::Tensor auxiliary = routed.auxiliaryLoss(trace);
                (auxiliary.defined() ? loss + auxiliary : loss).backward();
            }
            optimizer.step({1e-3, 0.1}, {1e-3, 0}, {1e-3, 0});
        }
        return meter->peak();
    }

    struct Combination
    {
        const char* method;
        const char* routing;
    };

    static RunConfig configOf(const Combination& combination, Precision precision)
    {
        Json json = toJson(RunConfig{});
        overlay(json, {{"training", {{"batch_size", rows}}}});
        overlay(json, {{"method", Json::parse(combination.method)}, {"routing", Json::parse(combination.routing)}});
        ParsedConfig parsed = configFromJson(json);
        parsed.config.runtime.precision = precision;
        parsed.config.runtime.threads = torch::get_num_threads();
        return parsed.issues.empty() ? parsed.config : throw BadInput(parsed.issues);
    }

    static MemoryEstimate estimateOf(const ModelConfig& shape, const RunConfig& run)
    {
        RowSizes sizes;
        sizes.trainRows = 100;
        sizes.longest = length;
        sizes.targetShare = shape.isCausal() ? 0.5 : 0;
        return estimateMemory(shape, run, countParameters(shape, 2, run), sizes);
    }

    static void requireClose(const MemoryEstimate& estimate, const ModelConfig& model, const RunConfig& run)
    {
        const double expected = double(estimate.weights + estimate.training + estimate.activations);
        const double found = double(measured(model, run));
        QVERIFY2(std::abs(expected / found - 1) < 0.15,
                 qPrintable(QStringLiteral("%1 estimated, %2 measured").arg(expected).arg(found)));
    }

    static inline const std::vector<const char*> methods = {
        R"({"kind": "lora", "dropout": 0.1})",
        R"({"kind": "lora", "dora": true, "targets": ["query", "key", "value", "attention_output", "intermediate", "output"]})",
        R"({"kind": "full"})",
        R"({"kind": "bitfit"})",
        R"({"kind": "adapter", "placement": "pfeiffer"})",
        R"({"kind": "adapter"})",
        R"({"kind": "drop-upcycling", "experts": 4})",
        R"({"kind": "none"})"};
    static inline const std::vector<const char*> routings = {
        R"({"kind": "none"})", R"({"kind": "molex"})", R"({"kind": "molex", "vote": "token"})",
        R"({"kind": "molex", "vote": "batch", "gate_gradient": "none", "balance_loss": "paper"})",
        R"({"kind": "molex", "top_k": 2, "gate": "cosine", "vote": "sequence"})"};

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }

    /// What the formulae count is what tensors take, for every method under every kind of vote.
    void tensorsAreWithin15PercentOfTheEstimate_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("routing");
        QTest::addColumn<bool>("isGpt2");
        QTest::addColumn<bool>("bfloat16");
        for (int method = 0; method < int(methods.size()); ++method)
            for (int routing = 0; routing < int(routings.size()); ++routing)
                if (routing > 0 || method + 1 < int(methods.size())) { // otherwise nothing trains
                    const bool isGpt2 = (method + routing) % 2 == 0;
                    const bool bfloat16 = (method * 2 + routing) % 3 == 0;
                    QTest::addRow("%s under %s, %s%s", methods[std::size_t(method)], routings[std::size_t(routing)],
                                  isGpt2 ? "GPT-2" : "RoBERTa", bfloat16 ? " in bf16" : "")
                        << method << routing << isGpt2 << bfloat16;
                }
    }

    void tensorsAreWithin15PercentOfTheEstimate()
    {
        QFETCH(int, method);
        QFETCH(int, routing);
        QFETCH(bool, isGpt2);
        QFETCH(bool, bfloat16);
        const ModelConfig model = shape(isGpt2 ? ModelFamily::Gpt2 : ModelFamily::Roberta);
        const RunConfig run = configOf({methods[std::size_t(method)], routings[std::size_t(routing)]},
                                       bfloat16 ? Precision::Bf16 : Precision::Fp32);
        requireClose(estimateOf(model, run), model, run);
    }

    void twoThreadsRunLayersAtOnce_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("routing");
        QTest::addColumn<bool>("bfloat16");
        QTest::addColumn<bool>("isMore"); // than on one thread
        QTest::addRow("LoRA, sequence vote") << 0 << 1 << false << true;
        QTest::addRow("LoRA, batch vote") << 0 << 3 << false << true;
        QTest::addRow("full, batch vote in bf16") << 2 << 3 << true << true;
        QTest::addRow("LoRA, token vote") << 0 << 2 << false << false;
        QTest::addRow("full, token vote") << 2 << 2 << false << false;
        QTest::addRow("full, token vote in bf16") << 2 << 2 << true << true;
        QTest::addRow("bitfit, token vote") << 3 << 2 << false << false;
    }

    void twoThreadsRunLayersAtOnce()
    {
        QFETCH(int, method);
        QFETCH(int, routing);
        QFETCH(bool, bfloat16);
        QFETCH(bool, isMore);
        torch::set_num_threads(2);
        const auto backToOne = qScopeGuard([] { torch::set_num_threads(1); });
        const ModelConfig model = shape(ModelFamily::Roberta);
        RunConfig run = configOf({methods[std::size_t(method)], routings[std::size_t(routing)]},
                                 bfloat16 ? Precision::Bf16 : Precision::Fp32);
        requireClose(estimateOf(model, run), model, run);
        const std::int64_t onTwo = estimateOf(model, run).activations;
        run.runtime.threads = 1;
        QCOMPARE(estimateOf(model, run).activations < onTwo, isMore);
    }

    void gradientsOfEarlierBatchesStay()
    {
        const ModelConfig model = shape(ModelFamily::Roberta);
        RunConfig run = configOf({methods[2], routings[0]}, Precision::Fp32);
        const std::int64_t one = estimateOf(model, run).training;
        run.training.accumulate = 4;
        const MemoryEstimate estimate = estimateOf(model, run);
        QCOMPARE(estimate.training * 2, one * 3);
        requireClose(estimate, model, run);
    }

    void bertIsCountedAsRobertaIs()
    {
        const ModelConfig model = shape(ModelFamily::Bert);
        const RunConfig run = configOf({methods[0], routings[1]}, Precision::Fp32);
        const MemoryEstimate estimate = estimateOf(model, run);
        requireClose(estimate, model, run);
    }

    void autoIsCountedInThePrecisionThatItTakes()
    {
        for (const std::int64_t width : {64, 128}) {
            ModelConfig model = shape(ModelFamily::Roberta);
            model.hiddenSize = width;
            RunConfig run = configOf({methods[0], routings[1]}, Precision::Auto);
            run.runtime.device = "cpu";
            const std::int64_t found = estimateOf(model, run).activations;
            run.runtime.precision = Precision::Fp32;
            QCOMPARE(found, estimateOf(model, run).activations);
            run.runtime.precision = Precision::Bf16;
            QVERIFY(found != estimateOf(model, run).activations);
        }
    }

    /// Batches are as long in a run.
    void lengthsAreMultiplesOfEightInBfloat16()
    {
        const auto activations = [](Precision precision, std::int64_t longest, std::int64_t maxLength) {
            RunConfig run = configOf({methods[0], routings[0]}, precision);
            run.task.maxLength = maxLength;
            RowSizes sizes;
            sizes.trainRows = 100;
            sizes.longest = longest;
            const ModelConfig model = shape(ModelFamily::Roberta);
            return estimateMemory(model, run, countParameters(model, 2, run), sizes).activations;
        };
        QCOMPARE(activations(Precision::Bf16, 17, 64), activations(Precision::Bf16, 24, 64));
        QVERIFY(activations(Precision::Bf16, 24, 64) < activations(Precision::Bf16, 25, 64));
        QCOMPARE(activations(Precision::Bf16, 17, 20), activations(Precision::Bf16, 20, 20)); // none is longer
        QVERIFY(activations(Precision::Bf16, 20, 20) < activations(Precision::Bf16, 24, 64));
        QVERIFY(activations(Precision::Fp32, 17, 64) < activations(Precision::Fp32, 24, 64));
    }

    void theLogitsOfALanguageModelCount()
    {
        ModelConfig model = shape(ModelFamily::Gpt2);
        model.vocabularySize = 20000;
        const RunConfig run = configOf({methods[0], routings[0]}, Precision::Fp32);
        requireClose(estimateOf(model, run), model, run);
    }

    void rowsAreMeasuredByTheirLongest()
    {
        QTemporaryDir folder;
        const auto model = support::writeTinyModel(folder.path().toStdString());
        TaskData data;
        data.description.objective = Objective::Classification;
        data.train.rows = {{"four"}, {std::string(30, 'x'), std::string(9, 'y')}, {"seven77"}};
        data.dev.push_back({"dev", true, {{std::string(200, 'z')}}});
        const auto tokenizer = loadTokenizer(model);
        const RowSizes sizes = measureRows(data, *tokenizer, 64);
        QCOMPARE(sizes.rows, 4);
        QCOMPARE(sizes.trainRows, 3);
        QCOMPARE(sizes.textBytes, 250);
        QCOMPARE(sizes.longest, 43); // a byte each, and four special tokens around a pair
        QCOMPARE(measureRows(data, *tokenizer, 16).longest, 16);
        QCOMPARE(sizes.targetShare, 0.0);
    }
};

MOLEX_TEST(tst_MemoryEstimate)
#include "tst_MemoryEstimate.moc"
