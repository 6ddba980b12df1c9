#include <algorithm>
#include <optional>

#include "engine/training/ModelExport.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Runs whose checkpoints find no room for a while. A limit on the size of files stands for the full disk.
class tst_FullDisk : public QObject {
    Q_OBJECT

    static constexpr rlim_t fullDisk = 512; ///< bytes: less than any tensor file of these runs
    support::WholeRuns m_runs;

    RunConfig config() const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.method = FullConfig{};
        result.routing = NoRoutingConfig{};
        result.training.steps = 8;
        result.training.checkpointEvery = 2;
        result.training.evaluateEvery = 8;
        result.runtime.threads = 1;
        return result;
    }

    static std::vector<std::string> namesIn(const fs::path& folder)
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

    static bool isStep(const RunEvent& event, std::int64_t step)
    {
        const auto* done = std::get_if<StepDone>(&event);
        return done != nullptr && done->step == step;
    }

    static bool says(const Outcome& outcome, const char* words)
    {
        const std::vector<LogLine> lines = outcome.observer.all<LogLine>();
        return std::any_of(lines.begin(), lines.end(),
                           [words](const LogLine& line) { return line.text.find(words) != std::string::npos; });
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(m_runs.path("model"));
        support::writeTinyTask(m_runs.path("glue"));
    }

    void aCheckpointWaitsForRoomAndTheRunGoesOnExactly()
    {
        Outcome whole, held;
        m_runs.run(config(), whole);
        RunControl control;
        std::optional<support::FileSizeLimit> limit;
        std::vector<std::string> leftMeanwhile;
        held.observer.onEvent = [&](const RunEvent& event) {
            if (isStep(event, 4))
                limit.emplace(fullDisk);
            if (!std::holds_alternative<RunPaused>(event))
                return;
            leftMeanwhile = namesIn(held.checkpoints);
            limit.reset();
            control.resume(); // otherwise it looks again by itself, seconds later
        };
        m_runs.run(config(), held, control);
        held.observer.onEvent = {};
        QCOMPARE(held.finished.status, RunStatus::Finished);
        const std::vector<RunPaused> pauses = held.observer.all<RunPaused>();
        QCOMPARE(pauses.size(), 1u);
        QCOMPARE(pauses[0].step, std::int64_t(4));
        for (const char* words : {"step-00000004", "cannot be written", "waits until there is room"})
            QVERIFY2(pauses[0].reason.find(words) != std::string::npos, pauses[0].reason.c_str());
        QVERIFY(says(held, "waits until there is room") && says(held, "there is room on the disk again"));
        QCOMPARE(held.observer.all<RunResumed>().size(), 1u);
        QCOMPARE(leftMeanwhile, std::vector<std::string>{"step-00000002"}); // nothing half written
        QCOMPARE(held.observer.series("loss"), whole.observer.series("loss"));
        QCOMPARE(held.weights(), whole.weights());
        QCOMPARE(namesIn(held.checkpoints), namesIn(whole.checkpoints));
    }

    void aStopEndsTheWaitingAndTheRunGoesOnFromTheCheckpointBefore()
    {
        Outcome whole, stopped, resumed;
        m_runs.run(config(), whole);
        RunControl control;
        std::optional<support::FileSizeLimit> limit;
        stopped.observer.onEvent = [&](const RunEvent& event) {
            if (isStep(event, 8))
                limit.emplace(fullDisk);
            if (std::holds_alternative<RunPaused>(event))
                control.stop();
        };
        m_runs.run(config(), stopped, control);
        stopped.observer.onEvent = {};
        limit.reset();
        QCOMPARE(stopped.finished.status, RunStatus::Stopped); // all steps are done, and not all of them kept
        QCOMPARE(fs::path(stopped.finished.checkpoint).filename().string(), std::string("step-00000006"));
        QVERIFY(says(stopped, "the run ends without it"));
        QCOMPARE(namesIn(stopped.checkpoints), (std::vector<std::string>{"step-00000004", "step-00000006"}));

        resumed.checkpoints = stopped.checkpoints;
        m_runs.run(config(), resumed, 0, fs::path(stopped.finished.checkpoint));
        QCOMPARE(resumed.finished.status, RunStatus::Finished);
        QCOMPARE(resumed.weights(), whole.weights());
    }

    void anExportFailsWithASentenceAndLeavesNothing()
    {
        Outcome outcome;
        m_runs.run(config(), outcome);
        const fs::path out = m_runs.fresh();
        QString problem;
        {
            const support::FileSizeLimit limit(fullDisk);
            try {
                exportMerged(config(), outcome.finished.checkpoint, out);
            } catch (const Error& error) {
                problem = QString::fromStdString(error.what());
            }
        }
        QVERIFY2(problem.contains(QStringLiteral("cannot be written")), qPrintable(problem));
        QVERIFY(!fs::exists(out) && !fs::exists(out.string() + ".partial"));
        exportMerged(config(), outcome.finished.checkpoint, out);
        QVERIFY(fs::exists(out / "model.safetensors"));
    }

    void aPlaceThatCannotBeWrittenIsNamedByAnExport()
    {
        Outcome outcome;
        m_runs.run(config(), outcome);
        try {
            exportMerged(config(), outcome.finished.checkpoint, "/proc/merged"); // even root cannot write there
            QFAIL("accepted");
        } catch (const Error& error) {
            const QString problem = QString::fromStdString(error.what());
            QVERIFY2(problem.contains(QStringLiteral("/proc/merged"))
                         && problem.contains(QStringLiteral("cannot be written")),
                     qPrintable(problem));
        }
    }
};

MOLEX_TEST(tst_FullDisk)
#include "tst_FullDisk.moc"
