#include "engine/data/FileLock.h"

#include <cerrno>

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
