#include "gui/app/RunNarrator.h"

#include "gui/app/MessageArea.h"
#include "gui/app/Theme.h"
#include "gui/control/QueueLock.h"
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

    static void addUnreadable(const std::filesystem::path& workspace, const char* name)
    {
        std::thread([&] {
            storage::RunRepository(workspace).create(name, "", R"({"training": {"epochs": "many"}})");
        }).join();
    }

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

    void aRunThatCanNeverBeginIsToldAsOneThatFailed_data()
    {
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("the next one is taken") << true;
        QTest::newRow("the rest waits") << false;
    }

    void aRunThatCanNeverBeginIsToldAsOneThatFailed()
    {
        QFETCH(bool, goesOn);
        const support::TemporaryFolder folder;
        addUnreadable(folder.path(), "a");
        addRun(folder.path(), "b", RunState::Queued);
        Story story(folder.path());
        story.controller.setGoesOnAfterFailure(goesOn);
        QSignalSpy ended(&story.controller, &TrainingController::runEnded);
        story.workOff();
        QVERIFY2(story.notes.value(0).startsWith(QStringLiteral("a: failed: ")), qPrintable(story.notes.value(0)));
        QVERIFY(story.messages.text(QStringLiteral("failed")).contains(QStringLiteral("training.epochs")));
        QCOMPARE(ended.count(), goesOn ? 2 : 1);
        QCOMPARE(story.plan.sessions.load(), goesOn ? 1 : 0);
        QCOMPARE(story.notes.size(), goesOn ? 3 : 1);
        if (goesOn)
            QCOMPARE(story.notes.last(), QStringLiteral("Queue: all 2 runs have ended, 1 of them failed"));
    }

    void runsOfAnotherWorkerHaveNotEnded()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        std::thread([&] {
            storage::RunRepository repository(folder.path());
            engine::RunConfig config = support::fakeConfig("theirs");
            config.runtime.device = "cuda:1";
            RunScheduler(repository).add(config);
        }).join();
        const QueueLock other(folder.path(), "cuda:1");
        Story story(folder.path());
        story.workOff();
        QCOMPARE(story.notes,
                 (QStringList{QStringLiteral("a: finished"),
                              QStringLiteral("Queue: the run that is left waits for another worker")}));
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
