#include "engine/model/Torch.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/model/Safetensors.h"
#include "engine/training/Inference.h"
#include "engine/training/ModelExport.h"
#include "engine/training/RowObjective.h"
#include "engine/training/TrainedModel.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Whole runs over a BERT: every base method, routings, pairs of texts, predictions and exports.
class tst_BertRuns : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    fs::path path(const std::string& name) const { return m_runs.path(name); }

    RunConfig config(const MethodConfig& method, const RoutingConfig& routing) const
    {
        RunConfig result;
        result.model = {path("model").string(), Initialize::Pretrained};
        result.task.kind = TaskKind::Glue;
        result.task.name = GlueName::Rte;
        result.task.path = path("glue").string();
        result.task.maxLength = 16;
        result.method = method;
        result.routing = routing;
        result.training.batchSize = 8;
        result.training.steps = 5;
        result.training.learningRate = 1e-3;
        result.training.warmup = 0;
        result.training.routingEvery = 2;
        result.runtime.device = "cpu";
        result.runtime.precision = Precision::Fp32; // auto depends on the processor
        result.runtime.threads = 1;
        return result;
    }

    void runsTwoSteps(const MethodConfig& method, const RoutingConfig& routing)
    {
        RunConfig runConfig = config(method, routing);
        runConfig.training.steps = 2;
        Outcome outcome;
        m_runs.run(runConfig, outcome);
        QVERIFY2(outcome.finished.status == RunStatus::Finished, outcome.finished.reason.c_str());
        const std::vector<double> loss = outcome.observer.series("loss");
        QVERIFY(loss.size() == 2 && loss[0] > 0 && loss[0] < 10);
    }

    static MolexConfig mixture(Vote vote)
    {
        MolexConfig molex;
        molex.vote = vote;
        return molex;
    }

    void writeModel(const std::string& name, double dropout) const
    {
        support::writeTinyBert(path(name), {.dropout = dropout});
        const auto model = makeModel(readModelConfig(path(name)), 2);
        drawWeights(*model, 17);
        torch::NoGradGuard guard;
        model->visitTensors([](const std::string&, torch::Tensor& tensor) {
            if (tensor.dim() == 2)
                tensor.mul_(8); // far enough apart that types and layers matter
        });
        writeSafetensors(path(name) / "model.safetensors", model->tensors());
    }

    static torch::Tensor logitsOf(Model& model)
    {
        torch::NoGradGuard guard;
        Batch batch;
        batch.ids = torch::arange(4, 24, torch::kInt64).view({2, 10});
        batch.mask = torch::ones({2, 10});
        batch.mask[1].narrow(0, 6, 4).zero_();
        batch.types = torch::zeros({2, 10}, torch::kInt64);
        batch.types[0].narrow(0, 5, 5).fill_(1);
        return model.forward(batch.ids, passFor(model, batch, false, nullptr));
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeModel("model", 0.1);
        writeModel("still", 0);
        support::writeTinyPairs(path("glue"));
    }

    void selfEqualsPlainLoraBitForBit()
    {
        const LoraConfig lora{.rank = 4, .dropout = 0.1};
        Outcome plain, self, mixed;
        m_runs.run(config(lora, NoRoutingConfig{}), plain);
        m_runs.run(config(lora, SelfRoutingConfig{}), self);
        m_runs.run(config(lora, MolexConfig{}), mixed);
        QCOMPARE(plain.finished.status, RunStatus::Finished);
        QCOMPARE(self.observer.series("loss"), plain.observer.series("loss"));
        QVERIFY(!plain.weights().isEmpty());
        QCOMPARE(self.weights(), plain.weights());
        QVERIFY(mixed.observer.series("loss") != plain.observer.series("loss"));
    }

    void everyMethodTrainsUnderAMixture_data()
    {
        QTest::addColumn<int>("method");
        const char* names[] = {"head", "bitfit", "lora", "dora", "houlsby", "pfeiffer", "full", "sparse", "drop"};
        for (int i = 0; i < 9; ++i)
            QTest::newRow(names[i]) << i;
    }

    void everyMethodTrainsUnderAMixture()
    {
        QFETCH(int, method);
        SparseUpcyclingConfig sparse;
        sparse.experts = 2;
        DropUpcyclingConfig drop;
        drop.experts = 2;
        const MethodConfig methods[] = {
            HeadConfig{},
            BitFitConfig{},
            LoraConfig{.targets = {"query", "key", "value", "attention_output", "intermediate", "output"}},
            LoraConfig{.dora = true},
            AdapterConfig{.size = 4},
            AdapterConfig{.size = 4, .placement = AdapterPlacement::Pfeiffer},
            FullConfig{},
            sparse,
            drop};
        runsTwoSteps(methods[method], mixture(Vote::Token));
    }

    void loraTrainsUnderEveryRouting()
    {
        const RoutingConfig routings[] = {mixture(Vote::Batch), mixture(Vote::Sequence), FixedRandomConfig{},
                                          UniformRandomConfig{}, NextLayerConfig{}};
        for (const RoutingConfig& routing : routings)
            runsTwoSteps(LoraConfig{}, routing);
    }

    /// The pooler is of the base: it stays where the base stays, and its bias is one of the biases.
    void thePoolerTrainsAsTheBaseDoes()
    {
        const auto trains = [&](const MethodConfig& method) {
            RoutedModel routed(makeModel(readModelConfig(path("model")), 2), method, NoRoutingConfig{}, 1);
            std::set<std::string> names;
            for (const TrainableTensor& named : routed.trainable())
                if (named.name.starts_with("bert.pooler.") || named.name.starts_with("classifier."))
                    names.insert(named.name);
            return names;
        };
        const std::set<std::string> classifier = {"classifier.bias", "classifier.weight"};
        QCOMPARE(trains(HeadConfig{}), classifier);
        QCOMPARE(trains(LoraConfig{}), classifier);
        QCOMPARE(trains(AdapterConfig{}), classifier);
        QCOMPARE(trains(BitFitConfig{}),
                 (std::set<std::string>{"bert.pooler.dense.bias", "classifier.bias", "classifier.weight"}));
        QCOMPARE(trains(FullConfig{}),
                 (std::set<std::string>{"bert.pooler.dense.bias", "bert.pooler.dense.weight", "classifier.bias",
                                        "classifier.weight"}));
    }

    void aModelDrawnAtRandomLearnsToTellWords()
    {
        RunConfig runConfig = config(FullConfig{}, NoRoutingConfig{});
        runConfig.model = {path("still").string(), Initialize::Random};
        support::writeTinyTask(path("sst"), 64, 24);
        runConfig.task.name = GlueName::Sst2;
        runConfig.task.path = path("sst").string();
        runConfig.task.maxLength = 32;
        runConfig.training.steps = 60;
        runConfig.training.learningRate = 3e-3;
        Outcome outcome;
        m_runs.run(runConfig, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        QVERIFY2(outcome.finished.best && outcome.finished.best->value > 0.95, "accuracy");
    }

    /// One row, no dropout, no learning rate: the step's loss, the evaluation's and a prediction are those of one pass
    /// with the second text's type, and not those without it.
    void trainingScoringAndPredictingMarkTheSecondText()
    {
        support::writeTinyPairs(path("one"), 1, 1);
        RunConfig runConfig = config(FullConfig{}, NoRoutingConfig{});
        runConfig.model.path = path("still").string();
        runConfig.task.path = path("one").string();
        runConfig.training.steps = 1;
        runConfig.training.learningRate = 0;
        Outcome outcome;
        m_runs.run(runConfig, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);

        // train: "good 0" and "bad", not_entailment; dev: "good 0" and "good", entailment
        const auto loss = [&](std::int64_t second, std::int64_t label, bool marked) {
            const Json types = marked ? Json({{0, 0, 0, 0, 1, 1}}) : Json({{0, 0, 0, 0, 0, 0}});
            support::writeText(path("inputs.json"),
                               Json({{"input_ids", {{2, 4, 32, 3, second, 3}}},
                                     {"attention_mask", {{1, 1, 1, 1, 1, 1}}},
                                     {"token_type_ids", types},
                                     {"labels", {label}}})
                                   .dump());
            return forwardOnce({.model = path("still"), .inputs = path("inputs.json")}, false)["loss"].get<double>();
        };
        const double trained = outcome.observer.series("loss").front();
        QVERIFY2(std::abs(trained - loss(5, 1, true)) < 1e-5, qPrintable(QString::number(trained)));
        QVERIFY(std::abs(trained - loss(5, 1, false)) > 1e-3);

        Predictor predictor(runConfig, outcome.finished.checkpoint);
        Split split;
        split.rows = {{.text = "good 0", .pair = "good", .label = 0}};
        double scored = -1;
        for (const Measurement& value : predictor.evaluate(split))
            if (value.key == "dev_loss")
                scored = value.value;
        QVERIFY(std::abs(scored - loss(4, 0, true)) < 1e-5);
        QVERIFY(std::abs(scored - loss(4, 0, false)) > 1e-3);
        const double probability = predictor.predict(split.rows)[0].probabilities[0];
        QVERIFY(std::abs(-std::log(probability) - scored) < 1e-5);
    }

    void aMergedExportComputesTheSame()
    {
        RunConfig runConfig = config(LoraConfig{.rank = 4}, SelfRoutingConfig{});
        runConfig.training.learningRate = 0.02;
        Outcome outcome;
        m_runs.run(runConfig, outcome);
        const fs::path out = m_runs.fresh();
        exportMerged(runConfig, outcome.finished.checkpoint, out);
        const auto plain = makeModel(readModelConfig(out), 2);
        QVERIFY(loadPretrained(*plain, out, HeadRule::MustFit).notes.empty());
        const torch::Tensor expected = logitsOf(loadTrained(runConfig, outcome.finished.checkpoint).routed->model());
        QVERIFY(torch::allclose(logitsOf(*plain), expected, 1e-5, 1e-5));
        const auto base = makeModel(readModelConfig(path("model")), 2);
        loadPretrained(*base, path("model"), HeadRule::MustFit);
        QVERIFY(!torch::allclose(logitsOf(*base), expected, 1e-3, 1e-3));
    }

    /// The run's own pooler is in its merged model; PEFT's layout has no place for it.
    void aPoolerThatTheBaseLacksIsHandedOverOnlyWhole()
    {
        support::writeTinyBert(path("headless"));
        const auto model = makeModel(readModelConfig(path("headless")), 2);
        drawWeights(*model, 21);
        std::vector<NamedTensor> tensors = model->tensors();
        std::erase_if(tensors, [](const NamedTensor& named) { return named.name.starts_with("bert.pooler."); });
        writeSafetensors(path("headless") / "model.safetensors", tensors);
        RunConfig runConfig = config(LoraConfig{.rank = 2}, NoRoutingConfig{});
        runConfig.model.path = path("headless").string();
        Outcome outcome;
        m_runs.run(runConfig, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        const fs::path out = m_runs.fresh();
        exportMerged(runConfig, outcome.finished.checkpoint, out);
        const auto plain = makeModel(readModelConfig(out), 2);
        QVERIFY(loadPretrained(*plain, out, HeadRule::MustFit).notes.empty());
        QVERIFY(torch::allclose(logitsOf(*plain),
                                logitsOf(loadTrained(runConfig, outcome.finished.checkpoint).routed->model()), 1e-5,
                                1e-5));
        try {
            exportPeft(runConfig, outcome.finished.checkpoint, m_runs.fresh());
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(problem.issues()[0].path, std::string("model.path"));
        }
    }
};

MOLEX_TEST(tst_BertRuns)
#include "tst_BertRuns.moc"
