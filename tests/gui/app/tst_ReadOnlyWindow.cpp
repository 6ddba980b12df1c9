#include <csignal>

#include <QDockWidget>
#include <QLabel>
#include <QProcess>
#include <QStatusBar>

#include "gui/app/EmptyState.h"
#include "gui/models/RunModel.h"
#include "gui/pages/RunPage.h"
#include "tests/support/Desk.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// A window that only reads, beside a process that writes the workspace.
class tst_ReadOnlyWindow : public QObject {
    Q_OBJECT

private:
    static constexpr int stored = 60; // steps

    /// Says that so many steps are on the disk, then stands still until it is killed.
    static std::unique_ptr<QProcess> startRecording(const std::filesystem::path& workspace)
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QStringLiteral(MOLEX_RECORDER_PROCESS),
                       {QString::fromStdString(workspace.string()), QStringLiteral("1"), QString::number(stored),
                        QStringLiteral("go-on")});
        while (!process->canReadLine())
            if (!process->waitForReadyRead(60'000))
                return nullptr;
        const bool isStopped = ::kill(static_cast<pid_t>(process->processId()), SIGSTOP) == 0;
        return isStopped && process->readLine() == "stored\n" ? std::move(process) : nullptr;
    }

    static std::size_t pointsIn(const Desk& desk)
    {
        const RunModel* model = desk.find<RunPage>("runPage")->model();
        const MetricSeries* loss = model == nullptr ? nullptr : model->series("loss");
        return loss == nullptr ? 0 : loss->size();
    }

    static QString noteOf(const Desk& desk) { return desk.find<QDockWidget>("queueDock")->property("note").toString(); }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void opensOnTheRunThatIsInProgress_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::newRow("running") << RunState::Running;
        QTest::newRow("waits for its device or for room") << RunState::Paused;
    }

    void opensOnTheRunThatIsInProgress()
    {
        QFETCH(RunState, state);
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "done", RunState::Finished);
        support::addRun(folder.path(), "waits", RunState::Queued);
        support::addRun(folder.path(), "goes on", state);
        support::addRun(folder.path(), "waits too", RunState::Queued);
        Desk desk(folder.path(), true);
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: goes on"));
    }

    void anEmptyWorkspaceSendsNobodyToLaunch()
    {
        const support::TemporaryFolder folder;
        const auto adviceIn = [](const Desk& desk, const char* part) { return desk.find<EmptyState>(part)->advice(); };
        const QString launch = QStringLiteral("Launch");
        std::thread([&] { storage::RunRepository(folder.path()); }).join();
        {
            Desk desk(folder.path(), true);
            QCOMPARE(desk.tabs()->currentIndex(), 1);
            for (const EmptyState* state : desk.window->findChildren<EmptyState*>())
                QVERIFY2(state->isReadOnly(), qPrintable(state->objectName()));
            QVERIFY(desk.find<EmptyState>("sweepEmpty") != nullptr);
            for (const char* state : {"metricsEmptyState", "routingEmptyState", "samplesEmptyState"}) {
                QCOMPARE(desk.find<EmptyState>(state)->title(), QStringLiteral("No run is chosen"));
                QVERIFY2(!adviceIn(desk, state).contains(launch), state);
                QVERIFY2(adviceIn(desk, state).contains(QStringLiteral("only reads")), state);
            }
        }
        const Desk writing(folder.path());
        QVERIFY(adviceIn(writing, "metricsEmptyState").contains(launch));
        QVERIFY(!writing.find<EmptyState>("sweepEmpty")->isReadOnly());
    }

    void saysThatItOnlyReadsAndPromisesNoTime()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "waits", RunState::Queued);
        support::addRun(folder.path(), "waits too", RunState::Queued);
        {
            Desk desk(folder.path(), true);
            auto* word = desk.find<QLabel>("readOnlyLabel");
            QVERIFY(word != nullptr && word->isVisible());
            QVERIFY(desk.window->statusBar()->isAncestorOf(word));
            QTRY_COMPARE(noteOf(desk), QStringLiteral("2 waiting"));
        }
        const Desk writing(folder.path());
        QVERIFY(writing.find<QLabel>("readOnlyLabel") == nullptr);
        QTRY_COMPARE(noteOf(writing), QStringLiteral("2 waiting, time not known yet"));
    }

    void pointsOfAnotherProcessArriveAndNothingIsWritten()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "theirs", RunState::Queued);
        {
            Desk desk(folder.path(), true);
            QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
            desk.clickRow(0);
            QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: theirs"));
            QCOMPARE(pointsIn(desk), std::size_t(0));
            const auto process = startRecording(folder.path());
            QVERIFY(process != nullptr);
            QTRY_VERIFY_WITH_TIMEOUT(pointsIn(desk) >= stored, 20000);
            QTRY_COMPARE_WITH_TIMEOUT(desk.cell(0, 1), QStringLiteral("running"), 20000);
            process->kill();
            QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(60'000));
            support::addRun(folder.path(), "later", RunState::Queued);
            QTRY_COMPARE_WITH_TIMEOUT(desk.runs()->model()->rowCount(), 2, 20000); // it has looked since
            QCOMPARE(desk.stateOf(1), RunState::Running);
            QVERIFY(!desk.asks("store"));
        }
        QVERIFY(!std::filesystem::exists(folder.path() / "queue.lock"));
        Desk writing(folder.path()); // says at its first look what has become of the run
        QTRY_COMPARE(writing.stateOf(1), RunState::Interrupted);
    }
};

MOLEX_GUI_TEST(tst_ReadOnlyWindow)
#include "tst_ReadOnlyWindow.moc"
