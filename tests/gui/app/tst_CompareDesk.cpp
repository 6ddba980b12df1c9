#include "tests/support/Desk.h"

#include <atomic>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <QScopeGuard>
#include <QTimer>
#include <SQLiteCpp/Database.h>

#include "engine/run/Wanted.h"
#include "gui/app/EmptyState.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/ComparePage.h"
#include "tests/support/StoredGroups.h"

using namespace gui;
using support::Desk;

/// Comparisons of the window that come to nothing.
class tst_CompareDesk : public QObject {
    Q_OBJECT

private:
    /// Says when the thread is over that it was made on.
    struct ThreadEnd
    {
        std::atomic<bool>& isOver;
        ~ThreadEnd() { isOver = true; }
    };

    std::optional<support::TemporaryFolder> m_folder; ///< with three runs in each of two groups
    std::atomic<int> m_begun{0};
    std::atomic<int> m_calledOff{0};
    std::atomic<bool> m_mayGoOn{false};
    std::atomic<bool> m_isThreadOver{false};
    std::vector<std::size_t> m_compared; ///< the runs of each that was begun; read after the last result only

    template <class Condition>
    static void waitUntil(Condition isSo)
    {
        while (!isSo())
            std::this_thread::yield();
    }

    /// Two ways to end for a comparison that is not wanted any more.
    static void addWays()
    {
        QTest::addColumn<bool>("asksAgain");
        QTest::newRow("given up") << true;
        QTest::newRow("too far to be given up") << false;
    }

    static RunComparer untilUnwanted(bool asksAgain)
    {
        return [asksAgain](CompareSource source, const CompareChoice& choice, const engine::Wanted& wanted) {
            waitUntil([&wanted] { return !wanted(); });
            return compareRuns(std::move(source), choice, asksAgain ? wanted : engine::Wanted());
        };
    }

    RunComparer untilLetGo() const
    {
        return [this](CompareSource source, const CompareChoice& choice, const engine::Wanted& wanted) {
            waitUntil([this] { return m_mayGoOn.load(); });
            return compareRuns(std::move(source), choice, wanted);
        };
    }

    /// Once it is let go.
    RunComparer failure() const
    {
        return [this](CompareSource, const CompareChoice&, const engine::Wanted&) -> CompareResult {
            waitUntil([this] { return m_mayGoOn.load(); });
            throw std::runtime_error("there is no room for it");
        };
    }

    /// As the window compares, with something else in place of the first comparison. Counts them.
    RunComparer beginningWith(RunComparer first)
    {
        return [this, first = std::move(first)](CompareSource source, const CompareChoice& choice,
                                                const engine::Wanted& wanted) {
            thread_local const ThreadEnd end{m_isThreadOver};
            m_compared.push_back(source.runs.size());
            const bool isFirst = ++m_begun == 1;
            try {
                return isFirst ? first(std::move(source), choice, wanted)
                               : compareRuns(std::move(source), choice, wanted);
            } catch (const engine::CalledOff&) {
                ++m_calledOff;
                throw;
            }
        };
    }

    static RunTableModel& runs(const Desk& desk) { return *static_cast<RunTableModel*>(desk.runs()->model()); }
    static ComparePage& page(const Desk& desk) { return *desk.window->findChild<ComparePage*>(); }
    static QString advice(const Desk& desk) { return desk.find<EmptyState>("compareEmpty")->advice(); }

    /// Of the result on the page; 0 without one.
    static std::size_t runsShown(const Desk& desk)
    {
        const std::shared_ptr<const CompareResult> result = page(desk).result();
        return result == nullptr ? 0 : result->comparison.runs.size();
    }

    /// True once the first comparison, of all six runs, has begun.
    bool compareAll(const Desk& desk) const
    {
        if (!QTest::qWaitFor([&desk] { return runs(desk).runsThere() == 6; }))
            return false;
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        return QTest::qWaitFor([this] { return m_begun == 1; });
    }

