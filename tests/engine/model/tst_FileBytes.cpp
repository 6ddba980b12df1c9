#include "engine/model/FileBytes.h"

#include <filesystem>

#include "engine/run/Error.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;

class tst_FileBytes : public QObject {
    Q_OBJECT

    support::TemporaryFolder m_folder;

    static QString problemOf(const FileBytes& bytes, std::uint64_t offset, std::uint64_t size)
    {
        try {
            bytes.text(offset, size);
        } catch (const BadInput& problem) {
            return QString::fromUtf8(problem.what());
        }
        return {};
    }

private Q_SLOTS:
    void anyPartIsRead()
    {
        const FileBytes bytes(m_folder.write("a", "0123456789"));
        QCOMPARE(bytes.size(), std::uint64_t(10));
        QCOMPARE(bytes.text(0, 10), std::string("0123456789"));
        QCOMPARE(bytes.text(3, 4), std::string("3456"));
        QCOMPARE(bytes.text(10, 0), std::string());
    }

    /// Read through a memory map it would end the program (SIGBUS).
    void aFileThatIsCutShortIsAnError()
    {
        const std::filesystem::path file = m_folder.write("a", std::string(100'000, 'x'));
        const FileBytes bytes(file);
        std::filesystem::resize_file(file, 50'000);
        QCOMPARE(bytes.text(0, 50'000), std::string(50'000, 'x'));
        for (const std::uint64_t offset : {std::uint64_t(49'999), std::uint64_t(90'000)}) {
            const QString problem = problemOf(bytes, offset, 10);
            QVERIFY2(problem.contains("has become shorter"), qPrintable(problem));
        }
    }

    /// As a sector that cannot be read: nothing is at the address 0 of a process, and its memory as a file says so (EIO).
    void whatTheDiskCannotReadIsAnError()
    {
        const FileBytes bytes("/proc/self/mem");
        const QString problem = problemOf(bytes, 0, 10);
        QVERIFY2(problem.contains("/proc/self/mem: cannot be read: Input/output error"), qPrintable(problem));
    }
};

MOLEX_TEST(tst_FileBytes)
#include "tst_FileBytes.moc"
