#include "gui/control/Worker.h"

#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <thread>

#include "gui/control/GiveWay.h"
#include "tests/support/TestMain.h"

using namespace gui;

class tst_Worker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workIsDoneElsewhereAndItsResultComesBack()
    {
        Worker worker;
        QThread* workThread = nullptr;
        QThread* doneThread = nullptr;
        worker.run(
            this, {}, [] { return QThread::currentThread(); },
            [&](QThread* thread) {
                workThread = thread;
                doneThread = QThread::currentThread();
            });
        QTRY_VERIFY(doneThread != nullptr);
        QCOMPARE(doneThread, QThread::currentThread());
        QVERIFY(workThread != doneThread);
    }

    /// Training, which gives way further, does not take from it what the user waits for.
    void theWindowGoesBeforeIt()
    {
        Worker worker;
        std::optional<int> niceness;
        worker.run(this, {}, [] { return getpriority(PRIO_PROCESS, 0); }, [&](int nice) { niceness = nice; });
        QTRY_VERIFY(niceness.has_value());
        const int window = getpriority(PRIO_PROCESS, 0);
        QCOMPARE(*niceness, std::min(window + static_cast<int>(Behind::Answers), 19));
    }

    void aResultThatIsNotWantedIsDestroyedOnTheWorker()
    {
        Worker worker;
        JobTracker tracker;
        std::binary_semaphore isMade(0);
        std::thread::id makes, destroys; // written on the worker, read after a later result
        bool isDelivered = false;
        worker.run(
            this, tracker.start(),
            [&] {
                makes = std::this_thread::get_id();
                std::shared_ptr<int> result(new int(1), [&destroys](const int* value) {
                    destroys = std::this_thread::get_id();
                    delete value;
                });
                isMade.release();
                return result;
            },
            [&](const std::shared_ptr<int>&) { isDelivered = true; });
        isMade.acquire();
        tracker.cancel();
        for (int pass = 0; pass < 2; ++pass) { // the result arrives before the first's, and is gone before the second's
            bool isDone = false;
            worker.run(this, {}, [] { return 0; }, [&](int) { isDone = true; });
            QTRY_VERIFY(isDone);
        }
        QVERIFY(!isDelivered);
        QVERIFY(destroys == makes);
        QVERIFY(destroys != std::this_thread::get_id());
    }

    void onlyTheNewestJobOfATrackerIsDelivered()
    {
        Worker worker;
        JobTracker tracker;
        std::binary_semaphore begun(0);
        std::binary_semaphore goOn(0);
        QList<int> delivered;
        int executed = 0; // read after the last result only
        worker.run(
            this, tracker.start(),
            [&] {
                begun.release();
                goOn.acquire();
                ++executed;
                return 1;
            },
            [&](int value) { delivered << value; });
        begun.acquire();
        for (int i = 2; i <= 4; ++i)
            worker.run(
                this, tracker.start(),
                [&executed, i] {
                    ++executed;
                    return i;
                },
                [&](int value) { delivered << value; });
        goOn.release();
        QTRY_COMPARE(delivered, QList<int>{4});
        QCOMPARE(executed, 2); // the one in progress and the newest; those between were not begun
    }

    void aResultForAnObjectThatIsGoneIsDropped()
    {
        Worker worker;
        auto context = std::make_unique<QObject>();
        bool dropped = true;
        bool after = false;
        std::binary_semaphore goOn(0);
        worker.run(context.get(), {}, [&] { goOn.acquire(); }, [&] { dropped = false; });
        context.reset();
        goOn.release();
        worker.run(this, {}, [] {}, [&] { after = true; });
        QTRY_VERIFY(after);
        QVERIFY(dropped);
    }

    void anExceptionBecomesASentenceAndTheWorkerGoesOn()
    {
        Worker worker;
        QSignalSpy failed(&worker, &Worker::failed);
        bool done = false;
        worker.run(
            this, {}, []() -> int { throw std::runtime_error("the disk is full"); },
            [](int) { QFAIL("a failed job has no result"); });
        worker.run(this, {}, [] {}, [&] { done = true; });
        QTRY_VERIFY(done);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), QStringLiteral("the disk is full"));
    }

    void whateverIsThrownBecomesASentence()
    {
        Worker worker;
        QSignalSpy failed(&worker, &Worker::failed);
        worker.run(
            this, {}, [] { throw std::bad_alloc(); }, [] { QFAIL("a failed job is not done"); });
        worker.run(
            this, {}, [] { throw 7; }, [] { QFAIL("a failed job is not done"); });
        QTRY_COMPARE(failed.count(), 2);
        QVERIFY(!failed[0][0].toString().isEmpty());
        QVERIFY(!failed[1][0].toString().isEmpty());
    }

    void whatWasPostedIsDoneBeforeTheWorkerEnds()
    {
        int executed = 0;
        {
            Worker worker;
            for (int i = 0; i < 100; ++i)
                worker.run(this, {}, [&] { ++executed; }, [] {});
        }
        QCOMPARE(executed, 100);
    }
};

MOLEX_TEST(tst_Worker)
#include "tst_Worker.moc"
