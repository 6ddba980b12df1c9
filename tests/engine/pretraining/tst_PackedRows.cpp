#include "engine/pretraining/PackedRows.h"
#include "engine/pretraining/PlainText.h"
#include "tests/engine/pretraining/ByteTokenizer.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::idOfByte;

class tst_PackedRows : public QObject {
    Q_OBJECT

    support::TemporaryFolder m_folder;
    std::unique_ptr<Tokenizer> m_tokenizer = support::byteTokenizer(m_folder);

    /// <s> as (, </s> as ), bytes as they are.
    static std::string drawn(std::span<const std::int32_t> row)
    {
        std::string text;
        for (const std::int32_t id : row)
            text += id == 0 ? '(' : id == 2 ? ')' : static_cast<char>(id - 4);
        return text;
    }

    PackedRows packed(const std::vector<std::string_view>& documents, std::int64_t length, std::uint64_t seed) const
    {
        return packRows(encodeDocuments(documents, *m_tokenizer), m_tokenizer->specialTokens(), length, seed);
    }

    static std::vector<std::string> texts(const PlainText& text)
    {
        return {text.documents().begin(), text.documents().end()};
    }

private Q_SLOTS:
    void anEmptyLineEndsADocument()
    {
        m_folder.write("a/2.txt", "third\n");
        m_folder.write("a/1.txt", "\n\nfirst\nstill first\r\n \t\nsecond");
        m_folder.write("a/3.md", "no text");
        std::vector<Issue> issues;
        const auto files = textFiles({(m_folder.path() / "a").string()}, "text.train", issues);
        QVERIFY(issues.empty());
        QCOMPARE(texts(PlainText(files)), (std::vector<std::string>{"first\nstill first", "second", "third"}));
    }

    void missingTextIsToldWithItsPlace()
    {
        m_folder.write("empty/x.md", "no text");
        std::vector<Issue> issues;
        textFiles({(m_folder.path() / "none.txt").string(), (m_folder.path() / "empty").string()}, "text.train", issues);
        QCOMPARE(issues.size(), 2u);
        QCOMPARE(issues[0].path, std::string("text.train[0]"));
        QVERIFY(issues[0].message.find("does not exist") != std::string::npos);
        QCOMPARE(issues[1].path, std::string("text.train[1]"));
        QVERIFY(issues[1].message.find("no file that ends in .txt") != std::string::npos);
    }

    void heldOutDocumentsLeaveTraining()
    {
        PlainText train({m_folder.write("train.txt", "one\n\ntwo\n\nthree\n\ntwo\n")});
        const PlainText heldOut({m_folder.write("held.txt", "two\n\nfour\n")});
        QCOMPARE(train.removeSharedWith(heldOut), 2);
        QCOMPARE(texts(train), (std::vector<std::string>{"one", "three"}));
    }

    void rowsAreCutFromOneStream()
    {
        const PackedRows rows = packed({"abcd\nef", "xyz"}, 6, 1);
        QCOMPARE(rows.length, 6);
        QCOMPARE(rows.documents, 2);
        QCOMPARE(rows.rows(), 2); // ten tokens with the </s> between the documents, four to a row
        QCOMPARE(rows.leftOut, 2);
        const std::string all = drawn(rows.row(0)) + drawn(rows.row(1));
        QVERIFY2(all == "(abcd)(ef)x)" || all == "(xyz))(abcd)", all.c_str());
    }

    void theSeedDecidesTheOrderOfDocuments()
    {
        const std::vector<std::string> names = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
        const std::vector<std::string_view> documents(names.begin(), names.end());
        const auto ids = [&](std::uint64_t seed) { return packed(documents, 8, seed).ids; };
        QVERIFY(ids(1) == ids(1));
        QVERIFY(ids(1) != ids(2));
    }
};

MOLEX_TEST(tst_PackedRows)
#include "tst_PackedRows.moc"
