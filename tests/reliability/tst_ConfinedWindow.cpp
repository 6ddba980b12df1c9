#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"

#include <optional>

#include <QDir>
#include <QLocalSocket>
#include <QProcess>
#include <QTemporaryDir>

#include "engine/run/JsonText.h"
#include "storage/runs/RunRepository.h"
#include "tests/reliability/Confinement.h"

using engine::Json;
namespace fs = std::filesystem;

/// The window starts, trains and closes without the network, and its door is open to its user alone.
class tst_ConfinedWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();

    /// The socket by which a second start finds the window; empty before there is one.
    QString door() const
    {
        const QDir folder(m_root.filePath(QStringLiteral("runtime")));
        const QStringList found = folder.entryList({QStringLiteral("molex-workbench-*")}, QDir::Files | QDir::System);
        return found.isEmpty() ? QString() : folder.filePath(found.first());
    }

    /// True once the window works off its events.
    bool isAnswered() const
    {
        QLocalSocket visitor;
        visitor.connectToServer(door());
        if (!visitor.waitForConnected(1000))
            return false;
        visitor.write("show\n");
        return visitor.waitForReadyRead(1000) && visitor.readAll() == "show\n";
    }

    /// Of the workspace's only run, once there is one.
    std::optional<storage::RunState> stateOfRun() const
    {
        using storage::RunRepository;
        const auto run = RunRepository(m_folder / "workspace", RunRepository::Access::ReadOnly).run(1);
        return run ? std::optional(run->state) : std::nullopt;
    }

    void requireThatItCloses(QProcess& window) const
    {
        window.terminate();
        QVERIFY(window.waitForFinished(60'000));
        const QByteArray said = window.readAll();
        QVERIFY2(window.exitStatus() == QProcess::NormalExit && window.exitCode() == 0, said.constData());
        QVERIFY(fs::is_empty(m_folder / "tmp"));
        support::requirePrivate(m_folder / "workspace");
    }

private Q_SLOTS:
    void initTestCase() { support::confine(m_folder); }

    void itNeedsNoNetworkAndKeepsItsFilesToItself()
    {
        QProcess window;
        window.setProcessChannelMode(QProcess::MergedChannels);
        window.start(QStringLiteral(MOLEX_WORKBENCH),
                     {QStringLiteral("--workspace"), m_root.filePath(QStringLiteral("workspace"))});
        const auto hasEnded = [&] { return window.state() == QProcess::NotRunning; };
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded() || (!door().isEmpty() && isAnswered()), 120'000);
        QVERIFY2(!hasEnded(), window.readAll().constData());
        support::requirePrivate(m_folder / "workspace");
        support::requirePrivate(m_folder / "runtime"); // the socket among them
        requireThatItCloses(window);
    }

    /// Its engine is a library that it loads, with LibTorch and all that this brings along.
    void itTrainsWithoutTheNetwork()
    {
        support::writeTinyModel(m_folder / "model");
        support::writeTinyTask(m_folder / "glue", 8, 4);
        const Json model = {{"path", (m_folder / "model").string()}, {"initialize", "random"}};
        const Json task = {{"kind", "glue"},
                           {"max_length", 32},
                           {"name", "sst2"},
                           {"path", (m_folder / "glue" / "SST-2").string()}};
        const Json config = {{"model", model},
                             {"task", task},
                             {"training", {{"steps", 2}, {"batch_size", 4}}},
                             {"runtime", {{"device", "cpu"}, {"threads", 1}}}};
        support::writeText(m_folder / "run.json", config.dump());
        QProcess window;
        window.setProcessChannelMode(QProcess::MergedChannels);
        window.start(QStringLiteral(MOLEX_WORKBENCH),
                     {QStringLiteral("--workspace"), m_root.filePath(QStringLiteral("workspace")),
                      QStringLiteral("--config"), m_root.filePath(QStringLiteral("run.json")),
                      QStringLiteral("--start")});
        const auto hasEnded = [&] { return window.state() == QProcess::NotRunning; };
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded() || (!door().isEmpty() && isAnswered()), 120'000); // there is a workspace
        const auto hasTrained = [&] {
            const auto state = stateOfRun();
            return state == storage::RunState::Finished || state == storage::RunState::Failed;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded() || hasTrained(), 120'000);
        QVERIFY2(!hasEnded(), window.readAll().constData());
        QVERIFY(stateOfRun() == storage::RunState::Finished);
        requireThatItCloses(window);
    }

    /// As tests/benchmarks/window_start.py asks it to.
    void itEndsOnceItIsShown()
    {
        QProcess window;
        window.start(QStringLiteral(MOLEX_WORKBENCH),
                     {QStringLiteral("--workspace"), m_root.filePath(QStringLiteral("workspace")),
                      QStringLiteral("--exit-when-shown")});
        QVERIFY(window.waitForFinished(120'000));
        QCOMPARE(window.readAllStandardOutput(), QByteArray("shown\n"));
        QCOMPARE(window.exitCode(), 0);
    }
};

MOLEX_TEST(tst_ConfinedWindow)
#include "tst_ConfinedWindow.moc"
