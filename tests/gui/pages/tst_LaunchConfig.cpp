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

    void otherProblemsStayWhereTheyAre()
    {
        for (const char* path : {"/models/tiny-2/config.json", "/data/SST-2/dev.tsv", "task.max_length"})
            QCOMPARE(moved(path), (engine::Issue{path, "does not exist"}));
    }

    void weightsInTheFolderDecideHowARunBegins()
    {
        const support::TemporaryFolder folder;
        QCOMPARE(startOf(folder.path().string()), engine::Initialize::Random);
        std::ofstream(folder.path() / "pytorch_model.bin") << "weights";
        QCOMPARE(startOf(folder.path().string()), engine::Initialize::Pretrained);
    }
};

MOLEX_GUI_TEST(tst_LaunchConfig)
#include "tst_LaunchConfig.moc"
