#include "engine/model/Torch.h"

#include "engine/model/Safetensors.h"
#include "engine/training/DeviceTurn.h"
#include "engine/training/TrainingSession.h"
#include "tests/engine/pretraining/PretrainRun.h"
#include "tests/engine/pretraining/ToyText.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/Issues.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

namespace fs = std::filesystem;
using namespace engine;
using support::contentOf;
using support::pretrained;
using support::PretrainResult;
using support::TemporaryFolder;
using support::toyPretraining;

class tst_Pretraining : public QObject {
    Q_OBJECT

    static fs::path lastCheckpoint(const PretrainConfig& config)
    {
        return fs::path(config.output.path) / "checkpoints" / "step-00000060";
    }

    static Json evaluationsWithoutTimes(Json record)
    {
        for (Json& one : record["evaluations"])
            one.erase("seconds");
        return record["evaluations"];
    }

private Q_SLOTS:
    void cleanup() { qputenv("MOLEX_DEVICE_LOCKS", ""); }

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

    void aFullDiskHoldsItUntilThereIsRoom()
    {
        const TemporaryFolder whole, held;
        const PretrainResult all = pretrained(toyPretraining(whole));
        RunControl control;
        support::RecordingObserver observer;
        std::optional<support::FileSizeLimit> limit;
        observer.onEvent = [&](const RunEvent& event) {
            if (const auto* done = std::get_if<StepDone>(&event); done != nullptr && done->step == 30)
                limit.emplace(rlim_t(512));
            if (!std::holds_alternative<RunPaused>(event))
                return;
            limit.reset();
            control.resume();
        };
        const PretrainConfig config = toyPretraining(held);
        Json record;
        const RunFinished finished = pretrain(config, control, observer, record);
        QVERIFY(finished.status == RunStatus::Finished);
        QCOMPARE(observer.all<RunPaused>().size(), 1u);
        QVERIFY(observer.series("loss") == all.losses);
        QCOMPARE(evaluationsWithoutTimes(record), evaluationsWithoutTimes(all.record));
        QVERIFY(contentOf(lastCheckpoint(config) / "weights.safetensors")
                == contentOf(lastCheckpoint(toyPretraining(whole)) / "weights.safetensors"));
    }

    void aFullDiskHoldsThePreparationToo_data()
    {
        QTest::addColumn<bool>("isCopied"); // the tokenizer; otherwise it is trained
        QTest::addColumn<bool>("isStopped");
        QTest::newRow("trained") << false << false;
        QTest::newRow("copied") << true << false;
        QTest::newRow("stopped meanwhile") << false << true;
    }

    void aFullDiskHoldsThePreparationToo()
    {
        QFETCH(bool, isCopied);
        QFETCH(bool, isStopped);
        const TemporaryFolder whole, held;
        PretrainConfig config = toyPretraining(whole), other = toyPretraining(held);
        config.training.steps = other.training.steps = 10;
        if (isCopied)
            for (PretrainConfig* one : {&config, &other})
                one->tokenizer.path = support::writeTinyModel(whole.path() / "tokenizer").string();
        const PretrainResult all = pretrained(config);
        RunControl control;
        support::RecordingObserver observer;
        std::optional<support::FileSizeLimit> limit(std::in_place, rlim_t(512));
        std::vector<std::string> leftMeanwhile;
        observer.onEvent = [&](const RunEvent& event) {
            if (!std::holds_alternative<RunPaused>(event))
                return;
            for (const auto& entry : fs::directory_iterator(other.output.path))
                leftMeanwhile.push_back(entry.path().filename().string());
            if (isStopped)
                return control.stop();
            limit.reset();
            control.resume();
        };
        Json record;
        if (isStopped) {
            QVERIFY_THROWS_EXCEPTION(CalledOff, pretrain(other, control, observer, record));
            limit.reset();
            QVERIFY(pretrained(other).losses == all.losses); // the same command once more
        } else {
            QVERIFY(pretrain(other, control, observer, record).status == RunStatus::Finished);
            QVERIFY(observer.series("loss") == all.losses);
        }
        const std::vector<RunPaused> pauses = observer.all<RunPaused>();
        QCOMPARE(pauses.size(), 1u);
        for (const char* part : {"vocab.json: cannot be written", "waits until there is room"})
            QVERIFY2(support::contains(pauses[0].reason, part), pauses[0].reason.c_str());
        QCOMPARE(leftMeanwhile, std::vector<std::string>{"pretraining.lock"}); // nothing half written
    }

