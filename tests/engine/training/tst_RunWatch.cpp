#include "engine/training/RunWatch.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <sys/mman.h>

#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

using namespace engine;
using support::Outcome;

namespace {

/// Resident memory, as a large model has it; given back to the system with this object.
class Ballast final {
public:
    static constexpr std::int64_t bytes = std::int64_t{256} << 20;

    Ballast()
        : m_pages(::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0))
    {
    }
    ~Ballast()
    {
        if (isThere())
            ::munmap(m_pages, bytes);
    }

    bool isThere() const { return m_pages != MAP_FAILED; }

private:
    void* m_pages;
};

} // namespace

/// What runs say of their time and memory.
class tst_RunWatch : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    RunConfig config() const { return support::tinyLoraRun(m_runs.folder()); }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(m_runs.path("model"));
        support::writeTinyTask(m_runs.path("glue"));
    }

    void whatWaitsIsNotAtWork()
    {
        RunWatch watch;
        watch.note(RunPaused{3});
        const double before = watch.seconds();
        QVERIFY(before > 0);
        QVERIFY(watch.seconds() == before);
        watch.note(RunResumed{3});
        QTRY_VERIFY(watch.seconds() > before);
    }

    void aPauseIsNotInTheTimeOfARun()
    {
        using Clock = std::chrono::steady_clock;
        Outcome paused;
        RunControl control;
        std::chrono::duration<double> waited(0);
        paused.observer.onEvent = [&](const RunEvent& event) {
            if (const auto* step = std::get_if<StepDone>(&event); step != nullptr && step->step == 3)
                control.pause();
            if (!std::holds_alternative<RunPaused>(event))
                return;
            const auto since = Clock::now();
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            waited = Clock::now() - since;
            control.resume();
        };
        const auto begun = Clock::now();
        m_runs.run(config(), paused, control);
        const std::chrono::duration<double> all = Clock::now() - begun;
        QVERIFY(waited.count() > 0);
        QVERIFY(paused.finished.wallSeconds > 0);
        QVERIFY(paused.finished.wallSeconds <= (all - waited).count());
    }

    /// Eight steps an epoch, at whose end there is an evaluation, as at the end of the run.
    void evaluationsAreInTheTimeOfARunAndNotInItsSpeed()
    {
        Outcome outcome;
        m_runs.run(config(), outcome);
        const RunFinished& finished = outcome.finished;
        QCOMPARE(finished.evaluations, std::int64_t(2));
        QVERIFY(finished.evaluationSeconds > 0);
        QVERIFY(finished.wallSeconds > finished.seconds + finished.evaluationSeconds);
        const double ofSteps = outcome.observer.all<StepDone>().back().seconds;
        QCOMPARE(finished.seconds, ofSteps);
        QCOMPARE(finished.samplesPerSecond, 12 * 8 / ofSteps);
    }

    void aRunThatCannotBeginHasTakenItsTimeToo()
    {
        RunConfig broken = config();
        broken.model.path = m_runs.path("nowhere").string();
        Outcome outcome;
        m_runs.run(broken, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Failed);
        QVERIFY(outcome.finished.wallSeconds > 0);
    }

    void aStepSaysTheMemoryOfTheRunSoFar()
    {
        Outcome outcome;
        m_runs.run(config(), outcome);
        const std::vector<double> memory = outcome.observer.series("peak_memory_bytes");
        QCOMPARE(memory.size(), std::size_t(12));
        QVERIFY(memory.front() > (10 << 20)); // LibTorch alone takes more
        QVERIFY(std::is_sorted(memory.begin(), memory.end()));
        QVERIFY(double(outcome.finished.peakMemoryBytes) >= memory.back());
    }

    /// As in a queue, the large run first.
    void theMemoryOfARunIsNotThatOfTheOneBefore()
    {
        Outcome large, small;
        {
            const Ballast ballast;
            QVERIFY(ballast.isThere());
            m_runs.run(config(), large);
        }
        m_runs.run(config(), small);
        QVERIFY(large.finished.peakMemoryBytes > Ballast::bytes);
        QVERIFY(small.finished.peakMemoryBytes > 0);
        QVERIFY(small.finished.peakMemoryBytes < large.finished.peakMemoryBytes - Ballast::bytes / 2);
    }
};

MOLEX_TEST(tst_RunWatch)
#include "tst_RunWatch.moc"
