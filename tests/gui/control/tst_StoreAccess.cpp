#include "gui/control/StoreAccess.h"

#include "engine/run/ThreadRole.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui;

class tst_StoreAccess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowsThreadIsRefusedByTheStore()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        // Marked for the rest of this thread's life, as in the window: only another thread may use the store then.
        engine::markWindowThread();
        QVERIFY_EXCEPTION_THROWN(repository.runs(), std::logic_error);
    }

    void requestsAreAnsweredFromAnotherThread()
    {
        engine::markWindowThread();
        const support::TemporaryFolder folder;
        StoreAccess store(folder.path());
        std::int64_t id = 0;
        store.ask(
            this, {}, [](storage::RunRepository& runs) { return runs.create("a", "", "{}"); },
            [&](std::int64_t made) { id = made; });
        QTRY_VERIFY(id > 0);
        std::vector<storage::RunRecord> records;
        store.ask(
            this, {}, [](storage::RunRepository& runs) { return runs.runs(); },
            [&](std::vector<storage::RunRecord> read) { records = std::move(read); });
        QTRY_COMPARE(records.size(), std::size_t(1));
    }

    void lateResultsAreDropped()
    {
        const support::TemporaryFolder folder;
        StoreAccess store(folder.path());
        JobTracker tracker;
        QList<int> answers;
        for (int i = 0; i < 50; ++i)
            store.ask(
                this, tracker.start(), [i](storage::RunRepository&) { return i; }, [&](int value) { answers << value; });
        QTRY_COMPARE(answers, QList<int>{49});
    }

    void whatTheStoreCannotDoBecomesASentence()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("workspace.sqlite", "this is no database, and long enough to be looked at");
        StoreAccess store(folder.path());
        QSignalSpy failed(&store, &StoreAccess::failed);
        store.ask(
            this, {}, [](storage::RunRepository& runs) { return runs.runs().size(); },
            [](std::size_t) { QFAIL("a foreign file has no runs"); });
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(!failed[0][0].toString().isEmpty());
    }

    void editsPostedBeforeTheEndAreDone()
    {
        const support::TemporaryFolder folder;
        {
            StoreAccess store(folder.path());
            store.ask(
                this, {}, [](storage::RunRepository& runs) { return runs.create("kept", "", "{}"); },
                [](std::int64_t) {});
        }
        std::size_t count = 0;
        std::thread([&] { count = storage::RunRepository(folder.path()).runs().size(); }).join();
        QCOMPARE(count, std::size_t(1));
    }
};

MOLEX_TEST(tst_StoreAccess)
#include "tst_StoreAccess.moc"
