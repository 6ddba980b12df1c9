#include "gui/control/Mailbox.h"

#include <memory>
#include <thread>
#include <vector>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_Mailbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callsOfAThreadAreMadeHereInTheirOrder()
    {
        constexpr int threads = 4;
        constexpr int calls = 500;
        Mailbox mailbox;
        std::vector<std::vector<int>> made(threads); // without a lock: one thread makes all calls
        int count = 0;
        std::vector<std::thread> posting;
        for (int thread = 0; thread < threads; ++thread)
            posting.emplace_back([&, thread] {
                for (int call = 0; call < calls; ++call)
                    mailbox.post([&, thread, call] {
                        QCOMPARE(QThread::currentThread(), mailbox.thread());
                        made[std::size_t(thread)].push_back(call);
                        ++count;
                    });
            });
        QTRY_COMPARE(count, threads * calls);
        for (std::thread& thread : posting)
            thread.join();
        for (const std::vector<int>& calledBack : made)
            for (int call = 0; call < calls; ++call)
                QCOMPARE(calledBack[std::size_t(call)], call);
    }

    void aCallMayPostAndLetOthersRun()
    {
        Mailbox mailbox;
        QList<int> made;
        mailbox.post([&] {
            mailbox.post([&] { made << 2; });
            QCoreApplication::processEvents();
            made << 3;
        });
        mailbox.post([&] { made << 1; });
        QTRY_COMPARE(made, (QList<int>{1, 2, 3}));
    }

    void whatWaitsIsNotMadeAfterTheMailboxIsGone()
    {
        bool isMade = false;
        const auto held = std::make_shared<int>(0);
        {
            Mailbox mailbox;
            mailbox.post([&isMade, held] { isMade = true; });
            QCOMPARE(held.use_count(), 2L);
        }
        QCoreApplication::processEvents();
        QVERIFY(!isMade);
        QCOMPARE(held.use_count(), 1L);
    }
};

MOLEX_TEST(tst_Mailbox)
#include "tst_Mailbox.moc"
