#include <cerrno>
#include <optional>

#include "storage/exchange/ImportBundle.h"
#include "storage/runs/Error.h"
#include "tests/storage/Refusal.h"
#include "tests/storage/exchange/BundleParts.h"
#include "tests/support/FileCalls.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"

using namespace storage;
using namespace support;

/// Imports that the disk has no room for: rows and files are there, or neither is.
class tst_ImportRoom : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    fs::path m_root = m_folder.path().toStdString();
    fs::path m_from = m_root / "from";
    fs::path m_bundle = m_root / "run.molex";
    std::int64_t m_run = 0;

    fs::path fresh() const
    {
        static int number = 0;
        return m_root / ("to-" + std::to_string(++number));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_run = recordRun(m_from, "handed over");
        exportBundle(RunRepository(m_from), m_run, m_bundle);
    }

    void anImportThatDoesNotFitLeavesNothing()
    {
        const fs::path workspace = fresh();
        RunRepository to(workspace);
        to.create("own", "", "{}");
        fs::create_directory(workspace / "runs"); // which an import makes before all else and leaves
        const auto rows = allRows(workspace, {});
        const auto files = allFiles(workspace);
        int failures = 0;
        for (rlim_t bytes = 20'000; failures < 1000; bytes += 10'000) { // each write of it fails once
            try {
                const FileSizeLimit limit(bytes);
                QVERIFY(importBundle(to, m_bundle).isNew);
                break;
            } catch (const Error& error) {
                QVERIFY2(QByteArray(error.what()).contains("disk") || QByteArray(error.what()).contains("written"), error.what());
                ++failures;
            }
            QCOMPARE(allRows(workspace, {}), rows);
            QCOMPARE(allFiles(workspace), files);
        }
        QVERIFY2(failures > 3 && failures < 1000, QByteArray::number(failures).constData());
        QCOMPARE(to.runs().size(), std::size_t(2));
    }

    /// Its rows are stored, and then there is room neither for the name of its files nor for taking the rows back.
    void anImportThatFindsNoRoomAtItsEndIsFinishedByTheNextProcess()
    {
        RunRepository to(fresh());
        bool isPromised = false;
        std::optional<FileSizeLimit> limit;
        QString reason;
        {
            FileCalls calls;
            calls.fail("rename run 1", ENOSPC);
            calls.listen([&](const FileCall& call, bool isDone) {
                isPromised = isPromised || (isDone && call.target.filename() == "promise.json");
                if (isPromised && isDone && call.path.filename() == "run") // synced, to be renamed
                    limit.emplace(rlim_t(1));
            });
            reason = whyRefused([&] { importBundle(to, m_bundle); });
        }
        QVERIFY(limit);
        limit.reset();
        QVERIFY2(reason.contains("imported without its files"), qPrintable(reason));
        QCOMPARE(to.runs().size(), std::size_t(1));
        QVERIFY(!fs::exists(to.runFolder(1)));
        const fs::path imports = to.workspace() / "imports";
        fs::rename(fs::directory_iterator(imports)->path(), imports / "1~another-boot:1~0"); // this process ends
        RunRepository(to.workspace()).markInterrupted();
        QCOMPARE(allFiles(to.runFolder(1)), allFiles(RunRepository(m_from).runFolder(m_run)));
        QVERIFY(!fs::exists(imports));
    }

    /// A full disk that still takes the rows back leaves nothing.
    void anImportWhoseFilesGetNoNameIsTakenBack()
    {
        RunRepository to(fresh());
        QString reason;
        {
            FileCalls calls;
            calls.fail("rename run 1", ENOSPC);
            reason = whyRefused([&] { importBundle(to, m_bundle); });
        }
        QVERIFY2(reason.contains("runs/1 cannot be made"), qPrintable(reason));
        QVERIFY(to.runs().empty());
        QVERIFY(!fs::exists(to.workspace() / "imports"));
        QVERIFY(importBundle(to, m_bundle).isNew);
    }
};

MOLEX_TEST(tst_ImportRoom)
#include "tst_ImportRoom.moc"
