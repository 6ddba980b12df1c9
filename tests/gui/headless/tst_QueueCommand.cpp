#include "engine/data/FileLock.h"
#include "tests/gui/headless/MolexHere.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/LockSeconds.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <optional>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// Runs that wait: added one by one or as a sweep, listed, moved, removed and trained by the program.
class tst_QueueCommand : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexHere m_molex{m_folder / "workspace"};

    fs::path config(const std::string& name, const std::string& data = "SST-2") const
    {
        const fs::path file = m_folder / (name + ".json");
        Json config = tinyConfig(m_folder, name, {{"steps", 4}, {"schedule", "constant"}, {"warmup", 0}});
        config["task"]["path"] = (m_folder / "glue" / data).string();
        writeText(file, config.dump());
        return file;
    }

    MolexResult queue(const QStringList& arguments) const
    {
        return m_molex(QStringList{QStringLiteral("queue")} + arguments);
    }
    MolexResult add(const fs::path& file, const char* further = "--json") const
    {
        return queue(QStringList{QStringLiteral("add"), text(file)} + words(further));
    }

    QString order() const
    {
        QStringList names;
        for (const Json& run : queue(words("list --json")).json())
            names << QString::fromStdString(run["name"].get<std::string>());
        return names.join(QLatin1Char(' '));
    }

    /// A folder for locks of devices, until the test ends.
    fs::path useLocks() const
    {
        const fs::path locks = m_folder / "locks";
        fs::create_directories(locks);
        fs::permissions(locks, fs::perms::owner_all);
        qputenv("MOLEX_DEVICE_LOCKS", QByteArray::fromStdString(locks.string()));
        return locks;
    }

    /// All that a program says which waits for the processor, which is let go of once it does. It trains then.
    static void waitForProcessor(QProcess& waiting, std::optional<engine::FileLock>& processor, QByteArray& said)
    {
        waiting.setReadChannel(QProcess::StandardError);
        while (!said.contains("cpu is held by another run")) {
            QVERIFY2(waiting.waitForReadyRead(60'000), said.constData());
            said += waiting.readAllStandardError();
        }
        processor.reset();
        QVERIFY(waiting.waitForFinished(60'000));
        QCOMPARE(waiting.exitCode(), 0);
        said += waiting.readAllStandardError();
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyModel(m_folder / "model");
        writeTinyTask(m_folder / "glue");
    }

    void cleanup() { qputenv("MOLEX_DEVICE_LOCKS", ""); }

    void aSweepIsAddedInOrder()
    {
        const MolexResult result =
            add(config("s"), "--sweep method.rank=2,4 --sweep training.learning_rate=1e-4:1e-2:3:log --seeds 2 --json");
        requireJson(result);
        QCOMPARE(result.json()["group"], Json("s"));
        QCOMPARE(result.json()["runs"].size(), std::size_t(12));
        QCOMPARE(result.json()["runs"][0]["name"], Json("s-rank=2-learning_rate=0.0001-s42"));
        QCOMPARE(result.json()["runs"][11]["name"], Json("s-rank=4-learning_rate=0.01-s43"));
        const MolexResult list = queue(words("list --json"));
        requireJson(list);
        QCOMPARE(list.json().size(), std::size_t(12));
        QCOMPARE(list.json()[11]["place"], Json(12));
        const Json shown = m_molex(words("show s-rank=4-learning_rate=0.01-s43 --json")).json();
        QCOMPARE(shown["config"]["method"]["rank"], Json(4));
        QCOMPARE(shown["config"]["training"]["learning_rate"], Json(0.01));
        QCOMPARE(shown["config"]["runtime"]["seed"], Json(43));
        QCOMPARE(shown["config"]["group"], Json("s"));
        QCOMPARE(queue(words("remove --all")).code, 0);
        QCOMPARE(order(), QString());
    }

    void aDryRunAddsNothing()
    {
        const MolexResult result = add(config("dry"), "--seeds 3 --dry-run --json");
        requireJson(result);
        QCOMPARE(result.json()["runs"].size(), std::size_t(3));
        QVERIFY(result.json()["runs"][0]["run"].is_null());
        QCOMPARE(order(), QString());
    }

    void everyProblemOfASweepIsListed()
    {
        const MolexResult result = add(config("bad"), "--sweep method.rnak=2,4 --sweep training.learning_rate=1,40");
        QVERIFY2(result.code == 2, result.all().constData());
        for (const char* part : {"method.rnak", "did you mean \"rank\"", "training.learning_rate: 40 is out of range"})
            QVERIFY2(result.error.contains(part), result.all().constData());
        const MolexResult form = add(config("bad"), "--sweep rank");
        QVERIFY2(form.code == 2 && form.error.contains("a.b=V1,V2"), form.all().constData());
        QVERIFY(add(config("bad"), "--seeds 0").code == 2);
        QVERIFY(add(config("bad"), "--seeds 2000").error.contains("more than 1000 runs"));
        QCOMPARE(order(), QString());
    }

    void runsAreMovedAndRemoved()
    {
        for (const char* name : {"a", "b", "c"})
            QCOMPARE(add(config(name)).code, 0);
        QCOMPARE(order(), QStringLiteral("a b c"));
        QCOMPARE(queue(words("move c 1")).code, 0);
        QCOMPARE(order(), QStringLiteral("c a b"));
        const MolexResult moved = queue(words("move c 99 --json"));
        requireJson(moved);
        QCOMPARE(moved.json()["place"], Json(3));
        QCOMPARE(order(), QStringLiteral("a b c"));
        QCOMPARE(queue(words("remove a c")).code, 0);
        QCOMPARE(order(), QStringLiteral("b"));
        QCOMPARE(queue(words("remove a")).code, 2);
        QCOMPARE(queue(words("remove")).code, 2);
        QCOMPARE(queue(words("move b 0")).code, 2);
        QCOMPARE(queue(words("remove b")).code, 0);
    }

    void theQueueIsWorkedOffAndGoesOnAfterAFailure()
    {
        QCOMPARE(add(config("good")).code, 0);
        QCOMPARE(add(config("broken", "nowhere")).code, 0);
        QCOMPARE(add(config("last")).code, 0);
        const MolexResult worked = queue(words("work --json"));
        requireJson(worked, 1);
        const Json runs = worked.json()["runs"];
        QCOMPARE(runs.size(), std::size_t(3));
        QCOMPARE(runs[0]["status"], Json("finished"));
        QCOMPARE(runs[1]["status"], Json("failed"));
        QCOMPARE(runs[2]["status"], Json("finished"));
        QCOMPARE(worked.json()["waiting"], Json(0));
        for (const char* part : {"broken: ", "\"good\" begins, 2 more wait\n", "\"broken\" begins, 1 more waits\n",
                                 "\"last\" begins, 0 more wait\n"})
            QVERIFY2(worked.error.contains(part), worked.all().constData());
        const MolexResult empty = queue(words("work --json"));
        requireJson(empty);
        QCOMPARE(empty.json()["runs"].size(), std::size_t(0));
    }

    void theRestWaitsAfterAFailureWhereThatIsWanted()
    {
        QCOMPARE(add(config("broken", "nowhere")).code, 0);
        QCOMPARE(add(config("after")).code, 0);
        const MolexResult worked = queue(words("work --stop-on-failure --json"));
        requireJson(worked, 1);
        QCOMPARE(worked.json()["waiting"], Json(1));
        QCOMPARE(order(), QStringLiteral("after"));
        QCOMPARE(queue(words("work")).code, 0);
    }

    void aRunThatCanNeverBeginIsToldAndFails()
    {
        const auto makeUnreadable = [this](const char* name) {
            SQLite::Database store((m_molex.workspace() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
            SQLite::Statement change(store, "UPDATE runs SET config = ? WHERE name = ?");
            change.bind(1, R"({"training": {"steps": "many"}})");
            change.bind(2, name);
            return change.exec();
        };
        QCOMPARE(add(config("unreadable")).code, 0);
        QCOMPARE(makeUnreadable("unreadable"), 1);
        const MolexResult alone = queue(words("work --json"));
        requireJson(alone, 1);
        QCOMPARE(alone.json()["runs"].size(), std::size_t(1));
        QCOMPARE(alone.json()["runs"][0]["status"], Json("failed"));
        QVERIFY2(alone.error.contains("unreadable: "), alone.all().constData());
        QVERIFY2(alone.error.contains("training.steps"), alone.all().constData());

        QCOMPARE(add(config("unreadable-too")).code, 0);
        QCOMPARE(add(config("behind")).code, 0);
        QCOMPARE(makeUnreadable("unreadable-too"), 1);
        const MolexResult stopped = queue(words("work --stop-on-failure --json"));
        requireJson(stopped, 1);
        QCOMPARE(stopped.json()["waiting"], Json(1));
        QCOMPARE(order(), QStringLiteral("behind"));
        QCOMPARE(queue(words("remove --all")).code, 0);
    }

    void onlyOneProcessWorksOffAQueue()
    {
        const int file = ::open((m_molex.workspace() / "queue.lock").c_str(), O_RDWR | O_CREAT, 0644);
        QCOMPARE(::flock(file, LOCK_EX), 0);
        const MolexResult worked = queue(words("work"));
        ::close(file);
        QVERIFY2(worked.code == 1 && worked.sentence().contains("Another process"), worked.all().constData());
    }

    void runsOfOneDeviceAreWorkedOffAlone()
    {
        QCOMPARE(add(config("for-cpu")).code, 0); // its device is cpu
        const MolexResult none = queue(words("work --device cuda:1 --json"));
        requireJson(none);
        QCOMPARE(none.json()["runs"].size(), std::size_t(0));
        QCOMPARE(none.json()["waiting"], Json(1));
        const MolexResult said = queue(words("work --device cuda:1"));
        QVERIFY2(said.code == 0 && said.error.contains("1 in the queue, not for this worker"), said.all().constData());
        const MolexResult done = queue(words("work --device cpu --json"));
        requireJson(done);
        QCOMPARE(done.json()["runs"].size(), std::size_t(1));
        QCOMPARE(done.json()["runs"][0]["status"], Json("finished"));
        for (const char* device : {"gpu", "auto"}) {
            const MolexResult wrong = queue(words("work --device") << QString::fromLatin1(device));
            QVERIFY2(wrong.code == 2 && wrong.error.contains("--device"), wrong.all().constData());
        }
    }

    /// The other program is of another workspace, as a terminal beside a window is.
    void aRunWaitsForItsDeviceAndForNoOther()
    {
        const fs::path locks = useLocks();
        const MolexProcess elsewhere(m_folder / "elsewhere");
        const engine::FileLock gpu(locks / "cuda-0.lock");
        QVERIFY(gpu.isHeld());
        const MolexResult free = elsewhere({QStringLiteral("run"), text(config("free"))});
        QVERIFY2(free.code == 0 && !free.error.contains("another run"), free.all().constData());

        std::optional<engine::FileLock> processor(std::in_place, locks / "cpu.lock");
        QVERIFY(processor->isHeld());
        const auto waiting = elsewhere.start({QStringLiteral("run"), text(config("waits"))});
        QByteArray said;
        waitForProcessor(*waiting, processor, said);
        const QByteArray here = QByteArray::number(qint64(::getpid()));
        const QByteArray holder = "cpu is held by another run (process " + here + ", ";
        QVERIFY2(said.contains(holder), said.constData());
    }

    /// Each run for itself, and in one line.
    void theQueueWaitsForADevice()
    {
        const fs::path locks = useLocks();
        const MolexProcess elsewhere(m_folder / "queue elsewhere");
        for (const char* name : {"waits", "after"})
            QCOMPARE(elsewhere({QStringLiteral("queue"), QStringLiteral("add"), text(config(name))}).code, 0);
        std::optional<engine::FileLock> processor(std::in_place, locks / "cpu.lock");
        QVERIFY(processor->isHeld());
        const auto worker = elsewhere.start(words("queue work --json"));
        QByteArray said;
        waitForProcessor(*worker, processor, said);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(said.count("is held by another run"), 1);
        QCOMPARE(said.count("cpu is free; going on"), 1);
        QVERIFY2(!said.contains("paused at step"), said.constData());
        const Json runs = Json::parse(worker->readAllStandardOutput().toStdString(), nullptr, false)["runs"];
        QCOMPARE(runs.size(), std::size_t(2));
        for (const Json& run : runs)
            QCOMPARE(run["status"], Json("finished"));
    }

    void theQueueWaitsForAnotherWriter()
    {
        QCOMPARE(add(config("held")).code, 0);
        SQLite::Database other((m_molex.workspace() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        const auto worker = m_molex.start(words("queue work"));
        worker->setReadChannel(QProcess::StandardError);
        QByteArray said;
        while (!said.contains("Waiting for it")) {
            QVERIFY2(worker->waitForReadyRead(60'000), said.constData());
            said += worker->readAllStandardError();
        }
        QTest::qWait(lockMilliseconds());
        QCOMPARE(worker->state(), QProcess::Running);
        other.exec("ROLLBACK");
        QVERIFY(worker->waitForFinished(60'000));
        QCOMPARE(worker->exitCode(), 0);
        QCOMPARE(order(), QString());
    }

    void aFinishedRunIsTrainedFurtherAsANewOne()
    {
        const MolexResult first = m_molex({QStringLiteral("run"), text(config("long")), QStringLiteral("--json")});
        requireJson(first);
        const MolexResult more = m_molex(words("resume long --more-steps 3 --json"));
        requireJson(more);
        QCOMPARE(more.json()["name"], Json("long-to-7"));
        QCOMPARE(more.json()["steps"], Json(7));
        QCOMPARE(m_molex(words("series long-to-7 loss --json")).json()["steps"], (Json{5, 6, 7}));
        QCOMPARE(m_molex(words("series long loss --json")).json()["steps"].size(), std::size_t(4));
        const std::string from = m_molex(words("show long-to-7 --json")).json()["config"]["training"]["continue_from"];
        QVERIFY2(from.find("/starts/run-") != std::string::npos, from.c_str());
        const MolexResult epochs = m_molex(words("resume long --more-epochs 1 --json"));
        requireJson(epochs);
        QCOMPARE(epochs.json()["steps"], Json(12)); // eight steps an epoch
        QCOMPARE(m_molex(words("resume long --more-steps 3 --more-epochs 1")).code, 2);
        QCOMPARE(m_molex(words("resume long --more-steps 0")).code, 2);
        QCOMPARE(m_molex(words("delete long")).code, 0);
        QVERIFY(fs::exists(from)); // the other needs it
    }

    void aPresetOfTheWorkspaceIsKnownByName()
    {
        writeText(m_molex.workspace() / "presets" / "mine.json", R"({"method": {"kind": "bitfit"}})");
        const MolexResult result = add(config("p"), "--preset mine --json");
        requireJson(result);
        QCOMPARE(m_molex(words("show p --json")).json()["config"]["method"]["kind"], Json("bitfit"));
        const MolexResult wrong = add(config("p"), "--preset minee");
        QVERIFY2(wrong.code == 2 && wrong.error.contains("mine"), wrong.all().constData());
    }

    void everyPartHasHelp()
    {
        for (const char* part : {"add", "list", "remove", "move", "work"}) {
            const MolexResult help = queue({QString::fromLatin1(part), QStringLiteral("--help")});
            QVERIFY2(help.code == 0 && help.out.contains("--workspace"), help.all().constData());
        }
        QVERIFY(queue({}).code == 2);
        QVERIFY(queue(words("wrok")).code == 2);
    }
};

MOLEX_TEST(tst_QueueCommand)
#include "tst_QueueCommand.moc"
