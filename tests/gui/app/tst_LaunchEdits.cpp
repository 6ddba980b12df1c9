#include "tests/support/Desk.h"

#include <fstream>
#include <sstream>

#include <QComboBox>
#include <QStatusBar>
#include <QToolButton>

#include "gui/forms/ConfigForm.h"
#include "gui/pages/LaunchPage.h"
#include "gui/pages/PresetList.h"
#include "gui/pages/PresetPane.h"

using namespace gui;
using support::Desk;

/// What a form or a preset held before it was replaced comes back with Undo.
class tst_LaunchEdits : public QObject {
    Q_OBJECT

private:
    static LaunchPage& launch(const Desk& desk) { return *desk.window->findChild<LaunchPage*>(); }

    static void enterRank(const Desk& desk, std::int64_t value)
    {
        desk.action("newRun")->trigger();
        desk.find<ConfigForm>("configForm")->setValue("method.rank", value);
    }

    static std::int64_t rank(const Desk& desk)
    {
        const auto* lora = std::get_if<engine::LoraConfig>(&launch(desk).config().method);
        return lora == nullptr ? 0 : lora->rank;
    }

    static QString said(const Desk& desk) { return desk.window->statusBar()->currentMessage(); }

    static std::string contentOf(const std::filesystem::path& file)
    {
        std::ostringstream content;
        content << std::ifstream(file).rdbuf();
        return content.str();
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void whatWasEnteredBeforeAPresetComesBack()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        enterRank(desk, 5);
        const QString preset = launch(desk).presets().list().current();
        QVERIFY(!desk.action("undo")->isEnabled());
        launch(desk).choosePreset(QStringLiteral("full"));
        QCOMPARE(rank(desk), std::int64_t(0));
        QVERIFY(said(desk).contains(QStringLiteral("Undo")));
        QVERIFY(desk.action("undo")->text().contains(QStringLiteral("the preset full")));
        desk.tabs()->setCurrentIndex(2); // where a change of the form would not be seen
        desk.action("undo")->trigger();
        QCOMPARE(desk.tabs()->currentIndex(), 0);
        QCOMPARE(rank(desk), std::int64_t(5));
        QCOMPARE(launch(desk).presets().list().current(), preset);
        QVERIFY(said(desk).contains(QStringLiteral("other values again")));
        enterRank(desk, 6);
        desk.action("redo")->trigger();
        QCOMPARE(rank(desk), std::int64_t(0));
        desk.action("undo")->trigger();
        QCOMPARE(rank(desk), std::int64_t(6)); // with what was entered since
    }

