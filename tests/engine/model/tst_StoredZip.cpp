#include "engine/model/StoredZip.h"

#include "engine/model/HeldBytes.h"
#include "engine/run/Error.h"
#include "tests/support/TestMain.h"
#include "tests/support/TorchFile.h"

using namespace engine;

class tst_StoredZip : public QObject {
    Q_OBJECT

    static QString problemOf(const std::string& archive)
    {
        // A block of its own, so that a sanitizer sees every read past the end.
        const std::vector<char> bytes(archive.begin(), archive.end());
        const HeldBytes held(bytes);
        try {
            const StoredZip zip(held, "x.bin");
            for (const auto& [name, entry] : zip.entries())
                zip.requireChecksum(name);
        } catch (const BadInput& problem) {
            return QString::fromUtf8(problem.what());
        }
        return {};
    }

    static std::string sample() { return support::zip({{"a/data.pkl", "0123456789"}, {"a/empty", ""}}); }

    /// The sample with `bytes` written at `offset` behind the first place of `signature`.
    static std::string changed(const std::string& signature, std::size_t offset, const std::string& bytes)
    {
        std::string archive = sample();
        return archive.replace(archive.find(signature) + offset, bytes.size(), bytes);
    }

    /// The sample with a zip64 end: its plain end says nothing.
    static std::string wide(std::uint64_t entries = 2)
    {
        std::string archive = sample();
        const std::size_t end = archive.size() - 22;
        const std::size_t directory = archive.find("PK\1\2");
        const std::string wideEnd = "PK\6\6" + support::littleEndian(44, 8) + support::littleEndian(0, 12)
            + support::littleEndian(entries, 8) + support::littleEndian(entries, 8)
            + support::littleEndian(end - directory, 8) + support::littleEndian(directory, 8);
        const std::string locator =
            "PK\6\7" + support::littleEndian(0, 4) + support::littleEndian(end, 8) + support::littleEndian(1, 4);
        const std::string plainEnd =
            "PK\5\6" + support::littleEndian(0, 4) + std::string(12, '\xff') + std::string(2, '\0');
        return archive.substr(0, end) + wideEnd + locator + plainEnd;
    }

private Q_SLOTS:
    void entriesAreFoundWhereTheyLie()
    {
        const std::string archive = sample();
        const HeldBytes held(archive);
        const StoredZip zip(held, "x.bin");
        QCOMPARE(zip.entries().size(), 2u);
        QCOMPARE(zip.content("a/data.pkl"), std::string("0123456789"));
        QCOMPARE(zip.find("a/data.pkl")->size, std::uint64_t(10));
        QVERIFY(zip.content("a/empty").empty());
        QVERIFY(zip.find("b") == nullptr);
        QCOMPARE(problemOf(archive), QString());
        QCOMPARE(problemOf(support::zip({})), QString());
    }

    void zip64IsRead()
    {
        QCOMPARE(problemOf(wide()), QString());
        QVERIFY(problemOf(wide(1)).contains("more entries"));
        QVERIFY(problemOf(wide(std::uint64_t(1) << 60)).contains("cannot hold"));
    }

    void damageIsRefused_data()
    {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const std::string& archive, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(archive) << QString(says);
        };
        const std::string header = "PK\1\2";
        const std::string end = "PK\5\6";
        row("nothing", "", "does not end with a directory");
        row("something behind it", sample() + "x", "does not end with a directory");
        row("a comment", changed(end, 20, "\1"), "comment");
        row("several parts", changed(end, 4, "\1"), "several parts");
        row("directory beyond the file", changed(end, 16, "\xff\xff\xff\x7f"), "beyond the file");
        row("directory too large", changed(end, 12, "\xff\xff\xff\x7f"), "beyond the file");
        row("more entries than room", changed(end, 10, "\xff\xff"), "cannot hold");
        row("fewer entries", changed(end, 10, std::string("\1\0", 2)), "more entries");
        row("no header", changed(header, 0, "PK\1\1"), "damaged");
        row("endless name", changed(header, 28, "\xff\xff"), "cut off");
        row("encrypted", changed(header, 8, "\1"), "encrypted");
        row("compressed", changed(header, 10, "\x08"), "compressed");
        row("two sizes", changed(header, 20, "\x09"), "two different sizes");
        row("a bomb", changed(header, 20, std::string("\xff\xff\xff\x7f\xff\xff\xff\x7f", 8)), "beyond the contents");
        row("zip64 sizes missing", changed(header, 20, std::string(8, '\xff')), "lacks its zip64 sizes");
        row("no local header", changed(header, 42, "\1"), "not where the directory says");
        row("local header beyond the file", changed(header, 42, "\xff\xff\xff\x7f"), "not where the directory says");
        row("local name is longer", changed("PK\3\4", 26, "\xff\xff"), "beyond the contents");
        row("local name is another", changed("PK\3\4", 30, "b"), "another name");
        row("content changed", changed("0123", 0, "9"), "checksum");
        std::string twice = support::zip({{"a/x", "1"}, {"a/y", "2"}});
        for (std::size_t at = twice.find("a/y"); at != std::string::npos; at = twice.find("a/y"))
            twice.replace(at, 3, "a/x");
        row("named twice", twice, "two entries named");
        std::string overlap =
            support::zip({{"a/x", "PK\3\4" + std::string(22, '\0') + std::string("\3\0\0\0", 4) + "a/y"}, {"a/y", ""}});
        overlap.replace(overlap.size() - 22 - 3 - 4, 4, support::littleEndian(30 + 3, 4));
        row("one inside the other", overlap, "overlap");
    }

    void damageIsRefused()
    {
        QFETCH(QByteArray, archive);
        QFETCH(QString, says);
        const QString text = problemOf(archive.toStdString());
        QVERIFY2(text.contains(says), qPrintable(text));
        QVERIFY2(text.startsWith("x.bin: "), qPrintable(text));
    }

    void everyTruncationIsRefused()
    {
        for (const std::string& archive : {sample(), wide()})
            for (std::size_t length = 0; length < archive.size(); ++length)
                QVERIFY2(!problemOf(archive.substr(0, length)).isEmpty(), qPrintable(QString::number(length)));
    }

    void aMissingChecksumIsNoDamage() { QCOMPARE(problemOf(changed("PK\1\2", 16, std::string(4, '\0'))), QString()); }
};

MOLEX_TEST(tst_StoredZip)
#include "tst_StoredZip.moc"
