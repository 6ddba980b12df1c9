#include "engine/data/SegmentFiles.h"

#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;

class tst_SegmentFiles : public QObject {
    Q_OBJECT

private:
    static SegmentFiles read(std::string_view hypotheses, std::string_view references)
    {
        const support::TemporaryFolder folder;
        return readSegmentFiles(folder.write("h.txt", hypotheses), folder.write("r.txt", references));
    }

    static std::string problems(std::string_view hypotheses, std::string_view references)
    {
        return badInputOf([&] { read(hypotheses, references); });
    }

private Q_SLOTS:
    void blocksBelongToLines()
    {
        const SegmentFiles files = read(" one \n\nthree", "a\nb \n\nc\n \t\nd\n\n\n");
        QCOMPARE(files.hypotheses, (std::vector<std::string>{"one", "", "three"}));
        QCOMPARE(files.references, (std::vector<std::vector<std::string>>{{"a", "b"}, {"c"}, {"d"}}));
    }

    void aByteOrderMarkIsNoText()
    {
        const SegmentFiles files = read("\xEF\xBB\xBFone\n",
                                        "\xEF\xBB\xBF"
                                        "a\n");
        QCOMPARE(files.hypotheses.at(0), std::string("one"));
        QCOMPARE(files.references.at(0).at(0), std::string("a"));
    }

    void countsMustAgree()
    {
        QVERIFY(contains(problems("one\ntwo\n", "a\nb\n"), "r.txt: has 1 block of references"));
        QVERIFY(contains(problems("one\n", "a\n\nb\n"), "has 2 blocks"));
        QVERIFY(contains(problems("one\n", "a\n\nb\n"), "h.txt has 1 line"));
    }

    void badLinesAreNamed()
    {
        const std::string text = problems("a\r\nb\nc\xFFz\n", std::string_view("x\0y\n\n\nz\n", 8));
        QVERIFY(contains(text, "h.txt:1: has a carriage return"));
        QVERIFY(contains(text, "h.txt:3: is not valid UTF-8 at byte 2"));
        QVERIFY(contains(text, "r.txt:1: has a NUL byte"));
        QVERIFY(contains(problems("a\nb\n", "x\n\n\ny\n"), "r.txt:3: is empty where a block"));
        QVERIFY(contains(problems("a\n", "\nx\n"), "r.txt:1: is empty where a block"));
        QVERIFY(contains(problems(std::string((1 << 20) + 1, 'x'), "x\n"), "h.txt:1: is longer than 1048576 bytes"));
        QVERIFY(problems(std::string(1 << 20, 'x'), "x\n").empty());
    }

    void emptyFilesAreNamed()
    {
        const std::string text = problems("", "\n\n");
        QVERIFY(contains(text, "h.txt: is empty"));
        QVERIFY(contains(text, "r.txt: has only empty lines"));
        QVERIFY(
            contains(badInputOf([] { readSegmentFiles("/nowhere/h", "/nowhere/r"); }), "/nowhere/r: does not exist"));
    }
};

MOLEX_TEST(tst_SegmentFiles)
#include "tst_SegmentFiles.moc"
