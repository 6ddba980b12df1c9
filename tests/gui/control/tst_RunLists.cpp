#include "gui/control/RunLists.h"

#include <QTimer>

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

private Q_SLOTS:
    /// As by `molex queue work` in a terminal.
    void aRunThatAnotherProgramAddsStartsAndEndsIsSeen()
    {
        constexpr int patience = 30'000; // milliseconds
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
};

MOLEX_GUI_TEST(tst_RunLists)
#include "tst_RunLists.moc"
