#include "gui/control/TelemetryBridge.h"

#include <atomic>
#include <ctime>
#include <thread>

#include <QElapsedTimer>

#include "tests/support/AddressSpaceLimit.h"
#include "tests/support/TestMain.h"

using namespace gui;

class tst_TelemetryBridge : public QObject {
    Q_OBJECT

private:
    static engine::RunEvent step(std::int64_t number)
    {
        engine::StepDone done;
        done.step = number;
        return done;
    }

private Q_SLOTS:
    void manyEventsArriveInOrderAndInFewSignals()
    {
        constexpr std::int64_t count = 20000;
        TelemetryBridge bridge;
        std::vector<std::int64_t> seen;
        int signalCount = 0;
        connect(&bridge, &TelemetryBridge::eventsArrived, &bridge, [&](const EventBatch& batch) {
            QCOMPARE(QThread::currentThread(), bridge.thread());
            QCOMPARE(batch.run, std::int64_t(7));
            ++signalCount;
            for (const engine::RunEvent& event : batch.events)
                seen.push_back(std::get<engine::StepDone>(event).step);
        });
        std::thread training([&] {
            bridge.begin(7);
            for (std::int64_t i = 1; i <= count; ++i)
                bridge.handle(step(i));
        });
        QTRY_COMPARE_WITH_TIMEOUT(seen.size(), std::size_t(count), 20000);
        training.join();
        for (std::int64_t i = 0; i < count; ++i)
            QCOMPARE(seen[std::size_t(i)], i + 1);
        QVERIFY2(signalCount < count / 10, "one signal must carry many events");
    }

    /// What takes long to show is shown every two seconds; with what is no step it comes at once.
    void stepsThatAreDearToShowComeSeldom()
    {
        TelemetryBridge bridge;
        int signalCount = 0;
        bool isFinished = false;
        connect(&bridge, &TelemetryBridge::eventsArrived, &bridge, [&](const EventBatch& batch) {
            ++signalCount;
            isFinished = std::holds_alternative<engine::RunFinished>(batch.events.back());
            const std::clock_t begin = std::clock();
            while (std::clock() - begin < CLOCKS_PER_SEC / 50) // two seconds' worth at least
                ;
        });
        bridge.begin(7);
        QElapsedTimer time;
        time.start();
        for (int i = 1; i <= 60; ++i) {
            bridge.handle(step(i));
            QTest::qWait(40);
        }
        const qint64 seconds = time.elapsed() / 1000;
        QVERIFY2(signalCount >= 1 && signalCount <= seconds / 2 + 2, qPrintable(QString::number(signalCount)));
        bridge.flush();
        bridge.handle(step(61));
        QCoreApplication::processEvents();
        const int timerCalls = signalCount;
        bridge.handle(engine::RunFinished{});
        QTRY_VERIFY(isFinished);
        QCOMPARE(signalCount, timerCalls + 1); // with the step before it
    }

    void whatFindsNoMemoryWaitsForIt()
    {
        if (!support::canLimitMemory)
            QSKIP("A sanitizer needs memory of its own.");
        constexpr std::size_t largeBytes = std::size_t(64) << 20; // the C library asks the system for so much
        TelemetryBridge bridge;
        std::size_t seen = 0;
        connect(&bridge, &TelemetryBridge::eventsArrived, &bridge, [&](const EventBatch& batch) {
            for (const engine::RunEvent& event : batch.events)
                seen = std::get<engine::LogLine>(event).text.size();
        });
        const engine::RunEvent large = engine::LogLine{engine::LogLevel::Info, std::string(largeBytes, 'x')};
        std::atomic<bool> isShort{false};
        std::thread training([&] {
            while (!isShort)
                std::this_thread::yield();
            bridge.handle(large);
        });
        support::AddressSpaceLimit limit(rlim_t(24) << 20);
        isShort = true;
        QTest::qWait(300);
        QCOMPARE(seen, std::size_t(0));
        limit.lift();
        training.join();
        QTRY_COMPARE_WITH_TIMEOUT(seen, largeBytes, 20000);
    }

    void eventsOfTwoRunsAreNotMixed()
    {
        TelemetryBridge bridge;
        std::vector<EventBatch> batches;
        connect(&bridge, &TelemetryBridge::eventsArrived, &bridge,
                [&](const EventBatch& batch) { batches.push_back(batch); });
        bridge.begin(1);
        bridge.handle(step(1));
        bridge.handle(engine::RunFinished{});
        bridge.begin(2);
        bridge.handle(step(1));
        bridge.flush();
        QCOMPARE(batches.size(), std::size_t(2));
        QCOMPARE(batches[0].run, std::int64_t(1));
        QCOMPARE(batches[0].events.size(), std::size_t(2));
        QCOMPARE(batches[1].run, std::int64_t(2));
    }

    void flushLeavesNothingForTheTimer()
    {
        TelemetryBridge bridge;
        int events = 0;
        int signalCount = 0;
        connect(&bridge, &TelemetryBridge::eventsArrived, &bridge, [&](const EventBatch& batch) {
            ++signalCount;
            events += int(batch.events.size());
        });
        bridge.begin(1);
        bridge.handle(step(1));
        bridge.flush();
        bridge.handle(step(2));
        QTRY_COMPARE(events, 2);
        bridge.flush();
        QCOMPARE(signalCount, 2);
    }
};

MOLEX_TEST(tst_TelemetryBridge)
#include "tst_TelemetryBridge.moc"
