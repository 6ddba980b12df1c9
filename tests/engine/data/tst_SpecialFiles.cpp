#include "engine/data/Task.h"

#include <sys/stat.h>
#include <unistd.h>

#include "engine/data/Tokenizer.h"
#include "engine/run/Presets.h"
#include "engine/run/Resources.h"
#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;
using support::badInputOf;
using support::contains;
namespace fs = std::filesystem;

/// Pipes and devices where files belong: nobody may ever write to a pipe, and a device has no end. Each is refused at
/// once.
class tst_SpecialFiles : public QObject {
    Q_OBJECT

private:
    static constexpr const char* refusal = "is a pipe or a device";

    static void replaceByPipe(const fs::path& file)
    {
        fs::create_directories(file.parent_path());
        fs::remove(file);
        QCOMPARE(::mkfifo(file.c_str(), 0600), 0);
    }

private Q_SLOTS:
    void textFilesAreFiles()
    {
        const support::TemporaryFolder folder;
        const fs::path pipe = folder.path() / "run.json";
        replaceByPipe(pipe);
        QVERIFY(contains(badInputOf([&] { readTextFile(pipe, 100); }), refusal));
        fs::create_symlink(pipe, folder.path() / "link.json");
        QVERIFY(contains(badInputOf([&] { readTextFile(folder.path() / "link.json", 100); }), refusal));
        QVERIFY(contains(badInputOf([&] { readTextFile("/dev/zero", 100); }), refusal));
        QVERIFY(contains(badInputOf([&] { readTextFile("/dev/null", 100); }), refusal));
    }

    /// A regular file whose first byte is an input/output error, as a bad block's is.
    void whatCannotBeReadToItsEndIsNotAShorterFile()
    {
        QVERIFY(contains(badInputOf([&] { readTextFile("/proc/self/mem", 100); }), "cannot be read to its end"));
    }

    void whatTheShellHandsOverIsRead()
    {
        int ends[2] = {};
        QCOMPARE(::pipe(ends), 0);
        QCOMPARE(::write(ends[1], "{}", 2), ssize_t(2));
        ::close(ends[1]);
        QCOMPARE(readTextFile("/dev/fd/" + std::to_string(ends[0]), 100), std::string("{}"));
        ::close(ends[0]);
    }

    void dataIsInFiles_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("GLUE") << int(TaskKind::Glue) << QStringList{"SST-2/train.tsv", "SST-2/dev.tsv"};
        QTest::newRow("CSV") << int(TaskKind::Table) << QStringList{"train.csv", "dev.csv"};
        QTest::newRow("TSV") << int(TaskKind::Table) << QStringList{"train.tsv", "dev.tsv"};
        QTest::newRow("JSON Lines") << int(TaskKind::Table) << QStringList{"train.jsonl", "dev.jsonl"};
        QTest::newRow("E2E, CSV") << int(TaskKind::E2e) << QStringList{"trainset.csv", "devset.csv"};
        QTest::newRow("WordNet") << int(TaskKind::WordNet) << QStringList{"data.noun"};
    }
    void dataIsInFiles()
    {
        QFETCH(int, kind);
        QFETCH(QStringList, files);
        const support::TemporaryFolder folder;
        for (const QString& file : files)
            replaceByPipe(folder.path() / file.toStdString());
        TaskConfig task;
        task.kind = TaskKind(kind);
        task.name = GlueName::Sst2;
        task.path = folder.path().string();
        const std::string problem = badInputOf([&] { loadTask(task); });
        QVERIFY2(contains(problem, refusal), problem.c_str());
    }

    void theLayoutOfE2eIsNotSoughtInAPipe()
    {
        const support::TemporaryFolder folder;
        replaceByPipe(folder.path() / "train.txt");
        TaskConfig task;
        task.kind = TaskKind::E2e;
        task.path = folder.path().string();
        QVERIFY(contains(badInputOf([&] { loadTask(task); }), "has no E2E files"));
        folder.write("valid.txt", "name : A||A is good .\n");
        QVERIFY(contains(badInputOf([&] { loadTask(task); }), refusal));
    }

    void tokenizersAreInFiles()
    {
        for (const char* name : {"vocab.json", "merges.txt"}) {
            const support::TemporaryFolder folder;
            support::writeTinyModel(folder.path());
            replaceByPipe(folder.path() / name);
            QVERIFY2(contains(badInputOf([&] { loadTokenizer(folder.path()); }), refusal), name);
        }
        const support::TemporaryFolder folder;
        replaceByPipe(folder.path() / "vocab.txt");
        QVERIFY(contains(badInputOf([&] { loadTokenizer(folder.path()); }), refusal));
    }

    void presetsAreInFiles()
    {
        const support::TemporaryFolder folder;
        replaceByPipe(folder.path() / "mine.json");
        QVERIFY(contains(badInputOf([&] { loadPreset("mine", folder.path()); }), refusal));
    }
};

MOLEX_TEST(tst_SpecialFiles)
#include "tst_SpecialFiles.moc"
