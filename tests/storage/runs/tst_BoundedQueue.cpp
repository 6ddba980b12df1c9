#include "storage/runs/BoundedQueue.h"

#include <atomic>
#include <numeric>
#include <thread>

#include "tests/support/TestMain.h"

using namespace std::chrono_literals;
using storage::BoundedQueue;

class tst_BoundedQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostOrReorderedThroughASmallQueue()
    {
        BoundedQueue<int> queue(8);
        std::thread producer([&] {
            for (int i = 0; i < 20'000; ++i)
                queue.push(i);
            queue.close();
        });
        std::vector<int> taken;
        while (!queue.isDrained()) {
            const std::size_t before = taken.size();
            queue.take(taken, 5, 1s, 0s);
            QVERIFY(taken.size() - before <= 5);
        }
        producer.join();
        std::vector<int> expected(20'000);
        std::iota(expected.begin(), expected.end(), 0);
        QCOMPARE(taken, expected);
    }

    void aFullQueueHoldsItsProducer()
    {
        BoundedQueue<int> queue(4);
        std::atomic<int> done{0};
        std::thread producer([&] {
            for (int i = 0; i < 10; ++i) {
                queue.push(i);
                ++done;
            }
        });
        QTRY_COMPARE(done.load(), 4);
        std::vector<int> taken;
        queue.take(taken, 1, 1s, 0s);
        QTRY_COMPARE(done.load(), 5); // one place became free
        QCOMPARE(queue.pushed(), std::size_t(5));
        while (taken.size() < 10)
            queue.take(taken, 10, 1s, 0s);
        producer.join();
        QCOMPARE(done.load(), 10);
    }

    void closeLetsAWaitingProducerGo()
    {
        BoundedQueue<int> queue(1);
        QVERIFY(!queue.isFull());
        queue.push(1);
        QVERIFY(queue.isFull());
        std::thread producer([&] { queue.push(2); }); // waits, or comes after close()
        queue.close();
        producer.join(); // or the test times out
        std::vector<int> taken;
        queue.take(taken, 4, 1h, 1h);
        QCOMPARE(taken, std::vector<int>{1});
        QVERIFY(queue.isDrained());
    }

    void aFullBatchEndsTheWait_data()
    {
        QTest::addColumn<int>("capacity");
        QTest::addColumn<int>("most");
        QTest::newRow("as many as are taken") << 10 << 3;
        QTest::newRow("as many as there is room for") << 3 << 10;
    }

    void aFullBatchEndsTheWait()
    {
        QFETCH(int, capacity);
        QFETCH(int, most);
        BoundedQueue<int> queue{std::size_t(capacity)};
        std::thread producer([&queue] {
            for (const int value : {1, 2, 3})
                queue.push(value);
        });
        std::vector<int> taken;
        queue.take(taken, std::size_t(most), 1h, 1h); // returns with all, or the test times out
        producer.join();
        QCOMPARE(taken, (std::vector<int>{1, 2, 3}));
    }

    void hurryAndCloseEndTheWait()
    {
        BoundedQueue<int> queue(4);
        std::vector<int> taken;
        queue.push(1);
        queue.hurry();
        queue.take(taken, 4, 1h, 1h); // returns at once, or the test times out
        QCOMPARE(taken, std::vector<int>{1});
        std::thread closer([&] { queue.close(); });
        queue.take(taken, 4, 1h, 1h);
        closer.join();
        QVERIFY(queue.isDrained());
    }
};

MOLEX_TEST(tst_BoundedQueue)
#include "tst_BoundedQueue.moc"
