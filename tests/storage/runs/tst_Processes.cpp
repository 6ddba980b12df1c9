#include <unistd.h>

#include <SQLiteCpp/Database.h>

#include "storage/runs/Error.h"
#include "storage/runs/ProcessIdentity.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TestMain.h"

using namespace storage;

/// Runs that other processes record, end, are killed in.
class tst_Processes : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_workspace;

    std::unique_ptr<QProcess> startRecording(std::int64_t run, std::int64_t steps, const char* then) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(MOLEX_RECORDER_PROCESS, {QString::fromStdString(m_workspace.string()), QString::number(run),
                                                QString::number(steps), then});
        return process;
    }

    static bool waitStored(QProcess& process)
    {
        while (!process.canReadLine())
            if (!process.waitForReadyRead(60'000))
                return false;
        return process.readLine() == "stored\n";
    }

    static void verifyWhole(const SeriesPoints& loss, std::size_t atLeast)
    {
        QVERIFY(loss.steps.size() >= atLeast);
        for (std::size_t i = 0; i < loss.steps.size(); ++i) {
            QCOMPARE(loss.steps[i], static_cast<std::int64_t>(i + 1));
            QVERIFY(loss.values[i] == support::sampleStep(loss.steps[i]).values[0].value);
        }
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->path().toStdString();
    }

    void whatWasStoredSurvivesAKilledProcess()
    {
        RunRepository repository(m_workspace);
        const auto id = repository.create("a", "", "{}");
        const auto process = startRecording(id, 2000, "go-on");
        QVERIFY(waitStored(*process));
        QCOMPARE(repository.markInterrupted(), 0); // it lives
        process->kill();
        QVERIFY(process->waitForFinished());

        QCOMPARE(repository.run(id)->state, RunState::Running);
        QCOMPARE(repository.markInterrupted(), 1);
        const RunRecord record = *repository.run(id);
        QCOMPARE(record.state, RunState::Interrupted);
        QVERIFY(record.endedAt >= record.startedAt);
        QVERIFY(record.step >= 2000);
        verifyWhole(repository.series(id, "loss"), 2000);
        QVERIFY(repository.routingSteps(id).size() >= 200);
        QVERIFY(repository.routing(id, 2000).has_value());
        const auto backTo = record.step / 2;
        repository.truncateAfter(id, backTo);
        {
            RunRecorder again(m_workspace, id);
            for (std::int64_t step = backTo + 1; step <= backTo + 700; ++step)
                again.handle(support::sampleStep(step));
            again.handle(support::sampleEnd());
        }
        QCOMPARE(repository.series(id, "loss").steps.size(), static_cast<std::size_t>(backTo + 700));
        verifyWhole(repository.series(id, "loss"), 1);
        QCOMPARE(repository.run(id)->state, RunState::Finished);
    }

    void severalProcessesShareAWorkspace()
    {
        RunRepository repository(m_workspace);
        std::vector<std::int64_t> runs;
        std::vector<std::unique_ptr<QProcess>> processes;
        for (int i = 0; i < 3; ++i) {
            runs.push_back(repository.create("a", "", "{}"));
            processes.push_back(startRecording(runs.back(), 3000, "end"));
        }
        while (processes.back()->state() != QProcess::NotRunning) {
            repository.create("meanwhile", "", "{}");
            QVERIFY(repository.runs().size() > runs.size());
            processes.back()->waitForFinished(20);
        }
        for (const auto& process : processes) {
            QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished());
            QCOMPARE(process->exitCode(), 0);
        }
        for (const std::int64_t run : runs) {
            QCOMPARE(repository.run(run)->state, RunState::Finished);
            QCOMPARE(repository.series(run, "loss").steps.size(), std::size_t(3000));
            verifyWhole(repository.series(run, "loss"), 3000);
            QCOMPARE(repository.routingSteps(run).size(), std::size_t(300));
        }
    }

    void aRunBelongsToOneProcess()
    {
        RunRepository repository(m_workspace);
        const auto id = repository.create("a", "", "{}");
        const auto process = startRecording(id, 10, "go-on");
        QVERIFY(waitStored(*process));
        QVERIFY_THROWS_EXCEPTION(Error, RunRecorder(m_workspace, id));
        QVERIFY_THROWS_EXCEPTION(Error, repository.setState(id, RunState::Running));
        QVERIFY_THROWS_EXCEPTION(Error, repository.truncateAfter(id, 0));
        QVERIFY_THROWS_EXCEPTION(Error, repository.remove(id));
        repository.requestStop(id);
        QVERIFY(process->waitForFinished(60'000));
        QCOMPARE(process->exitCode(), 0);
        QCOMPARE(repository.run(id)->state, RunState::Stopped);
        repository.truncateAfter(id, 0); // free again
    }

    void aRecycledProcessNumberIsNotTheOwner()
    {
        RunRepository repository(m_workspace);
        const auto id = repository.create("a", "", "{}");
        repository.setState(id, RunState::Running);
        QCOMPARE(repository.markInterrupted(), 0);
        SQLite::Database other((m_workspace / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("UPDATE runs SET owner_start = owner_start || '1'"); // our number, another start
        QCOMPARE(repository.markInterrupted(), 1);
        QCOMPARE(repository.run(id)->state, RunState::Interrupted);
    }

    void identityTellsTheLivingFromTheDead()
    {
        const ProcessIdentity self = ProcessIdentity::current();
        QCOMPARE(self.number, static_cast<std::int64_t>(::getpid()));
        QVERIFY(self.isAlive());
        QVERIFY((ProcessIdentity{self.number, {}}).isAlive()); // where the start is not told
        QVERIFY(!(ProcessIdentity{}).isAlive());
        QVERIFY(!(ProcessIdentity{self.number, "another boot:1"}).isAlive());
        QProcess process;
        process.start(MOLEX_RECORDER_PROCESS, {});
        QVERIFY(process.waitForStarted());
        const std::int64_t number = process.processId();
        QVERIFY(process.waitForFinished());
        QVERIFY(!(ProcessIdentity{number, {}}).isAlive());
    }
};

MOLEX_TEST(tst_Processes)
#include "tst_Processes.moc"
