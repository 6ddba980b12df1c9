#include <fstream>

#include <QDesktopServices>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

#include "gui/pages/CheckpointsView.h"
#include "tests/support/Desk.h"
#include "tests/support/HeldLaunch.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// In place of the desktop's file manager.
class FolderShower final : public QObject {
    Q_OBJECT

public:
    QList<QUrl> shown;

public Q_SLOTS:
    void show(const QUrl& url) { shown << url; }
};

/// What the Checkpoints tab offers for a checkpoint, in the whole window.
class tst_CheckpointWindow : public QObject {
    Q_OBJECT

    /// A run with checkpoints, the newest of which is selected.
    static void train(Desk& desk)
    {
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(desk.action("showCheckpoints")->isEnabled());
        desk.action("showCheckpoints")->trigger();
        QTRY_VERIFY(desk.find<QToolButton>("openCheckpointToolButton")->isEnabled());
        QTRY_VERIFY(!desk.action("stop")->isEnabled());
    }

    static QString newest(const Desk& desk)
    {
        return desk.find<QTreeWidget>("checkpointsTreeWidget")->topLevelItem(0)->text(4);
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }
    void cleanup() { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }

    void itsFolderIsShown()
    {
        const support::TemporaryFolder folder;
        FolderShower shower;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &shower, "show");
        Desk desk(folder.path());
        train(desk);
        desk.find<QToolButton>("openCheckpointToolButton")->click();
        QCOMPARE(shower.shown, QList<QUrl>{QUrl::fromLocalFile(newest(desk))});
        QVERIFY(std::filesystem::is_directory(newest(desk).toStdString()));
        QVERIFY(!desk.asks("run"));
    }

    void aFileInItsPlaceIsNotOpened()
    {
        const support::TemporaryFolder folder;
        FolderShower shower;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &shower, "show");
        Desk desk(folder.path());
        train(desk);
        const std::filesystem::path path = newest(desk).toStdString();
        std::filesystem::remove_all(path);
        std::ofstream(path) << "[Desktop Entry]";
        desk.window->findChild<CheckpointsView*>()->setGone({}); // it was there when the tab looked
        desk.find<QToolButton>("openCheckpointToolButton")->click();
        QVERIFY(shower.shown.isEmpty());
        QVERIFY(desk.message("run").contains(QStringLiteral("is not there any more")));
    }

    void oneWhoseFolderIsGoneIsNotOffered()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        auto* list = desk.find<QTreeWidget>("checkpointsTreeWidget");
        QTRY_VERIFY(list->topLevelItemCount() >= 2);
        const QString oldest = list->topLevelItem(list->topLevelItemCount() - 1)->text(4);
        const auto isOffered = [&] {
            list->setCurrentItem(list->findItems(oldest, Qt::MatchExactly, 4).first());
            return desk.find<QToolButton>("openCheckpointToolButton")->isEnabled();
        };
        QVERIFY(isOffered());
        std::filesystem::remove_all(oldest.toStdString());
        list->setCurrentItem(list->topLevelItem(0));
        desk.find<QToolButton>("deleteCheckpointToolButton")->click(); // the list is made anew
        QTRY_VERIFY(!isOffered());
    }

    void aDesktopThatCannotShowItIsTold()
    {
        const support::TemporaryFolder folder;
        FolderShower shower;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &shower, "noSuchSlot");
        Desk desk(folder.path());
        train(desk);
        desk.find<QToolButton>("openCheckpointToolButton")->click();
        QVERIFY(desk.message("run").contains(newest(desk)));
    }

    void whatCannotBeExportedIsTold()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        desk.dialogs.answer = QString::fromStdString(folder.path().string());
        desk.find<QToolButton>("exportCheckpointToolButton")->click();
        QTRY_VERIFY(desk.message("run").contains(QStringLiteral("was not exported")));
        QVERIFY(desk.message("run").contains(QStringLiteral("mixes layers, which PEFT cannot do")));
    }

    void anExportDoesNotWaitForLaunch()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        const support::HeldLaunch launch(desk);
        QTRY_VERIFY(launch.isWaiting());
        desk.dialogs.answer = QString::fromStdString(folder.path().string());
        desk.find<QToolButton>("exportCheckpointToolButton")->click();
        QTRY_VERIFY(desk.message("run").contains(QStringLiteral("was not exported")));
        QVERIFY(launch.isWaiting());
    }

    void anExportDoesNotWaitForTheRunThatTrains()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        desk.plan.totalSteps = 100000;
        desk.dialogs.answer = QString::fromStdString(folder.path().string());
        support::addRun(folder.path(), "b", RunState::Queued);
        desk.window->startQueue();
        QTRY_COMPARE(desk.stateOf(2), RunState::Running); // a stop before would leave it in the queue
        QTRY_VERIFY(desk.action("stop")->isEnabled());
        desk.clickRow(1); // the page may have gone to the run that trains
        auto* button = desk.find<QToolButton>("exportCheckpointToolButton");
        QTRY_VERIFY(button->isEnabled());
        button->click();
        QTRY_VERIFY(desk.message("run").contains(QStringLiteral("mixes layers, which PEFT cannot do")));
        QCOMPARE(desk.stateOf(2), RunState::Running);
        desk.action("stop")->trigger();
        QTRY_COMPARE(desk.stateOf(2), RunState::Stopped);
    }
};

MOLEX_GUI_TEST(tst_CheckpointWindow)
#include "tst_CheckpointWindow.moc"
