#include "tests/gui/headless/MolexProcess.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// `molex queue work` killed with SIGKILL while the first of three runs trains.
class tst_KilledQueue : public QObject {
    Q_OBJECT

private:
    static constexpr int longRun = 200; // steps; killed after a few

    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexProcess m_molex{m_folder / "workspace"};

    MolexResult add(const std::string& name, int steps) const
    {
        const fs::path file = m_folder / (name + ".json");
        writeText(
            file,
            tinyConfig(m_folder, name, {{"steps", steps}, {"evaluate_every", steps}, {"checkpoint_every", 4}}).dump());
        return m_molex({QStringLiteral("queue"), QStringLiteral("add"), text(file)});
    }

    QStringList waiting() const
    {
        QStringList names;
        for (const Json& run : m_molex(words("queue list --json")).json())
            names << QString::fromStdString(run["name"].get<std::string>());
        return names;
    }

    Json statusOf(const char* run) const
    {
        return m_molex({QStringLiteral("show"), QString::fromLatin1(run), QStringLiteral("--json")}).json()["status"];
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyModel(m_folder / "model");
        writeTinyTask(m_folder / "glue");
    }

    void theOthersWaitInOrderAndTheQueueGoesOn()
    {
        for (const auto& [name, steps] : {std::pair("first", longRun), {"second", 4}, {"third", 4}}) {
            const MolexResult added = add(name, steps);
            QVERIFY2(added.code == 0, added.all().constData());
        }
        QCOMPARE(m_molex(words("queue move third 2")).code, 0); // not the order in which they were added
        const auto process = m_molex.start(words("queue work"));
        QVERIFY(QTest::qWaitFor([&] { return newestCheckpoint(m_molex.workspace() / "runs" / "1") > 0; }, 60'000));
        process->kill();
        QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(60'000));
        QCOMPARE(process->exitStatus(), QProcess::CrashExit); // in the middle of it

        QCOMPARE(waiting(), (QStringList{QStringLiteral("third"), QStringLiteral("second")}));
        QCOMPARE(statusOf("first"), Json("interrupted"));
        const MolexResult worked = m_molex(words("queue work --json"));
        requireJson(worked);
        QVERIFY2(worked.error.contains("\"first\" was interrupted"), worked.all().constData());
        QVERIFY(worked.error.contains("molex resume 1"));
        const Json runs = worked.json()["runs"];
        QCOMPARE(runs.size(), std::size_t(2));
        QCOMPARE(runs[0]["name"], Json("third"));
        QCOMPARE(runs[1]["name"], Json("second"));
        QCOMPARE(runs[1]["status"], Json("finished"));
        QCOMPARE(waiting(), QStringList());
        QCOMPARE(statusOf("first"), Json("interrupted")); // it goes on when it is asked to

        const MolexResult resumed = m_molex(words("resume first --json"));
        requireJson(resumed);
        QCOMPARE(resumed.json()["steps"], Json(longRun));
    }
};

MOLEX_TEST(tst_KilledQueue)
#include "tst_KilledQueue.moc"
