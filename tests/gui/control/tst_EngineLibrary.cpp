#include "gui/control/EngineLibrary.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>

#include <QDeadlineTimer>
#include <QProcess>

#include "engine/run/ThreadRole.h"
#include "tests/support/RecordingObserver.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"

using namespace gui;

/// The engine out of its library, as the window has it: this program does not link it.
class tst_EngineLibrary : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder m_folder;

    engine::RunConfig config() const
    {
        engine::RunConfig config = support::writtenTinyRun(m_folder.path());
        config.training.steps = 12;
        config.runtime.threads = 1;
        return config;
    }

    engine::RunFinished run(support::RecordingObserver& observer) const
    {
        engine::RunControl control;
        const engine::SessionFolders folders{m_folder.path() / "checkpoints", {}};
        return engineSessions()(config(), folders)->run(control, observer);
    }

    /// What the dynamic linker is told about a file.
    static QByteArray dynamicSection(const char* file)
    {
        QProcess readelf;
        readelf.start(QStringLiteral("readelf"), {QStringLiteral("-d"), QString::fromLocal8Bit(file)});
        return readelf.waitForFinished() ? readelf.readAllStandardOutput() : QByteArray();
    }

    static std::string problemWith(const char* library)
    {
        try {
            loadEngine(library);
        } catch (const engine::Error& problem) {
            return problem.what();
        }
        return {};
    }

private Q_SLOTS:
    void theProgramDoesNotNeedLibTorch()
    {
        const QByteArray program = dynamicSection(MOLEX_WORKBENCH);
        QVERIFY(program.contains("libQt6Widgets"));
        QVERIFY2(!program.contains("libtorch") && !program.contains("libc10"), program.constData());
        QVERIFY(dynamicSection(MOLEX_ENGINE_FILE).contains("libtorch"));
    }

    void whatCannotBeLoadedIsNamed()
    {
        const std::string absent = problemWith("/nowhere/libmolex-engine.so");
        QVERIFY2(absent.find("cannot be loaded: /nowhere/libmolex-engine.so") != std::string::npos, absent.c_str());
        const std::string other = problemWith("libm.so.6");
        QVERIFY2(other.find("libm.so.6 is another library") != std::string::npos, other.c_str());
    }

    void theWindowsThreadIsRefused()
    {
        bool isRefused = false;
        std::thread([&isRefused] {
            engine::markWindowThread();
            try {
                engineFunctions();
            } catch (const std::logic_error&) {
                isRefused = true;
            }
        }).join();
        QVERIFY(isRefused);
    }

    void aProgramThatEndsFirstCallsItOff()
    {
        holdEngine();
        giveUpEngine();
        QVERIFY_THROWS_EXCEPTION(engine::CalledOff, engineFunctions());
        support::RecordingObserver observer;
        QVERIFY(run(observer).status == engine::RunStatus::Failed);
        QCOMPARE(observer.all<engine::RunFinished>().size(), std::size_t(1));
        releaseEngine();
        giveUpEngine(); // too late
        engineFunctions();
    }

    void aRunIsPricedTrainedAndAsked()
    {
        engine::EstimateInputs inputs;
        const engine::CostResult price = engine::estimateCost(config(), inputs);
        QVERIFY2(price.issues.empty(), price.issues.empty() ? "" : price.issues.front().message.c_str());
        QCOMPARE(price.cost.trainRows, std::int64_t(64));

        support::RecordingObserver observer;
        const engine::RunFinished end = run(observer);
        QVERIFY2(end.status == engine::RunStatus::Finished, end.reason.c_str());
        QCOMPARE(observer.series("loss").size(), std::size_t(12));
        QCOMPARE(observer.all<engine::RunFinished>().size(), std::size_t(1));

        engine::Predictor predictor(engine::configOfCheckpoint(end.checkpoint), end.checkpoint);
        engine::Example row;
        row.text = "good 7";
        const engine::Explanation explained = predictor.explain(row);
        QCOMPARE(explained.tokens.size(), std::size_t(8)); // <s> g o o d _ 7 </s>
        QVERIFY(!explained.positions.empty());
        const engine::Alternative other = predictor.tryLayer(row, explained.positions.front(), 0);
        QCOMPARE(other.layer, std::int64_t(0));
        QCOMPARE(other.probabilities.size(), std::size_t(2));
    }

    /// libgomp keeps the threads of every thread that shared a loop, for as long as that lives.
    void whatComputesNowAndThenLeavesNoThreads()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("The thread sanitizer's build is without OpenMP.");
#endif
        const auto threadCount = [] {
            const std::filesystem::directory_iterator threads("/proc/self/task");
            return std::distance(threads, std::filesystem::directory_iterator());
        };
        engine::examineMachine(); // LibTorch makes threads that stay
        const std::ptrdiff_t before = threadCount();
        bool hasGone = false;
        std::thread([&] {
            engine::examineMachine(); // products of large matrices
            QDeadlineTimer patience(10'000); // one that has ended may be listed for a moment
            while (!(hasGone = threadCount() <= before + 1) && !patience.hasExpired())
                std::this_thread::yield();
        }).join();
        QVERIFY(hasGone);
    }

    void whatItThrowsIsKnownByItsType()
    {
        engine::RunConfig wrong = config();
        wrong.model.path = "/nowhere";
        std::vector<engine::Issue> issues;
        try {
            engine::measureSpeed(wrong, [] { return true; });
        } catch (const engine::BadInput& problem) {
            issues = problem.issues();
        }
        QVERIFY(!issues.empty());
        engine::EstimateInputs unwanted([] { return false; });
        QVERIFY_THROWS_EXCEPTION(engine::CalledOff, engine::estimateCost(config(), unwanted));
    }

    void theMachineIsExamined()
    {
        const std::vector<engine::Finding> findings = engine::examineMachine();
        const auto isLibTorch = [](const engine::Finding& finding) { return finding.key == "LibTorch"; };
        QVERIFY(std::any_of(findings.begin(), findings.end(), isLibTorch));
    }
};

MOLEX_TEST(tst_EngineLibrary)
#include "tst_EngineLibrary.moc"