    void itWaitsForItsDeviceBeforeItBegins()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.training.steps = 2;
        qputenv("MOLEX_DEVICE_LOCKS", QByteArray::fromStdString((folder.path() / "locks").string()));
        RunControl control;
        support::RecordingObserver observer;
        std::optional<DeviceTurn> other(std::in_place, "cpu", control, observer, 0);
        observer.onEvent = [&](const RunEvent& event) {
            if (std::holds_alternative<RunPaused>(event))
                control.stop(RunControl::Stop::Interrupt);
        };
        Json record;
        QVERIFY_THROWS_EXCEPTION(CalledOff, pretrain(config, control, observer, record));
        QVERIFY(observer.all<RunStarted>().empty());
        QVERIFY(observer.all<RunPaused>().front().reason.starts_with("cpu is held by another run"));
        other.reset();
        QCOMPARE(pretrained(config).finished.status, RunStatus::Finished); // the same command once more
    }

    void aDamagedCheckpointIsSetAsideAndTheOneBeforeGoneOnFrom_data()
    {
        QTest::addColumn<QByteArray>("file");
        for (const char* file : {"weights.safetensors", "run.json"})
            QTest::newRow(file) << QByteArray(file);
    }

    void aDamagedCheckpointIsSetAsideAndTheOneBeforeGoneOnFrom()
    {
        QFETCH(QByteArray, file);
        const TemporaryFolder folder, whole;
        PretrainConfig config = toyPretraining(folder);
        config.training.checkpointEvery = 20;
        const PretrainResult first = pretrained(config);
        const fs::path damaged = lastCheckpoint(config) / file.toStdString();
        std::string content = contentOf(damaged);
        content.back() = static_cast<char>(content.back() ^ 1);
        std::ofstream(damaged, std::ios::binary) << content;
        const PretrainResult again = pretrained(config);
        QCOMPARE(again.losses.size(), 20u); // from step 40
        QVERIFY(std::equal(again.losses.begin(), again.losses.end(), first.losses.end() - 20));
        QVERIFY(std::any_of(again.notes.begin(), again.notes.end(), [&](const std::string& note) {
            return support::contains(note, "step-00000060 is damaged (not as it was written: " + file.toStdString());
        }));
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

    void problemsOfTextAndFolderAreToldTogether()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.text.train.push_back((folder.path() / "none.txt").string());
        config.text.heldOut.push_back(config.text.train.front());
        folder.write("model/model.safetensors", "another's");
        config.tokenizer.path = folder.path().string();
        const std::string problem = support::badInputOf([&] { pretrained(config); });
        for (const char* part : {"text.train[1]:", "text.held_out:", "is training text too", "output.path:",
                                 "holds another model", "tokenizer.path:"})
            QVERIFY2(support::contains(problem, part), problem.c_str());
    }

    /// Whatever makes it large: weights, what a batch keeps, or the logits of its masked tokens.
    void aModelThatMemoryCannotHoldIsRefused_data()
    {
        QTest::addColumn<qint64>("width");
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<qint64>("vocabulary");
        QTest::newRow("weights") << qint64{65536} << qint64{1} << qint64{4} << qint64{1'000'000};
        QTest::newRow("activations") << qint64{64} << qint64{65536} << qint64{32768} << qint64{330};
        QTest::newRow("logits") << qint64{2} << qint64{65536} << qint64{64} << qint64{1'000'000};
    }

    void aModelThatMemoryCannotHoldIsRefused()
    {
        QFETCH(qint64, width);
        QFETCH(qint64, rows);
        QFETCH(qint64, length);
        QFETCH(qint64, vocabulary);
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.model.hiddenSize = width;
        config.model.length = length;
        config.training.batchSize = rows;
        config.tokenizer.vocabularySize = vocabulary;
        const std::string problem = support::badInputOf([&] { pretrained(config); });
        QVERIFY2(support::contains(problem, "model: needs about "), problem.c_str());
        QVERIFY(!fs::exists(config.output.path));
    }

    void aFolderThatCannotBeWrittenIsNamed()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.output.path = "/proc/molex-model"; // even root cannot write there
        std::string problem;
        try {
            pretrained(config);
        } catch (const Error& error) {
            problem = error.what();
        }
        for (const char* part : {"/proc/molex-model", "cannot be written"})
            QVERIFY2(support::contains(problem, part), problem.c_str());
    }

    void tooLittleTextIsToldForBothSides()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        folder.write("text/train.txt", "one word\n");
        folder.write("text/held-out.txt", "another\n");
        const std::string problem = support::badInputOf([&] { pretrained(config); });
        for (const char* part : {"text.train: has too little text", "text.held_out: has too little text"})
            QVERIFY2(support::contains(problem, part), problem.c_str());
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
