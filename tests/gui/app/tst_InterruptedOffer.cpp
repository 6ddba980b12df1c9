#include "tests/support/Desk.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// What a person is told of a run that ended with the program.
class tst_InterruptedOffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aRunThatEndedWithTheWindowIsOfferedByNameAndGoesOn()
    {
        const support::TemporaryFolder folder;
        {
            Desk desk(folder.path());
            desk.plan.totalSteps = 100000;
            desk.window->open({support::fakeConfig("overnight")}, true);
            QTRY_COMPARE(desk.cell(0, 1), QStringLiteral("running"));
            desk.window->close();
            desk.press("stopAndCloseButton");
            QTRY_VERIFY(!desk.window->isVisible());
        }
        Desk desk(folder.path());
        QTRY_VERIFY(desk.asks("interrupted"));
        QVERIFY(desk.message("interrupted").startsWith(QStringLiteral("overnight was interrupted at step ")));
        QCOMPARE(desk.plan.sessions.load(), 0);
        desk.plan.totalSteps =
            desk.stored([](storage::RunRepository& repository) { return repository.run(1)->step; }) + 20;
        desk.press("goOnButton");
        QVERIFY(!desk.asks("interrupted"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
    }

    void itGoesBeforeWhatWaits()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "waits", RunState::Queued);
        support::addRun(folder.path(), "broken", RunState::Interrupted);
        Desk desk(folder.path());
        QTRY_VERIFY(desk.asks("interrupted"));
        QVERIFY(desk.asks("waiting"));
        desk.press("goOnButton");
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QCOMPARE(desk.stateOf(2), RunState::Finished);
        QVERIFY(desk.stored([](storage::RunRepository& repository) {
            return repository.run(2)->endedAt <= repository.run(1)->startedAt;
        }));
    }

    void oneThatWasLeftIsNotNamedAgain()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "old", RunState::Interrupted);
        {
            Desk desk(folder.path());
            QTRY_VERIFY(desk.asks("interrupted"));
            desk.press("leaveInterruptedButton");
            QCOMPARE(desk.stateOf(1), RunState::Interrupted);
        }
        support::addRun(folder.path(), "new", RunState::Interrupted);
        Desk desk(folder.path());
        QTRY_VERIFY(desk.asks("interrupted"));
        QVERIFY(desk.message("interrupted").startsWith(QStringLiteral("new was interrupted")));
    }

    void theBarGoesWhenTheRunGoesOnInAnotherWay()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Interrupted);
        Desk desk(folder.path());
        QTRY_VERIFY(desk.asks("interrupted"));
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("resumeRun")->isEnabled());
        desk.action("resumeRun")->trigger();
        QTRY_VERIFY(!desk.asks("interrupted"));
    }

    void aWindowThatOnlyReadsOffersNothing()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Interrupted);
        Desk desk(folder.path(), true);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QVERIFY(!desk.asks("interrupted"));
    }
};

MOLEX_GUI_TEST(tst_InterruptedOffer)
#include "tst_InterruptedOffer.moc"
