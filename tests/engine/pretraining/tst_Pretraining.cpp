#include "engine/model/Torch.h"

#include "engine/model/ModelConfig.h"
#include "engine/model/Safetensors.h"
#include "engine/training/TrainingSession.h"
#include "tests/engine/pretraining/PretrainRun.h"
#include "tests/engine/pretraining/ToyText.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyTask.h"

#include <algorithm>
#include <cmath>

namespace fs = std::filesystem;
using namespace engine;
using support::contentOf;
using support::evaluationsWithoutTimes;
using support::lastCheckpoint;
using support::pretrained;
using support::PretrainResult;
using support::TemporaryFolder;
using support::toyPretraining;

/// What a pre-training learns, measures and leaves.
class tst_Pretraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aToyTextIsLearntFarBelowItsBaselines()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.model = {.hiddenSize = 64, .layers = 1, .heads = 4, .intermediateSize = 128, .length = 32, .dropout = 0,
                        .initializerRange = 0.1};
        config.training.steps = 600;
        config.training.batchSize = 16;
        config.training.learningRate = 3e-3;
        const PretrainResult result = pretrained(config);
        QVERIFY(result.finished.status == RunStatus::Finished);
        QCOMPARE(result.losses.size(), 600u);
        const double unigram = result.record["baselines"]["unigram"]["loss"].get<double>();
        const double bigram = result.record["baselines"]["bigram"]["loss"].get<double>();
        const double loss = result.record["evaluations"].back()["loss"].get<double>();
        QVERIFY2(bigram < unigram, std::to_string(bigram).c_str());
        QVERIFY2(loss < bigram, (std::to_string(loss) + " against " + std::to_string(bigram)).c_str());
        QVERIFY2(loss < unigram / 4, (std::to_string(loss) + " against " + std::to_string(unigram)).c_str());
        QVERIFY(result.record["evaluations"].back()["masked_accuracy"].get<double>()
                > result.record["baselines"]["bigram"]["masked_accuracy"].get<double>());
    }

    void aStoppedTrainingGoesOnExactly()
    {
        const TemporaryFolder whole, stopped;
        const PretrainConfig config = toyPretraining(whole), other = toyPretraining(stopped);
        const PretrainResult all = pretrained(config);
        std::vector<double> losses;
        for (const std::int64_t step : {7, 25, 43, 0}) {
            const PretrainResult part = pretrained(other, step);
            losses.insert(losses.end(), part.losses.begin(), part.losses.end());
            QVERIFY(part.finished.status == (step > 0 ? RunStatus::Interrupted : RunStatus::Finished));
        }
        QVERIFY(losses == all.losses);
        for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
            QVERIFY2(contentOf(lastCheckpoint(config) / file) == contentOf(lastCheckpoint(other) / file), file);
        for (const char* file : {"model.safetensors", "vocab.json", "merges.txt", "config.json"})
            QVERIFY2(contentOf(fs::path(config.output.path) / file) == contentOf(fs::path(other.output.path) / file), file);
        const Json written = Json::parse(contentOf(fs::path(other.output.path) / "pretraining.json"));
        QCOMPARE(evaluationsWithoutTimes(written), evaluationsWithoutTimes(all.record));
        QCOMPARE(written["evaluations"].size(), 3u); // at steps 25, 50 and 60

        const PretrainResult again = pretrained(other);
        QVERIFY(again.losses.empty() && again.finished.status == RunStatus::Finished);
    }

    /// Masks alone differ between the steps: one document has one order, a batch has all rows, and nothing is learnt.
    void otherSeedsAndEpochsDrawOtherMasks()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        std::string document = support::toyText(120, 1);
        for (std::size_t at = 0; (at = document.find("\n\n", at)) != std::string::npos;)
            document.erase(at, 1);
        folder.write("text/train.txt", document);
        config.model.dropout = 0;
        config.training.learningRate = 0;
        config.training.batchSize = 1000;
        config.training.checkpointEvery = 1;
        config.training.steps = 1;
        const double first = pretrained(config).losses.front();
        const fs::path copy = folder.path() / "other-seed";
        fs::copy(config.output.path, copy, fs::copy_options::recursive);

        config.training.steps = 2;
        const double second = pretrained(config).losses.front();
        QVERIFY2(std::abs(first - second) > 1e-4, (std::to_string(first) + " " + std::to_string(second)).c_str());

        config.output.path = copy.string();
        config.runtime.seed = 43;
        Json record = Json::parse(contentOf(copy / "pretraining.json"));
        record["config"]["runtime"]["seed"] = 43; // the same weights go on with masks of another seed
        folder.write("other-seed/pretraining.json", record.dump());
        const double other = pretrained(config).losses.front();
        QVERIFY2(std::abs(other - second) > 1e-4, (std::to_string(other) + " " + std::to_string(second)).c_str());
        QVERIFY(std::abs(other - first) > 1e-4);
    }

    void figuresOfSeveralSeedsAndSharesCompare()
    {
        const TemporaryFolder first, second;
        PretrainConfig config = toyPretraining(first), other = toyPretraining(second);
        config.training.steps = other.training.steps = 5;
        other.runtime.seed = 43;
        other.training.maskShare = 0.4;
        const PretrainResult a = pretrained(config), b = pretrained(other);
        QVERIFY(a.losses != b.losses);
        for (const char* key : {"masked_tokens", "baselines"}) // neither masks nor counts are the seed's, or the training share's
            QCOMPARE(a.record[key], b.record[key]);
        QCOMPARE(a.record["text"]["held_out"], b.record["text"]["held_out"]);
    }

    void bf16LearnsToo()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.runtime.precision = Precision::Bf16;
        const PretrainResult result = pretrained(config);
        QVERIFY(result.losses.back() < result.losses.front() - 1);
    }

    void theFolderIsAModelThatFineTunes_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("float16") << static_cast<int>(StoredType::Float16) << QByteArray("F16");
        QTest::newRow("bfloat16") << static_cast<int>(StoredType::Bfloat16) << QByteArray("BF16");
    }

    void theFolderIsAModelThatFineTunes()
    {
        QFETCH(int, type);
        QFETCH(QByteArray, name);
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.training.steps = 10;
        config.output.dtype = static_cast<StoredType>(type);
        pretrained(config);
        const fs::path path = config.output.path;
        const ModelConfig shape = readModelConfig(path);
        QCOMPARE(shape.longestInput(), 32);
        QCOMPARE(shape.architectures, std::vector<std::string>{"RobertaForMaskedLM"});
        QVERIFY(!shape.hasNoWeights);
        const SafetensorsFile file(path / "model.safetensors");
        for (const std::string& tensor : file.names())
            QCOMPARE(file.dtype(tensor), name.toStdString());

        RunConfig tuning;
        tuning.model.path = path.string();
        tuning.task.kind = TaskKind::Glue;
        tuning.task.name = GlueName::Sst2;
        tuning.task.path = (support::writeTinyTask(folder.path() / "glue") / "SST-2").string();
        tuning.task.maxLength = 32;
        tuning.method = LoraConfig{};
        tuning.routing = MolexConfig{};
        tuning.training.steps = 5;
        tuning.runtime.device = "cpu";
        RunControl control;
        support::RecordingObserver observer;
        TrainingSession session(tuning, {folder.path() / "checkpoints", {}});
        const RunFinished finished = session.run(control, observer);
        QVERIFY2(finished.status == RunStatus::Finished, finished.reason.c_str());
        int heads = 0;
        bool isFresh = false;
        for (const LogLine& line : observer.all<LogLine>()) {
            heads += line.text.starts_with("passed over lm_head.") ? 1 : 0;
            isFresh = isFresh || line.text.find("no classification head; a fresh one was drawn") != std::string::npos;
        }
        QCOMPARE(heads, 5);
        QVERIFY(isFresh);
    }

    void sharedDocumentsAreLeftOutOfTrainingAndSaid()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.training.steps = 1;
        folder.write("text/train.txt", support::toyText(120, 1) + support::toyText(3, 2));
        const std::vector<std::string> notes = pretrained(config).notes;
        QVERIFY(std::any_of(notes.begin(), notes.end(), [](const std::string& note) {
            return note == "left 3 training documents out that are held-out text too";
        }));
    }
};

MOLEX_TEST(tst_Pretraining)
#include "tst_Pretraining.moc"
