#include "engine/model/Torch.h"

#include "tests/engine/pretraining/PretrainRun.h"
#include "tests/engine/pretraining/ToyText.h"
#include "tests/support/Issues.h"
#include "tests/support/TestMain.h"

namespace fs = std::filesystem;
using namespace engine;
using support::pretrained;
using support::TemporaryFolder;
using support::toyPretraining;

/// What cannot be pre-trained on, or where, is told before anything is written.
class tst_RefusedPretraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

MOLEX_TEST(tst_RefusedPretraining)
#include "tst_RefusedPretraining.moc"
