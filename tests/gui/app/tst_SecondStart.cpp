#include <thread>

#include <QTemporaryDir>

#include "engine/run/ThreadRole.h"
#include "storage/runs/RunRepository.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/TestMain.h"
#include "tests/support/WorkbenchProcess.h"

/// The real program, started again on a workspace whose window is open.
class tst_SecondStart : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    std::filesystem::path m_folder = m_root.path().toStdString();
    support::WorkbenchProcess m_workbench{m_folder};
    std::unique_ptr<QProcess> m_first;

    struct End
    {
        int code = -1; ///< exit code; -1 where it did not end by itself
        QByteArray out;
        QByteArray error;
    };

    /// Starts the program once more, which ends; what it keeps of its own would lie in the folder "second".
    End startAgain(const QStringList& arguments = {}, const char* workspace = "workspace") const
    {
        const auto second = m_workbench.start(arguments, "second", workspace);
        End end;
        if (second->waitForFinished(60'000) && second->exitStatus() == QProcess::NormalExit)
            end.code = second->exitCode();
        else
            second->kill();
        second->waitForFinished(60'000);
        end.out = second->readAllStandardOutput();
        end.error = second->readAllStandardError();
        return end;
    }

    QStringList withConfiguration(const char* name) const
    {
        const std::string file = std::string(name) + ".json";
        const engine::Json config = support::tinyConfig(m_folder, name, {{"steps", 4}, {"evaluate_every", 4}});
        support::writeText(m_folder / file, config.dump());
        return {QStringLiteral("--config"), QString::fromStdString(file)};
    }

    /// Whether the first window has opened this configuration: it is among its recent files then.
    bool hasOpened(const char* name) const
    {
        const std::string file = (std::filesystem::canonical(m_folder) / (std::string(name) + ".json")).string();
        return m_workbench.settingsOf("first").contains(QByteArray::fromStdString(file));
    }

    void requireThatTheFirstStays() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_workbench.isAnswered(), 60'000);
        QCoreApplication::processEvents();
        QCOMPARE(m_first->state(), QProcess::Running);
        QVERIFY(!std::filesystem::exists(m_folder / "second" / "molex-workbench")); // the second had no window
    }

private Q_SLOTS:
    void initTestCase()
    {
        engine::markWindowThread();
        m_first = m_workbench.start({}, "first");
        const auto hasEnded = [this] { return m_first->state() == QProcess::NotRunning; };
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded() || m_workbench.isReady(*m_first), 120'000);
        QVERIFY2(!hasEnded(), m_first->readAllStandardError().constData());
    }

    void itEndsAndTheFirstStays()
    {
        const End end = startAgain();
        QVERIFY2(end.code == 0, end.error.constData());
        QCOMPARE(end.out, QByteArray());
        QVERIFY2(!end.error.contains("molex-workbench: "), end.error.constData());
        requireThatTheFirstStays();
    }

    void theFirstComesForwardWithTheConfiguration()
    {
        const QStringList arguments = withConfiguration("shown"); // a path that is relative to where the second starts
        QVERIFY(!hasOpened("shown"));
        const End end = startAgain(arguments);
        QVERIFY2(end.code == 0, end.error.constData());
        QTRY_VERIFY_WITH_TIMEOUT(hasOpened("shown"), 60'000);
        requireThatTheFirstStays();
    }

    void theWorkspaceIsTheSameByAnotherName()
    {
        std::filesystem::create_directory_symlink("workspace", m_folder / "link");
        const End end = startAgain(withConfiguration("linked"), "link");
        QVERIFY2(end.code == 0, end.error.constData());
        QTRY_VERIFY_WITH_TIMEOUT(hasOpened("linked"), 60'000);
        requireThatTheFirstStays();
    }

    void whatItShouldStartIsShownAndNotStarted()
    {
        const End end = startAgain(withConfiguration("started") + QStringList{QStringLiteral("--start")});
        QCOMPARE(end.code, 2);
        QVERIFY2(end.error.contains("molex-workbench: another window has this workspace; it shows ")
                     && end.error.contains("started.json, which is not started"),
                 end.error.constData());
        QTRY_VERIFY_WITH_TIMEOUT(hasOpened("started"), 60'000);
        requireThatTheFirstStays();
        bool isEmpty = false;
        std::thread([&] {
            using storage::RunRepository;
            isEmpty = RunRepository(m_folder / "workspace", RunRepository::Access::ReadOnly).runs().empty();
        }).join();
        QVERIFY(isEmpty);
    }

    /// Its lock and its socket lie there as it left them.
    void aKilledWindowsPlaceIsTaken()
    {
        m_first->kill();
        QVERIFY(m_first->waitForFinished(60'000));
        QCOMPARE(m_first->exitStatus(), QProcess::CrashExit);
        QVERIFY(std::filesystem::exists(m_folder / "workspace" / "window.lock"));
        initTestCase();
        if (QTest::currentTestFailed())
            return;
        const End end = startAgain();
        QVERIFY2(end.code == 0, end.error.constData());
        requireThatTheFirstStays();
    }

    void theFirstClosesWhenItIsAsked()
    {
        m_first->terminate();
        QVERIFY(m_first->waitForFinished(60'000));
        QVERIFY2(m_first->exitStatus() == QProcess::NormalExit && m_first->exitCode() == 0,
                 m_first->readAllStandardError().constData());
    }
};

MOLEX_TEST(tst_SecondStart)
#include "tst_SecondStart.moc"
