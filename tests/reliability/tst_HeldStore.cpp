#include "tests/gui/headless/MolexProcess.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/LockSeconds.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

#include <SQLiteCpp/Database.h>

#include "storage/runs/RunRepository.h"
#include "tests/support/Files.h"

using namespace support;
namespace fs = std::filesystem;

/// Commands that train, while another program writes to the workspace.
class tst_HeldStore : public QObject {
    Q_OBJECT

private:
    static constexpr std::size_t steps = 4;

    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexProcess m_molex{m_folder / "workspace"};

    QString configOf(const std::string& name) const
    {
        const fs::path file = m_folder / (name + ".json");
        writeText(file,
                  tinyConfig(m_folder, name, {{"steps", steps}, {"schedule", "constant"}, {"warmup", 0}}).dump());
        return text(file);
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyModel(m_folder / "model");
        writeTinyTask(m_folder / "glue");
        const MolexResult added = m_molex({QStringLiteral("queue"), QStringLiteral("add"), configOf("waits")});
        QVERIFY2(added.code == 0, added.all().constData());
    }

    void aCommandThatTrainsWaitsForAnotherWriter_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("name");
        QTest::newRow("run") << QStringList{QStringLiteral("run"), configOf("fresh")} << "fresh";
        QTest::newRow("resume") << QStringList{QStringLiteral("resume"), QStringLiteral("waits")} << "waits";
    }

    void aCommandThatTrainsWaitsForAnotherWriter()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, name);
        SQLite::Database other((m_molex.workspace() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        const auto process = m_molex.start(arguments);
        process->setReadChannel(QProcess::StandardError);
        QByteArray said;
        while (!said.contains("Waiting for it")) {
            QVERIFY2(process->waitForReadyRead(60'000), said.constData());
            said += process->readAllStandardError();
        }
        QTest::qWait(lockMilliseconds());
        QCOMPARE(process->state(), QProcess::Running);
        other.exec("ROLLBACK");
        QVERIFY(process->waitForFinished(120'000));
        QVERIFY2(process->exitCode() == 0, process->readAllStandardError().constData());
        const storage::RunRepository repository(m_molex.workspace(), storage::RunRepository::Access::ReadOnly);
        const auto run = repository.find(name.toStdString());
        QVERIFY(run && run->state == storage::RunState::Finished);
        QCOMPARE(repository.series(run->id, "loss").steps.size(), steps);
    }
};

MOLEX_TEST(tst_HeldStore)
#include "tst_HeldStore.moc"