    /// The others are then compared. True once they are read and wait for the worker: the store answers in order, and
    /// has given the first run another name after that.
    static bool leaveOut(const Desk& desk, std::int64_t run)
    {
        RunTableModel& table = runs(desk);
        table.setChecked({run}, false);
        const QString name = QStringLiteral("without-%1").arg(run);
        table.setData(table.indexOf(1), name, Qt::EditRole);
        return QTest::qWaitFor([&table, &name] { return table.nameOf(1) == name; });
    }

    /// Of a page without a result until now: it has told that it compares, and the result of so many runs.
    static void requireNothingElse(const QSignalSpy& told, int count)
    {
        QVERIFY(!told.isEmpty());
        for (const QList<QVariant>& each : told) {
            const QString text = each.at(0).toString();
            const QString compared = QStringLiteral("%1 runs compared").arg(count);
            QVERIFY2(text == QStringLiteral("Comparing…") || text.startsWith(compared), qPrintable(text));
        }
    }

    void breakStore() const
    {
        constexpr int patience = 5000; // ms, where the window writes just then
        SQLite::Database((m_folder->path() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE, patience)
            .exec("DROP TABLE evaluation_values");
    }

    static void requireNoComplaint(const Desk& desk)
    {
        for (const char* bar : {"file", "store", "worker"})
            QVERIFY2(!desk.asks(bar), qPrintable(desk.message(bar)));
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void init()
    {
        m_folder.emplace();
        support::storeTwoGroups(m_folder->path(), 3);
        m_begun = m_calledOff = 0;
        m_mayGoOn = m_isThreadOver = false;
        m_compared.clear();
    }

    void whatIsReplacedWhileItRunsIsNotShown_data() { addWays(); }

    /// What the worker brings comes in order: with the second result on the page the first would have been there.
    void whatIsReplacedWhileItRunsIsNotShown()
    {
        QFETCH(bool, asksAgain);
        const Desk desk(m_folder->path(), false, {}, beginningWith(untilUnwanted(asksAgain)));
        QVERIFY(compareAll(desk));
        QSignalSpy told(&page(desk), &ComparePage::summaryChanged);
        runs(desk).setChecked({5, 6}, false);
        QTRY_COMPARE(runsShown(desk), std::size_t(4));
        requireNothingElse(told, 4);
        requireNoComplaint(desk);
        QCOMPARE(m_compared, (std::vector<std::size_t>{6, 4}));
        QCOMPARE(m_calledOff.load(), asksAgain ? 1 : 0);
    }

    void whatIsReplacedWhileItWaitsIsNeverBegun()
    {
        const Desk desk(m_folder->path(), false, {}, beginningWith(untilLetGo()));
        const auto letGo = qScopeGuard([this] { m_mayGoOn = true; });
        QVERIFY(compareAll(desk));
        QSignalSpy told(&page(desk), &ComparePage::summaryChanged);
        QVERIFY(leaveOut(desk, 6));
        QVERIFY(leaveOut(desk, 5));
        QCOMPARE(m_begun.load(), 1);
        m_mayGoOn = true;
        QTRY_COMPARE(runsShown(desk), std::size_t(4));
        requireNothingElse(told, 4);
        requireNoComplaint(desk);
        QCOMPARE(m_compared, (std::vector<std::size_t>{6, 4}));
        QCOMPARE(m_calledOff.load(), 1);
    }

    /// Nothing replaces it.
    void withOneRunLeftTheComparisonIsGivenUp()
    {
        const Desk desk(m_folder->path(), false, {}, beginningWith(untilUnwanted(true)));
        QVERIFY(compareAll(desk));
        runs(desk).setChecked({2, 3, 4, 5, 6}, false);
        QTRY_COMPARE(m_calledOff.load(), 1);
        QVERIFY2(advice(desk).startsWith(QStringLiteral("Check at least two runs")), qPrintable(advice(desk)));
        runs(desk).setChecked({2, 3, 4}, true);
        QTRY_COMPARE(runsShown(desk), std::size_t(4));
        requireNoComplaint(desk);
        QCOMPARE(m_compared, (std::vector<std::size_t>{6, 4}));
    }

    /// Of hundreds of runs it is large.
    void aResultOutOfSightIsLetGoWithItsRuns()
    {
        const Desk desk(m_folder->path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        QTRY_COMPARE(runsShown(desk), std::size_t(6));
        const std::weak_ptr<const CompareResult> result = page(desk).result();
        desk.action("showLaunch")->trigger();
        runs(desk).setChecked({4, 5, 6}, false);
        QVERIFY(!result.expired()); // it is soon seen again
        runs(desk).setChecked({2, 3}, false);
        QTRY_VERIFY(result.expired());
        runs(desk).setChecked({2}, true);
        desk.action("showCompare")->trigger();
        QTRY_COMPARE(runsShown(desk), std::size_t(2));
        requireNoComplaint(desk);
    }

    void whyItFailsIsSaidOnThePage()
    {
        const Desk desk(m_folder->path(), false, {}, beginningWith(failure()));
        m_mayGoOn = true;
        QVERIFY(compareAll(desk));
        QTRY_COMPARE(advice(desk), QStringLiteral("there is no room for it"));
        runs(desk).setChecked({5, 6}, false);
        QTRY_COMPARE(runsShown(desk), std::size_t(4));
        requireNoComplaint(desk);
    }

    /// Nor does it take from the next one, which waits, what that is made of.
    void theFailureOfWhatWasReplacedIsNotSaid()
    {
        const Desk desk(m_folder->path(), false, {}, beginningWith(failure()));
        const auto letGo = qScopeGuard([this] { m_mayGoOn = true; });
        QVERIFY(compareAll(desk));
        QSignalSpy told(&page(desk), &ComparePage::summaryChanged);
        QVERIFY(leaveOut(desk, 6));
        QCOMPARE(m_begun.load(), 1);
        m_mayGoOn = true;
        QTRY_COMPARE(runsShown(desk), std::size_t(5));
        requireNothingElse(told, 5);
        requireNoComplaint(desk);
        QCOMPARE(m_compared, (std::vector<std::size_t>{6, 5}));
    }

    /// A result that is only older is worth more than none.
    void runsThatCannotBeReadAgainLeaveTheResult()
    {
        const Desk desk(m_folder->path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        QTRY_COMPARE(runsShown(desk), std::size_t(6));
        breakStore();
        auto* growth = desk.window->findChild<QTimer*>(QStringLiteral("compareGrowth"));
        growth->start(0); // as if a run had grown
        QTRY_VERIFY2(desk.message("store").contains(QStringLiteral("evaluation_values")), qPrintable(advice(desk)));
        QCOMPARE(runsShown(desk), std::size_t(6));
        growth->start(0); // and it is tried again
        QTRY_VERIFY(!growth->isActive());
        runs(desk).setChecked({6}, false); // other runs: nothing is known of them
        QTRY_VERIFY2(advice(desk).contains(QStringLiteral("evaluation_values")), qPrintable(advice(desk)));
        QCOMPARE(runsShown(desk), std::size_t(0));
    }

    void whyRunsCannotBeReadIsSaidOnThePage()
    {
        const Desk desk(m_folder->path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        breakStore();
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        QTRY_VERIFY2(advice(desk).contains(QStringLiteral("evaluation_values")), qPrintable(advice(desk)));
    }

    void closingTheWindowEndsTheComparison_data() { addWays(); }

    /// While it is wanted it never ends.
    void closingTheWindowEndsTheComparison()
    {
        QFETCH(bool, asksAgain);
        Desk desk(m_folder->path(), false, {}, beginningWith(untilUnwanted(asksAgain)));
        QVERIFY(compareAll(desk));
        QVERIFY(desk.window->close());
        QVERIFY(!m_isThreadOver.load());
        desk.window.reset();
        QVERIFY(m_isThreadOver.load());
        QCOMPARE(m_begun.load(), 1);
        QCOMPARE(m_calledOff.load(), asksAgain ? 1 : 0);
    }
};

MOLEX_GUI_TEST(tst_CompareDesk)
#include "tst_CompareDesk.moc"
