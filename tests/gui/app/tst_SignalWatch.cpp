#include "gui/app/SignalWatch.h"

#include <cerrno>
#include <csignal>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_SignalWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSignalBecomesACallOnTheWindowsThread()
    {
        int calls = 0;
        const SignalWatch watch([&calls] { ++calls; });
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            std::raise(signal);
        QCOMPARE(calls, 0); // not from within the handler
        QTRY_COMPARE(calls, 3);
    }

    void anInterruptedCallKeepsItsErrorNumber()
    {
        const SignalWatch watch([] {});
        for (int i = 0; i < 5000; ++i) { // more than the handler can pass on at once
            errno = ENOENT;
            std::raise(SIGINT);
            QCOMPARE(errno, ENOENT);
        }
    }

    void afterwardsSignalsEndTheProgramAgain()
    {
        {
            const SignalWatch watch([] {});
        }
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            QVERIFY(std::signal(signal, SIG_DFL) == SIG_DFL);
    }
};

MOLEX_TEST(tst_SignalWatch)
#include "tst_SignalWatch.moc"
