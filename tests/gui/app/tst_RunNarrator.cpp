#include "gui/app/RunNarrator.h"

#include "gui/app/MessageArea.h"
#include "gui/app/Theme.h"
#include "gui/control/TrainingController.h"
#include "gui/models/WindowLog.h"
#include "tests/support/Desk.h"

using namespace gui;
using storage::RunState;
using support::addRun;

/// What is told to the desktop while no window of the program is in front.
class tst_RunNarrator : public QObject {
    Q_OBJECT

private:
    /// A narrator of made-up runs, without a window; its desktop writes down what it is told.
    struct Story
    {
        explicit Story(const std::filesystem::path& workspace)
            : controller(workspace, support::fakeSessions(plan))
        {
        }

        /// Works until the queue is empty, held or stopped.
        void workOff()
        {
            controller.start();
            QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        }

        support::FakePlan plan;
        Theme theme{*qApp, Theme::Choice::Light};
        WindowLog log{theme};
        QWidget window; ///< not shown: what a bar says would be seen
        MessageArea messages{theme, &window};
        TrainingController controller;
        QStringList notes;
        RunNarrator narrator{{controller, log, messages, [this](const QString& title, const QString& text) {
                                  notes << QStringLiteral("%1: %2").arg(title, text);
                              }}};
    };

private Q_SLOTS:
    void anUnseenRunsEndIsToldToTheDesktop()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        Story story(folder.path());
        story.workOff();
        QCOMPARE(story.notes, QStringList{QStringLiteral("a: finished")}); // one run is no queue
    }

    void soIsTheEndOfAQueueOfSeveral()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        addRun(folder.path(), "b", RunState::Queued);
        Story story(folder.path());
        story.workOff();
        QCOMPARE(story.notes,
                 (QStringList{QStringLiteral("a: finished"), QStringLiteral("b: finished"),
                              QStringLiteral("Queue: all 2 runs have ended")}));
        addRun(folder.path(), "c", RunState::Queued);
        story.workOff();
        QCOMPARE(story.notes.size(), 4); // those of the queue before are not counted again
        QCOMPARE(story.notes.last(), QStringLiteral("c: finished"));
    }

    void itSaysHowManyFailed()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        addRun(folder.path(), "b", RunState::Queued);
        Story story(folder.path());
        story.plan.failure = "the loss is not a number";
        story.workOff();
        QCOMPARE(story.notes.last(), QStringLiteral("Queue: all 2 runs have ended, 2 of them failed"));
    }

    void aQueueThatIsStoppedHasNotEnded()
    {
        const support::TemporaryFolder folder;
        for (const char* name : {"a", "b", "c"})
            addRun(folder.path(), name, RunState::Queued);
        Story story(folder.path());
        story.plan.failure = "the loss is not a number";
        story.controller.setGoesOnAfterFailure(false);
        story.workOff();
        story.workOff();
        QCOMPARE(story.notes,
                 (QStringList{QStringLiteral("a: failed: the loss is not a number"),
                              QStringLiteral("b: failed: the loss is not a number")}));
    }

    void aRunThatWaitsForRoomSaysSoUntilItGoesOn()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        Story story(folder.path());
        story.plan.waits = "the disk is full";
        const QString bar = QStringLiteral("room");
        story.controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(story.messages.has(bar), 20000);
        QCOMPARE(story.messages.text(bar), QStringLiteral("a: the disk is full"));
        QVERIFY(story.controller.state() == TrainingController::State::Paused);
        story.plan.hasRoom = true;
        QTRY_VERIFY_WITH_TIMEOUT(!story.controller.isBusy(), 20000);
        QVERIFY(!story.messages.has(bar));
    }

    void whatIsSeenIsNotToldTwice()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        Story story(folder.path());
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        story.workOff();
        QVERIFY(story.notes.isEmpty());
    }
};

MOLEX_GUI_TEST(tst_RunNarrator)
#include "tst_RunNarrator.moc"
