#include "engine/data/FileLock.h"

#include <cerrno>

#include <unistd.h>

#include "engine/data/LockHolder.h"
#include "engine/run/Error.h"
#include "tests/support/FileCalls.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using engine::FileLock;

class tst_FileLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneHoldsIt()
    {
        const support::TemporaryFolder folder;
        {
            const FileLock first(folder.path() / "a.lock");
            QVERIFY(first.isHeld());
            QVERIFY(!FileLock(folder.path() / "a.lock").isHeld());
        }
        QVERIFY(FileLock(folder.path() / "a.lock").isHeld());
    }

    void whoHoldsItIsKnown()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.path() / "a.lock";
        QVERIFY(!engine::lockHolder(file)); // there is no such file
        {
            const FileLock lock(file);
            const auto holder = engine::lockHolder(file);
            QVERIFY(holder.has_value());
            QCOMPARE(holder->process, std::int64_t(::getpid()));
            const auto program = std::filesystem::read_symlink("/proc/self/exe").filename().string();
            QVERIFY2(holder->program.starts_with(program), holder->program.c_str());
        }
        QVERIFY(!engine::lockHolder(file));
    }

    void aFileSystemWithoutLocksIsNotAnotherProcess()
    {
        const support::TemporaryFolder folder;
        support::FileCalls calls;
        calls.fail("lock a.lock", ENOLCK);
        QString reason;
        try {
            const FileLock lock(folder.path() / "a.lock");
        } catch (const engine::Error& error) {
            reason = QString::fromUtf8(error.what());
        }
        QVERIFY2(reason.contains(QStringLiteral("cannot be locked")), qPrintable(reason));
    }
};

MOLEX_TEST(tst_FileLock)
#include "tst_FileLock.moc"
