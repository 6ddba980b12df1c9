#include "gui/control/RunLists.h"

#include <future>

#include <QSignalSpy>
#include <QTimer>
#include <QTimerEvent>

#include "gui/app/Theme.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"
#include "storage/runs/RunRecorder.h"
#include "tests/support/FakeSession.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;
using storage::RunState;

/// The tables of runs and queue beside another program that writes the workspace.
class tst_RunLists : public QObject {
    Q_OBJECT

    static constexpr int patience = 30'000; // milliseconds

private Q_SLOTS:
    /// As by `molex queue work` in a terminal.
    void aRunThatAnotherProgramAddsStartsAndEndsIsSeen()
    {
        const support::TemporaryFolder folder;
        Theme theme(*qApp, Theme::Choice::Light);
        support::FakePlan plan;
        StoreAccess store(folder.path());
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        RunLists lists(store, controller, theme);
        lists.findChild<QTimer*>(QStringLiteral("listsTimer"))->stop(); // that everything is read is not waited for
        storage::RunRepository other(folder.path());
        const auto run = RunScheduler(other).add(support::fakeConfig("a"));
        const auto state = [&] { return lists.runs().stateOf(run); };
        QTRY_VERIFY_WITH_TIMEOUT(state() == RunState::Queued, patience);
        QCOMPARE(lists.queue().rowCount(), 1);
        {
            storage::RunRecorder recorder(folder.path(), run);
            QTRY_VERIFY_WITH_TIMEOUT(state() == RunState::Running, patience);
            QCOMPARE(lists.queue().rowCount(), 0);
            recorder.handle(engine::RunFinished());
        }
        QTRY_VERIFY_WITH_TIMEOUT(state() == RunState::Finished, patience);
    }

    /// As when the store is slow, or the window's thread was held up.
    void whatALookHasFoundIsNotLostToTheNextTick()
    {
        const support::TemporaryFolder folder;
        Theme theme(*qApp, Theme::Choice::Light);
        support::FakePlan plan;
        StoreAccess store(folder.path());
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        RunLists lists(store, controller, theme);
        lists.findChild<QTimer*>(QStringLiteral("listsTimer"))->stop();
        QSignalSpy refreshed(&lists, &RunLists::refreshed);
        lists.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!refreshed.isEmpty(), patience);
        storage::RunRepository other(folder.path());
        const auto run = RunScheduler(other).add(support::fakeConfig("a"));
        const auto tick = [timer = lists.findChild<QTimer*>(QStringLiteral("othersTimer"))] {
            QTimerEvent event(timer->timerId());
            QCoreApplication::sendEvent(timer, &event);
        };
        tick();
        std::promise<void> looked; // on the store's thread, while its result waits for the window's
        store.ask(
            &lists, {},
            [&looked](storage::RunRepository&) {
                looked.set_value();
                return true;
            },
            [](bool) {});
        looked.get_future().wait();
        tick();
        QTRY_VERIFY_WITH_TIMEOUT(lists.runs().stateOf(run) == RunState::Queued, patience);
    }
};

MOLEX_GUI_TEST(tst_RunLists)
#include "tst_RunLists.moc"
