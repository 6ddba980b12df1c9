#include "engine/model/Torch.h"

#include "engine/model/Safetensors.h"
#include "tests/engine/pretraining/PretrainRun.h"
#include "tests/engine/pretraining/ToyText.h"
#include "tests/support/Issues.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

namespace fs = std::filesystem;
using namespace engine;
using support::contentOf;
using support::pretrained;
using support::TemporaryFolder;
using support::toyPretraining;

/// A pre-training that comes back to its folder: what may be another then, what may not, and who else is there.
class tst_PretrainFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherDtypeIsWrittenWithoutTrainingAnew()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.training.steps = 10;
        pretrained(config);
        config.output.dtype = StoredType::Float32;
        QVERIFY(pretrained(config).losses.empty());
        const fs::path path = config.output.path;
        QCOMPARE(Json::parse(contentOf(path / "config.json"))["torch_dtype"], Json("float32"));
        const SafetensorsFile model(path / "model.safetensors");
        const SafetensorsFile trained(path / "checkpoints" / "step-00000010" / "weights.safetensors");
        QCOMPARE(model.names().size(), trained.names().size());
        for (const std::string& tensor : model.names())
            QVERIFY2(model.dtype(tensor) == "F32" && torch::equal(model.tensor(tensor), trained.tensor(tensor)),
                     tensor.c_str());
    }

    void otherValuesThanThoseItWasBegunWithAreRefused()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        pretrained(config, 12);
        PretrainConfig changed = config;
        changed.training.learningRate = 1e-3;
        changed.model.layers = 3;
        const std::string problem = support::badInputOf([&] { pretrained(changed); });
        QVERIFY2(support::contains(problem, "training.learning_rate: is 0.001, but the pre-training in output.path was "
                                            "begun with 0.005"),
                 problem.c_str());
        QVERIFY2(support::contains(problem, "model.layers: is 3"), problem.c_str());
        folder.write("text/train.txt", support::toyText(100, 1));
        QVERIFY2(support::contains(support::badInputOf([&] { pretrained(config); }), "was begun with other text"), "other text");
        folder.write("text/train.txt", support::toyText(120, 1));
        config.training.steps = 70; // more of them is no other training
        QCOMPARE(pretrained(config).finished.steps, 70);
        config.training.steps = 20;
        QVERIFY(support::contains(support::badInputOf([&] { pretrained(config); }), "training.steps: 70 steps are done already"));
    }

    void anotherTokenizerUnderTheSamePathIsRefused()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.tokenizer.path = support::writeTinyModel(folder.path() / "tokenizer").string();
        pretrained(config, 12);
        const std::string vocabulary = contentOf(fs::path(config.tokenizer.path) / "vocab.json");
        folder.write("tokenizer/vocab.json", vocabulary + "\n");
        const std::string problem = support::badInputOf([&] { pretrained(config); });
        QVERIFY2(support::contains(problem, "begun with other text or another tokenizer"), problem.c_str());
        folder.write("tokenizer/vocab.json", vocabulary);
        QCOMPARE(pretrained(config).finished.steps, 60);
    }

    void theFolderItselfIsNoTokenizerOfItsOwn()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        pretrained(config, 12);
        const std::string vocabulary = contentOf(fs::path(config.output.path) / "vocab.json");
        config.tokenizer.path = config.output.path + "/.";
        const std::string problem = support::badInputOf([&] { pretrained(config); });
        QVERIFY2(support::contains(problem, "tokenizer.path: is output.path itself"), problem.c_str());
        QCOMPARE(contentOf(fs::path(config.output.path) / "vocab.json"), vocabulary);
    }

    void twoDoNotTrainOneFolder()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.training.steps = 12;
        RunControl control;
        support::RecordingObserver observer;
        std::string problem;
        observer.onEvent = [&](const RunEvent& event) {
            if (const auto* step = std::get_if<StepDone>(&event); step != nullptr && step->step == 3)
                problem = support::badInputOf([&] { pretrained(config); });
        };
        Json record;
        QCOMPARE(pretrain(config, control, observer, record).steps, 12);
        QVERIFY2(support::contains(problem, "output.path: ")
                     && support::contains(problem, "is being trained by another process"),
                 problem.c_str());
        config.training.steps = 13;
        QCOMPARE(pretrained(config).finished.steps, 13); // the lock went with its holder
    }

    void aDamagedRecordIsBadInput_data()
    {
        QTest::addColumn<QByteArray>("change");
        for (const char* change :
             {R"({"has_tokenizer": 1})", R"({"evaluations": {}})", R"({"evaluations": [3]})",
              R"({"evaluations": [{"step": "x"}]})", R"({"text_hash": 7})", R"({"config": []})",
              R"({"config": {"model": 3}})"})
            QTest::newRow(change) << QByteArray(change);
    }

    void aDamagedRecordIsBadInput()
    {
        QFETCH(QByteArray, change);
        const TemporaryFolder folder;
        const PretrainConfig config = toyPretraining(folder);
        Json record = pretrained(config, 12).record;
        record.update(Json::parse(change.toStdString()));
        folder.write("model/pretraining.json", record.dump());
        const std::string problem = support::badInputOf([&] { pretrained(config); });
        QVERIFY2(support::contains(problem, "pretraining.json: is no record of a pre-training"), problem.c_str());
    }

    void theConfigNamesTheTokenizersOwnIds()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.training.steps = 1;
        pretrained(config);
        const fs::path first = config.output.path;
        Json vocabulary = Json::parse(contentOf(first / "vocab.json"));
        vocabulary["</s>"] = 0;
        vocabulary["<unk>"] = 2;
        vocabulary["<s>"] = 3;
        folder.write("tokenizer/vocab.json", vocabulary.dump());
        folder.write("tokenizer/merges.txt", contentOf(first / "merges.txt"));
        config.tokenizer.path = (folder.path() / "tokenizer").string();
        config.output.path = (folder.path() / "other").string();
        pretrained(config);
        const Json written = Json::parse(contentOf(fs::path(config.output.path) / "config.json"));
        QCOMPARE(written["bos_token_id"], Json(3));
        QCOMPARE(written["eos_token_id"], Json(0));
        QCOMPARE(written["pad_token_id"], Json(1));
    }
};

MOLEX_TEST(tst_PretrainFolder)
#include "tst_PretrainFolder.moc"
