#include "engine/model/Torch.h"

#include "engine/training/ModelExport.h"
#include "engine/training/RunCheckpoint.h"
#include "engine/training/RandomState.h"
#include "tests/support/ExportFixture.h"
#include "tests/support/Issues.h"
#include "tests/support/TestMain.h"

using namespace exporting;

/// A run handed over as a merged model, and what cannot be handed over.
class tst_ModelExport : public QObject, exporting::Fixture {
    Q_OBJECT

private Q_SLOTS:
    void aMergedModelComputesWhatTheRunsModelDoes_data() { addKinds(); }

    void aMergedModelComputesWhatTheRunsModelDoes()
    {
        QFETCH(int, family);
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        const RunConfig run = config(everywhere(rslora, dora), ModelFamily(family));
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportMerged(run, checkpoint, out);
        const torch::Tensor expected = logitsOf(loadTrained(run, checkpoint).routed->model());

        const auto plain = makeModel(readModelConfig(out), 2);
        const LoadReport report = loadPretrained(*plain, out, HeadRule::MustFit);
        QVERIFY(report.notes.empty());
        QVERIFY(torch::allclose(logitsOf(*plain), expected, 1e-5, 1e-5));
        QVERIFY(!torch::allclose(logitsOf(*plainBase(ModelFamily(family))), expected, 1e-3, 1e-3));

        QCOMPARE(SafetensorsFile(out / "model.safetensors").metadata().at("format"), std::string("pt"));
        const Json json = jsonOf(out / "config.json");
        const std::map<ModelFamily, std::string> architectures = {
            {ModelFamily::Roberta, "RobertaForSequenceClassification"},
            {ModelFamily::Bert, "BertForSequenceClassification"},
            {ModelFamily::Gpt2, "GPT2LMHeadModel"}};
        const bool isGpt2 = ModelFamily(family) == ModelFamily::Gpt2;
        QCOMPARE(json["architectures"], Json::array({architectures.at(ModelFamily(family))}));
        QCOMPARE(json.contains("id2label"), !isGpt2);
        if (!isGpt2) {
            QCOMPARE(json["id2label"], Json({{"0", "negative"}, {"1", "positive"}}));
            QCOMPARE(json["label2id"], Json({{"negative", 0}, {"positive", 1}}));
        }
        QCOMPARE(json[isGpt2 ? "n_embd" : "hidden_size"], Json(16));
        const bool isBert = ModelFamily(family) == ModelFamily::Bert;
        for (const char* file : {"vocab.json", "merges.txt", "vocab.txt"})
            QCOMPARE(fs::exists(out / file), isBert == (file == std::string("vocab.txt")));
        QVERIFY(!fs::exists(out.string() + ".partial"));
    }

    /// So that a run which trains in the same process meanwhile gets the dropout that it would have without.
    void nothingIsDrawnFromTheProcesssRandomNumbers_data() { addKinds(); }

    void nothingIsDrawnFromTheProcesssRandomNumbers()
    {
        QFETCH(int, family);
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        const RunConfig run = config(everywhere(rslora, dora), ModelFamily(family));
        const fs::path checkpoint = trained(run);
        const torch::Tensor before = randomState(torch::kCPU).front().tensor.clone();
        exportPeft(run, checkpoint, fresh());
        exportMerged(run, checkpoint, fresh());
        QVERIFY(torch::equal(randomState(torch::kCPU).front().tensor, before));
        torch::rand({1}); // as a draw shows
        QVERIFY(!torch::equal(randomState(torch::kCPU).front().tensor, before));
    }

    /// What was trained without added parts needs no merging.
    void aFullyTrainedModelIsExportedAsItIs()
    {
        RunConfig run = config(FullConfig{});
        run.model.initialize = Initialize::Random;
        run.training.learningRate = 1e-3;
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportMerged(run, checkpoint, out);
        const auto plain = makeModel(readModelConfig(out), 2);
        loadPretrained(*plain, out, HeadRule::MustFit);
        QVERIFY(torch::equal(logitsOf(*plain), logitsOf(loadTrained(run, checkpoint).routed->model())));
    }

    void whatALayoutCannotHoldIsRefused()
    {
        RunConfig run = config(AdapterConfig{});
        run.routing = MolexConfig{};
        const fs::path checkpoint = trained(run);
        try {
            exportPeft(run, checkpoint, fresh());
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(support::pathsOf(problem), (std::vector<std::string>{"method.kind", "routing.kind"}));
        }
        try {
            exportMerged(run, checkpoint, fresh());
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(support::pathsOf(problem), (std::vector<std::string>{"routing.kind"}));
        }
        run.routing = NoRoutingConfig{};
        const fs::path plainCheckpoint = trained(run);
        const fs::path out = fresh();
        try {
            exportMerged(run, plainCheckpoint, out);
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(support::pathsOf(problem), (std::vector<std::string>{"method.kind"}));
        }
        QVERIFY(!fs::exists(out));
    }

    void aFolderMayEndInASlash()
    {
        const RunConfig run = config(LoraConfig{});
        const fs::path out = fresh();
        fs::create_directories(out);
        exportMerged(run, trained(run), out.string() + "/");
        QVERIFY(fs::exists(out / "config.json"));
        QVERIFY(!fs::exists(out / ".partial"));
    }

    /// A checkpoint holds what became of it.
    void theAdapterMayBeGoneOnceARunHasACheckpoint()
    {
        LoraConfig lora = everywhere(false, false);
        const fs::path out = fresh();
        exportPeft(config(lora), trained(config(lora)), out);
        lora.start = out.string();
        Outcome first, second;
        m_runs.run(config(lora), first, 3);
        QCOMPARE(first.finished.status, RunStatus::Stopped);
        fs::remove_all(out);
        second.checkpoints = first.checkpoints;
        m_runs.run(config(lora), second, 0, fs::path(first.finished.checkpoint));
        QCOMPARE(QByteArray::fromStdString(second.finished.reason), QByteArray());
        QCOMPARE(second.finished.status, RunStatus::Finished);
        const auto header = readCheckpointHeader(second.finished.checkpoint);
        QVERIFY(header.config.dump().find(out.string()) != std::string::npos); // what it began with stays on record
    }

    void aFolderThatHoldsSomethingIsLeftAlone()
    {
        const RunConfig run = config(LoraConfig{});
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        support::writeText(out / "precious.txt", "mine");
        QVERIFY_EXCEPTION_THROWN(exportMerged(run, checkpoint, out), BadInput);
        QVERIFY(fs::exists(out / "precious.txt"));
        QVERIFY(!fs::exists(out / "config.json"));
    }
};

MOLEX_TEST(tst_ModelExport)
#include "tst_ModelExport.moc"
