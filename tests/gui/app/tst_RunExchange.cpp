#include "tests/support/Desk.h"

#include <QAbstractButton>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QMimeData>
#include <QStatusBar>

#include "engine/run/ConfigJson.h"
#include "gui/pages/LaunchPage.h"
#include "storage/exchange/ExportBundle.h"
#include "tests/support/ComparedStore.h"
#include "tests/support/HeldLaunch.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// Runs out of a workspace and into another, by the menu and by a drop.
class tst_RunExchange : public QObject {
    Q_OBJECT

    static void drop(QWidget* target, const QString& file)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &event);
        QVERIFY(event.isAccepted());
        QCOMPARE(event.dropAction(), Qt::CopyAction);
    }

    static std::size_t runsIn(const Desk& desk)
    {
        return desk.stored([](storage::RunRepository& repository) { return repository.runs(); }).size();
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aRunGoesFromOneWorkspaceToAnother()
    {
        const support::TemporaryFolder folder;
        const auto first = folder.path() / "first";
        const auto second = folder.path() / "second";
        std::filesystem::create_directories(first);
        std::filesystem::create_directories(second);
        support::addRun(first, "alpha", RunState::Finished);
        const QString bundle = QString::fromStdString((folder.path() / "alpha.molex").string());
        {
            Desk desk(first);
            QVERIFY(!desk.action("exportRun")->isEnabled());
            QTRY_VERIFY(desk.runs()->model()->rowCount() > 0);
            desk.clickRow(0);
            QTRY_VERIFY(desk.action("exportRun")->isEnabled());
            desk.dialogs.answer = bundle;
            desk.action("exportRun")->trigger();
            QTRY_VERIFY(QFile::exists(bundle));
        }
        Desk desk(second);
        drop(desk.window.get(), bundle);
        QTRY_COMPARE(runsIn(desk), std::size_t(1));
        QTRY_VERIFY(desk.runs()->model()->rowCount() > 0);
        QCOMPARE(desk.stored([](storage::RunRepository& repository) { return repository.run(1)->name; }), std::string("alpha"));
        desk.dialogs.answer = bundle;
        desk.action("importRun")->trigger(); // the same once more
        QTRY_VERIFY(desk.window->statusBar()->currentMessage().contains(QLatin1String("is here already")));
        QCOMPARE(runsIn(desk), std::size_t(1));
        QVERIFY(!desk.asks("file"));
    }

    void runsGoOutAndInWhileLaunchIsChecked()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "alpha", RunState::Finished);
        Desk desk(folder.path());
        QTRY_VERIFY(desk.runs()->model()->rowCount() > 0);
        const support::HeldLaunch launch(desk);
        QTRY_VERIFY(launch.isWaiting());
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("exportRun")->isEnabled());
        desk.dialogs.answer = QString::fromStdString((folder.path() / "alpha.molex").string());
        desk.action("exportRun")->trigger();
        QTRY_VERIFY(QFile::exists(desk.dialogs.answer));
        desk.action("importRun")->trigger();
        QTRY_VERIFY(desk.window->statusBar()->currentMessage().contains(QLatin1String("is here already")));
        QVERIFY(launch.isWaiting());
    }

    void curvesGoOutAsTensorBoardsEventsAndAsCsv()
    {
        const support::TemporaryFolder folder;
        const auto first = folder.path() / "first";
        const auto second = folder.path() / "second";
        std::filesystem::create_directories(first);
        std::filesystem::create_directories(second);
        support::storeRun(first, {"beta", 1});
        const auto events = folder.path() / "beta.tfevents";
        const auto series = folder.path() / "beta.csv";
        {
            Desk desk(first);
            QTRY_VERIFY(desk.runs()->model()->rowCount() > 0);
            desk.clickRow(0);
            QTRY_VERIFY(desk.action("exportRun")->isEnabled());
            for (const auto& file : {events, series}) {
                desk.dialogs.answer = QString::fromStdString(file.string());
                desk.action("exportRun")->trigger();
                QTRY_VERIFY(std::filesystem::exists(file));
            }
            QVERIFY(support::contentOf(series).starts_with("key,step,seconds,value\nloss,1,"));
        }
        Desk desk(second);
        drop(desk.window.get(), QString::fromStdString(events.string()));
        QTRY_COMPARE(runsIn(desk), std::size_t(1));
        const auto loss = desk.stored([](storage::RunRepository& repository) { return repository.series(1, "loss"); });
        QCOMPARE(loss.steps, (std::vector<std::int64_t>{1, 2, 3}));
    }

    void aRunThatWentOnIsRunAgainFromItsOwnStartOrNone_data()
    {
        QTest::addColumn<bool>("hasStart");
        QTest::newRow("its start came along") << true;
        QTest::newRow("its start did not") << false;
    }

    void aRunThatWentOnIsRunAgainFromItsOwnStartOrNone()
    {
        QFETCH(bool, hasStart);
        const support::TemporaryFolder folder;
        const auto first = folder.path() / "first";
        const auto second = folder.path() / "second";
        std::filesystem::create_directories(second);
        engine::RunConfig config = support::fakeConfig("more");
        config.training.continueFrom = (first / "starts" / "run-1-step-40").string();
        const auto writeStart = [&] {
            for (const char* file : {"weights.safetensors", "optimizer.safetensors", "complete"})
                folder.write(std::string("first/starts/run-1-step-40/") + file, file);
        };
        if (hasStart)
            writeStart();
        const auto bundle = folder.path() / "more.molex";
        std::thread([&] {
            storage::RunRepository repository(first);
            const auto run = RunScheduler(repository).add(config);
            repository.setState(run, RunState::Finished);
            storage::exportBundle(repository, run, bundle);
        }).join();
        writeStart(); // what has this path here is some other checkpoint
        Desk desk(second);
        drop(desk.window.get(), QString::fromStdString(bundle.string()));
        QTRY_VERIFY(desk.runs()->model()->rowCount() > 0);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("rerun")->isEnabled());
        desk.action("rerun")->trigger();
        if (hasStart) {
            QTRY_COMPARE(runsIn(desk), std::size_t(2));
            const std::string again =
                desk.stored([](storage::RunRepository& repository) { return repository.run(2)->configJson; });
            const std::filesystem::path start = engine::configFromText(again).config.training.continueFrom;
            QCOMPARE(start.string(), (second / "starts" / "run-1-start").string());
            QVERIFY(std::filesystem::exists(start / "optimizer.safetensors"));
            return;
        }
        QTRY_VERIFY(desk.asks("run"));
        QVERIFY(desk.message("run").contains(QStringLiteral("did not come along")));
        QCOMPARE(desk.tabs()->currentIndex(), 0); // to choose one
        const engine::RunConfig& shown = desk.window->findChild<LaunchPage*>()->config();
        QCOMPARE(shown.name, std::string("more"));
        QCOMPARE(shown.training.continueFrom, std::string());
        QCOMPARE(runsIn(desk), std::size_t(1));
    }

    void aPresetOfARunThatWentOnHasNoStart()
    {
        const support::TemporaryFolder folder;
        const auto second = folder.path() / "second";
        std::filesystem::create_directories(second);
        const auto bundle = folder.path() / "more.molex";
        std::thread([&] {
            storage::RunRepository repository(folder.path() / "first");
            engine::RunConfig config = support::fakeConfig("more");
            config.training.continueFrom = "/sender/starts/run-1-step-40";
            const auto run = RunScheduler(repository).add(config);
            repository.setState(run, RunState::Finished);
            storage::exportBundle(repository, run, bundle);
        }).join();
        Desk desk(second);
        drop(desk.window.get(), QString::fromStdString(bundle.string()));
        QTRY_VERIFY(desk.runs()->model()->rowCount() > 0);
        desk.clickRow(0);
        auto* preset = desk.find<QAbstractButton>("presetToolButton");
        QTRY_VERIFY(preset->isEnabled());
        preset->click();
        auto* name = desk.find<QLineEdit>("presetName");
        QTRY_VERIFY(name->isVisible());
        QTest::keyClick(name, Qt::Key_Return);
        const auto file = second / "presets" / "more.json";
        QTRY_VERIFY(std::filesystem::exists(file));
        const std::string text = support::contentOf(file);
        QVERIFY(text.find("\"training\"") != std::string::npos);
        QVERIFY2(text.find("/sender") == std::string::npos, text.c_str());
    }

    void aBundleOfAnotherNameIsKnownByItsContent()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path() / "first", "alpha", RunState::Finished);
        const auto bundle = folder.path() / "from-a-colleague.tar";
        std::thread([&] { storage::exportBundle(storage::RunRepository(folder.path() / "first"), 1, bundle); }).join();
        const auto second = folder.path() / "second";
        std::filesystem::create_directories(second);
        Desk desk(second);
        drop(desk.window.get(), QString::fromStdString(bundle.string()));
        QTRY_COMPARE(runsIn(desk), std::size_t(1));
        QVERIFY(!desk.asks("file"));
    }

    void whatIsNoBundleIsRefusedInAMessage()
    {
        const support::TemporaryFolder folder;
        const auto bad = folder.write("bad.molex", "this is no bundle");
        const auto workspace = folder.path() / "workspace";
        std::filesystem::create_directories(workspace);
        Desk desk(workspace);
        drop(desk.window.get(), QString::fromStdString(bad.string()));
        QTRY_VERIFY(desk.asks("file"));
        QVERIFY(desk.message("file").contains(QLatin1String("bad.molex")));
        QCOMPARE(runsIn(desk), std::size_t(0));
    }

    void aReadOnlyWindowTakesNone()
    {
        const support::TemporaryFolder folder;
        const auto workspace = folder.path() / "workspace";
        std::filesystem::create_directories(workspace);
        support::addRun(workspace, "alpha", RunState::Finished);
        Desk desk(workspace, true);
        QVERIFY(!desk.action("importRun")->isEnabled());
    }
};

MOLEX_GUI_TEST(tst_RunExchange)
#include "tst_RunExchange.moc"
