#include "gui/pages/LaunchConfig.h"

#include <fstream>

#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;

class tst_LaunchConfig : public QObject {
    Q_OBJECT

private:
    static engine::Issue moved(const std::string& path)
    {
        engine::RunConfig config;
        config.model.path = "/models/tiny";
        config.task.path = "/data/CoLA/";
        return atField({path, "does not exist"}, config);
    }

private Q_SLOTS:
    void aProblemOfAFileStandsAtTheFieldOfItsFolder()
    {
        QCOMPARE(moved("/models/tiny/config.json"), (engine::Issue{"model.path", "config.json: does not exist"}));
        QCOMPARE(moved("/models/tiny"), (engine::Issue{"model.path", "does not exist"}));
        QCOMPARE(moved("/data/CoLA/dev.tsv"), (engine::Issue{"task.path", "dev.tsv: does not exist"}));
    }

    void aProblemWithAColumnStandsAtItsField_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("field");
        QTest::newRow("text") << "needs a column \"sentence\"; its columns are \"a\"" << "task.text";
        QTest::newRow("second text") << "needs a column \"other\"; its columns are \"a\"" << "task.text_pair";
        QTest::newRow("label") << "has the column \"gold\" twice" << "task.label";
        QTest::newRow("a row's label") << "has an empty label" << "task.label";
        QTest::newRow("the file") << "is empty" << "task.path";
        QTest::newRow("another column") << "needs a column \"id\"" << "task.path";
    }

    void aProblemWithAColumnStandsAtItsField()
    {
        QFETCH(QString, message);
        QFETCH(QString, field);
        engine::RunConfig config;
        config.task.kind = engine::TaskKind::Table;
        config.task.path = "/data/mine";
        config.task.text = "sentence";
        config.task.textPair = "other";
        config.task.label = "gold";
        const engine::Issue issue = atField({"/data/mine/train.csv:1", message.toStdString()}, config);
        QCOMPARE(QString::fromStdString(issue.path), field);
        QCOMPARE(QString::fromStdString(issue.message), QStringLiteral("train.csv:1: ") + message);
        config.task.kind = engine::TaskKind::Glue;
        QCOMPARE(atField({"/data/mine/train.csv:1", message.toStdString()}, config).path, std::string("task.path"));
    }

    void otherProblemsStayWhereTheyAre()
    {
        for (const char* path : {"/models/tiny-2/config.json", "/data/SST-2/dev.tsv", "task.max_length"})
            QCOMPARE(moved(path), (engine::Issue{path, "does not exist"}));
    }

    void weightsInTheFolderDecideHowARunBegins()
    {
        const support::TemporaryFolder folder;
        QVERIFY(!startOf(folder.path().string())); // no model yet
        std::ofstream(folder.path() / "config.json") << "{}";
        QVERIFY(startOf(folder.path().string()) == engine::Initialize::Random);
        std::ofstream(folder.path() / "pytorch_model.bin") << "weights";
        QVERIFY(startOf(folder.path().string()) == engine::Initialize::Pretrained);
    }

    void theStarterModelBeginsWithItsWeights()
    {
        const engine::RunConfig config;
        QVERIFY(startOf(config.model.path) == config.model.initialize);
    }
};

MOLEX_GUI_TEST(tst_LaunchConfig)
#include "tst_LaunchConfig.moc"