    void theToolBarChoosesTheFormsDevice()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        auto* box = desk.find<QComboBox>("deviceChooser");
        const auto shown = [box] { return box->currentData().toString(); };
        QCOMPARE(shown(), QStringLiteral("auto"));
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(shown(), QStringLiteral("cpu"));
        QCOMPARE(launch(desk).config().runtime.device, std::string("cpu"));
        QCOMPARE(desk.find<QComboBox>("runtime.device.input")->currentData().toString(), QStringLiteral("cpu"));
        desk.find<ConfigForm>("configForm")->setValue("runtime.device", "cuda:7"); // of another machine
        QCOMPARE(shown(), QStringLiteral("cuda:7"));
        launch(desk).setConfig({});
        QCOMPARE(shown(), QStringLiteral("auto"));
    }

    void aFormThatNobodyHasFilledIsNotKept()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        launch(desk).choosePreset(QStringLiteral("full"));
        launch(desk).choosePreset(QStringLiteral("lora"));
        QVERIFY(!desk.action("undo")->isEnabled());
    }

    void aSweepComesBackWithTheForm()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        desk.find<QToolButton>("sweepAddButton")->click();
        auto* values = desk.find<QLineEdit>("sweepValues");
        values->selectAll();
        QTest::keyClicks(values, QStringLiteral("3, 4"));
        launch(desk).setConfig(support::fakeConfig("other"));
        QCOMPARE(launch(desk).draft().sweep.size(), std::size_t(0));
        desk.action("undo")->trigger();
        QCOMPARE(launch(desk).draft().sweep, (std::vector<SweepLine>{{"runtime.seed", QStringLiteral("3, 4")}}));
        QCOMPARE(launch(desk).config().name, std::string());
    }

    void aDroppedConfigurationAndADuplicatedRunGiveWay()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "alpha", support::RunState::Finished);
        Desk desk(folder.path());
        QTRY_VERIFY(desk.runs()->model()->rowCount() > 0);
        enterRank(desk, 5);
        launch(desk).take({QString::fromStdString(folder.write("run.json", R"({"name": "dropped"})").string())});
        QTRY_COMPARE(launch(desk).config().name, std::string("dropped"));
        QVERIFY(said(desk).contains(QStringLiteral("Undo")));
        desk.action("undo")->trigger();
        QCOMPARE(rank(desk), std::int64_t(5));
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("changeRun")->isEnabled());
        desk.action("changeRun")->trigger();
        QTRY_COMPARE(launch(desk).config().name, std::string("alpha"));
        QVERIFY(said(desk).contains(QStringLiteral("Undo")));
        desk.action("undo")->trigger();
        QCOMPARE(rank(desk), std::int64_t(5));
        QVERIFY(launch(desk).config().name != "alpha");
    }

    void aPresetThatWasSavedOverComesBack()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("presets/mine.json", R"({"method": {"kind": "full"}})");
        Desk desk(folder.path());
        enterRank(desk, 5);
        Q_EMIT launch(desk).presets().saveRequested(QStringLiteral("mine"));
        QTRY_VERIFY(said(desk).contains(QStringLiteral("mine was replaced")));
        QVERIFY(contentOf(file).find("\"rank\": 5") != std::string::npos);
        desk.action("undo")->trigger();
        QTRY_VERIFY(said(desk).contains(QStringLiteral("mine has its other values again")));
        QVERIFY(contentOf(file).find("full") != std::string::npos);
        QCOMPARE(rank(desk), std::int64_t(5)); // the form stays
        desk.action("redo")->trigger();
        QTRY_VERIFY(contentOf(file).find("\"rank\": 5") != std::string::npos);
    }

    /// Presets are a workspace's, the one used last is a setting of the user.
    void theLastPresetOfAnotherWorkspaceIsNotAskedFor()
    {
        const support::TemporaryFolder folder;
        AppSettings(Desk::settingsFile(folder.path())).setPreset(QStringLiteral("mine"));
        Desk desk(folder.path());
        QTRY_COMPARE(launch(desk).presets().list().current(), QStringLiteral("molex"));
        QVERIFY(!desk.asks("file"));
    }

    void aPresetSavedUnderANewNameReplacesNothing()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        Q_EMIT launch(desk).presets().saveRequested(QStringLiteral("mine"));
        QTRY_VERIFY(said(desk).contains(QStringLiteral("mine is saved")));
        QVERIFY(!desk.action("undo")->isEnabled());
    }

    void whatIsNoLongerSoIsNotSaid()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        desk.find<QLineEdit>("runFilter")->setFocus(); // and no field
        QTRY_VERIFY(desk.action("start")->isEnabled());
        Q_EMIT launch(desk).presets().saveRequested(QStringLiteral("mine"));
        QTRY_COMPARE(said(desk), QStringLiteral("The preset mine is saved"));
        auto* form = desk.find<ConfigForm>("configForm");
        form->setValue("training.learning_rate", 40);
        const QString reason = QStringLiteral("Cannot start: Learning rate");
        QVERIFY2(said(desk).startsWith(reason), qPrintable(said(desk)));
        desk.action("welcome")->trigger(); // another page
        QCOMPARE(said(desk), QString());
        desk.action("newRun")->trigger();
        QVERIFY2(said(desk).startsWith(reason), qPrintable(said(desk)));
        Q_EMIT launch(desk).told(QStringLiteral("done"));
        QCOMPARE(said(desk), QStringLiteral("done"));
        form->setValue("name", "other"); // what is wrong stays so
        QCOMPARE(said(desk), QStringLiteral("done"));
        desk.window->statusBar()->clearMessage(); // as its time does
        QVERIFY2(said(desk).startsWith(reason), qPrintable(said(desk)));
        form->setValue("training.learning_rate", 0.001);
        QCOMPARE(said(desk), QString());
    }

    void allThatIsWrongStandsWhicheverFieldHasTheKeys()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        auto* form = desk.find<ConfigForm>("configForm");
        desk.find<QWidget>("name.input")->setFocus();
        form->setValue("training.learning_rate", 40);
        form->setValue("training.batch_size", 0);
        const QString reason = QStringLiteral("Cannot start: Batch 0 is out of range");
        QVERIFY2(said(desk).startsWith(reason), qPrintable(said(desk)));
        desk.find<QWidget>("training.epochs.input")->setFocus();
        QVERIFY2(said(desk).startsWith(reason), qPrintable(said(desk)));
        form->setValue("training.batch_size", 32);
        QVERIFY2(said(desk).startsWith(QStringLiteral("Cannot start: Learning rate 40")), qPrintable(said(desk)));
        form->setValue("training.learning_rate", 0.001);
        QVERIFY2(said(desk).startsWith(QStringLiteral("Epochs: ")), qPrintable(said(desk)));
    }

    void whatAFieldIsForIsSaidWhileItHasTheKeys()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        auto* field = desk.find<QWidget>("training.learning_rate.input");
        QTRY_VERIFY(field->isVisible());
        field->setFocus();
        QVERIFY2(said(desk).startsWith(QStringLiteral("Learning rate: ")), qPrintable(said(desk)));
        desk.find<QLineEdit>("runFilter")->setFocus();
        QCOMPARE(said(desk), QString());
    }
};

MOLEX_GUI_TEST(tst_LaunchEdits)
#include "tst_LaunchEdits.moc"
