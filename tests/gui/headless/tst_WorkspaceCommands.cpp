#include "tests/gui/headless/MolexProcess.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

#include <filesystem>
#include <memory>

#include <sys/stat.h>

#include <QTemporaryDir>

#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceCare.h"
#include "tests/storage/SampleEvents.h"

using engine::Json;
using namespace support;

/// A workspace as a whole, by the program: backed up, restored, compacted, checked; runs put aside.
class tst_WorkspaceCommands : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_root;
    std::filesystem::path m_folder;
    std::unique_ptr<MolexProcess> m_molex;

    MolexResult molex(const QStringList& arguments) const { return (*m_molex)(arguments); }
    std::filesystem::path database() const { return m_molex->workspace() / "workspace.sqlite"; }

    std::int64_t addFinishedRun(const char* name) const
    {
        const auto run = storage::RunRepository(m_molex->workspace()).create(name, "", "{}");
        storage::RunRecorder recorder(m_molex->workspace(), run);
        recorder.handle(sampleStart());
        recorder.handle(sampleStep(1));
        recorder.handle(sampleEnd());
        return run;
    }

    std::size_t runCount() const { return storage::RunRepository(m_molex->workspace()).runs().size(); }

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_folder = folderOf(*m_root);
        m_molex = std::make_unique<MolexProcess>(m_folder / "workspace");
    }

    void aBackupBringsBackWhatWasThere()
    {
        addFinishedRun("first");
        const auto backup = m_folder / "kept.backup";
        MolexResult result = molex({"backup", "--out", text(backup), "--json"});
        requireJson(result);
        QCOMPARE(result.json()["path"], Json(backup.string()));
        QVERIFY(result.json()["bytes"] > 4096);
        QCOMPARE(molex({"backup"}).code, 0); // beside the database, named by the program
        addFinishedRun("second");
        result = molex({"restore", text(backup), "--json"});
        requireJson(result);
        QCOMPARE(result.json()["runs"], Json(1));
        QCOMPARE(result.json()["replaced"], Json(database().string() + ".replaced"));
        QCOMPARE(runCount(), std::size_t(1));
        result = molex({"restore", text(backup)});
        QVERIFY2(result.sentence().contains("is restored, with 1 run; what was there before is kept as"),
                 result.all().constData());
    }

    void aWorkspaceInUseIsNotReplaced()
    {
        addFinishedRun("first");
        const auto backup = m_folder / "kept.backup";
        QCOMPARE(molex({"backup", "--out", text(backup)}).code, 0);
        const storage::RunRepository reader(m_molex->workspace(), storage::RunRepository::Access::ReadOnly);
        QCOMPARE(reader.runs().size(), std::size_t(1));
        const MolexResult result = molex({"restore", text(backup)});
        QCOMPARE(result.code, 2);
        QVERIFY2(result.sentence().contains("in use"), result.all().constData());
        QCOMPARE(reader.runs().size(), std::size_t(1));
    }

    void anOpenWindowKeepsItsWorkspace()
    {
        addFinishedRun("first");
        const auto backup = m_folder / "kept.backup";
        QCOMPARE(molex({"backup", "--out", text(backup)}).code, 0);
        const std::string process = std::to_string(QCoreApplication::applicationPid());
        const TemporaryFolder elsewhere;
        std::filesystem::copy_file(elsewhere.write("lock", process + "\nmolex-workbench\nhost\n"),
                                   m_molex->workspace() / "window.lock");
        const MolexResult result = molex({"restore", text(backup)});
        QVERIFY(result.code != 0);
        QVERIFY2(result.sentence().contains("open in a window"), result.all().constData());
    }

    void aPipeInPlaceOfAWindowsLockIsNotWaitedOn()
    {
        addFinishedRun("first");
        const auto backup = m_folder / "kept.backup";
        storage::backUpWorkspace(m_molex->workspace(), backup);
        QCOMPARE(::mkfifo((m_molex->workspace() / "window.lock").c_str(), 0600), 0);
        QCOMPARE(molex({"restore", text(backup)}).code, 0);
    }

    void vacuumSaysWhatItGained()
    {
        addFinishedRun("first");
        const MolexResult result = molex({"vacuum", "--json"});
        requireJson(result);
        QVERIFY(result.json()["bytes_before"] >= result.json()["bytes_after"]);
        QVERIFY(molex({"vacuum"}).sentence().contains("and has"));
    }

    void aRunIsPutAsideAndTakenBack()
    {
        addFinishedRun("first");
        const auto isArchived = [this] {
            return storage::RunRepository(m_molex->workspace()).run(1)->marks.isArchived;
        };
        QCOMPARE(molex({"archive", "first"}).code, 0);
        QVERIFY(isArchived());
        QCOMPARE(molex({"archive", "first", "--undo"}).code, 0);
        QVERIFY(!isArchived());
        const auto bundle = m_folder / "first.molex";
        requireJson(molex({"archive", "first", "--out", text(bundle), "--json"}));
        QCOMPARE(runCount(), std::size_t(0));
        QCOMPARE(molex({"import", text(bundle)}).code, 0);
        QCOMPARE(runCount(), std::size_t(1));
    }

    void aRunThatWaitsIsNotMovedOut()
    {
        storage::RunRepository(m_molex->workspace()).create("waiting", "", "{}");
        const auto bundle = m_folder / "waiting.molex";
        const MolexResult result = molex({"archive", "waiting", "--out", text(bundle)});
        QCOMPARE(result.code, 2);
        QVERIFY2(result.sentence().contains("queued"), result.all().constData());
        QVERIFY(!std::filesystem::exists(bundle));
    }

    void aRunIsNotMovedIntoWhatGoesWithIt()
    {
        addFinishedRun("first");
        const auto folder = m_molex->workspace() / "runs" / "1";
        std::filesystem::create_directories(folder);
        const auto bundle = m_molex->workspace() / "runs" / ".." / "runs" / "1" / "first.molex";
        const MolexResult result = molex({"archive", "first", "--out", text(bundle)});
        QCOMPARE(result.code, 2);
        QVERIFY2(result.sentence().contains("the run's own folder"), result.all().constData());
        QCOMPARE(runCount(), std::size_t(1));
        QVERIFY(!std::filesystem::exists(bundle));
    }

    void whatIsMissingIsSaid()
    {
        for (const QStringList& arguments : {QStringList{"backup"}, QStringList{"vacuum"}}) {
            const MolexResult result = molex(arguments);
            QCOMPARE(result.code, 2);
            QVERIFY2(result.sentence().contains("is not a workspace"), result.all().constData());
        }
        QCOMPARE(molex({"restore", text(m_folder / "none")}).code, 2);
    }

    void aNewerWorkspaceIsReadAndNotWritten()
    {
        addFinishedRun("theirs");
        std::string bytes = contentOf(database());
        bytes.replace(60, 4, std::string("\0\0\3\xE8", 4)); // the schema's number in the file's header
        const TemporaryFolder elsewhere;
        std::filesystem::copy_file(elsewhere.write("newer", bytes), database(),
                                   std::filesystem::copy_options::overwrite_existing);
        MolexResult result = molex({"runs", "--json"});
        requireJson(result);
        QCOMPARE(result.json()[0]["name"], Json("theirs"));
        QVERIFY2(result.error.contains("newer version of this program"), result.all().constData());
        for (const QStringList& arguments : {QStringList{"delete", "theirs"}, QStringList{"vacuum"}}) {
            result = molex(arguments);
            QCOMPARE(result.code, 2);
            QVERIFY2(result.error.contains("newer version of this program"), result.all().constData());
        }
        QCOMPARE(molex({"show", "theirs"}).code, 0);
    }

    void damageIsReportedWithTheBackupToBringBack()
    {
        addFinishedRun("first");
        QCOMPARE(molex({"backup", "--out", text(database().string() + ".mine.backup")}).code, 0);
        std::string bytes = contentOf(database());
        bytes[100] ^= 0x40; // the first page's kind
        const TemporaryFolder elsewhere;
        std::filesystem::copy_file(elsewhere.write("damaged", bytes), database(),
                                   std::filesystem::copy_options::overwrite_existing);
        const MolexResult result = molex({"check", text(m_molex->workspace()), "--json"});
        requireJson(result, 2);
        const QByteArray problem = QByteArray::fromStdString(result.json()["problems"].at(0).get<std::string>());
        QVERIFY2(problem.contains("is damaged") && problem.contains(".mine.backup"), problem.constData());
        QVERIFY(molex({"runs"}).sentence().contains(".mine.backup"));
    }

    void whatIsNotWhatWasStoredIsReportedAlsoAfterACommandHasWritten()
    {
        addFinishedRun("a long name");
        QCOMPARE(molex({"backup", "--out", text(database().string() + ".mine.backup")}).code, 0);
        std::string bytes = contentOf(database());
        bytes[bytes.find("long name")] = 'k'; // as good a letter as any
        const TemporaryFolder elsewhere;
        std::filesystem::copy_file(elsewhere.write("damaged", bytes), database(),
                                   std::filesystem::copy_options::overwrite_existing);
        QCOMPARE(molex({"archive", "1"}).code, 0);
        const MolexResult result = molex({"check", text(m_molex->workspace()), "--json"});
        requireJson(result, 2);
        const QByteArray problem = QByteArray::fromStdString(result.json()["problems"].at(0).get<std::string>());
        QVERIFY2(problem.contains("not what was stored") && problem.contains(".mine.backup"), problem.constData());
    }
};

MOLEX_TEST(tst_WorkspaceCommands)
#include "tst_WorkspaceCommands.moc"
