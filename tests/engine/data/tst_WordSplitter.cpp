#include "engine/data/WordSplitter.h"

#include <string>
#include <vector>

#include "tests/support/TestMain.h"

using namespace engine;
using Pieces = std::vector<std::string>;

class tst_WordSplitter : public QObject {
    Q_OBJECT

private:
    static Pieces piecesOf(std::string_view text)
    {
        Pieces pieces;
        WordSplitter().split(text, [&](std::string_view word) { pieces.emplace_back(word); });
        return pieces;
    }

private Q_SLOTS:
    void wordsCarryTheSpaceBeforeThem()
    {
        QCOMPARE(piecesOf("It's 42  apples, isn't it?"),
                 (Pieces {"It", "'s", " 42", " ", " apples", ",", " isn", "'t", " it", "?"}));
        QCOMPARE(piecesOf("a \n\n b  "), (Pieces {"a", " \n\n", " b", "  "}));
        QCOMPARE(piecesOf("naïve Ærø ٣٤ ½"), (Pieces {"naïve", " Ærø", " ٣٤", " ½"}));
        QCOMPARE(piecesOf(""), Pieces {});
    }

    void whiteSpaceIsUnicodes()
    {
        // U+0085 and U+00A0 are white space; U+180E was once and joins other signs now.
        QCOMPARE(piecesOf("a\u0085 b"), (Pieces {"a", "\u0085", " b"}));
        QCOMPARE(piecesOf("a\u00A0b"), (Pieces {"a", "\u00A0", "b"}));
        QCOMPARE(piecesOf("!\u180E!"), (Pieces {"!\u180E!"}));
    }

    void bytesThatAreNotUtf8StandAlone()
    {
        QCOMPARE(piecesOf("ab\xFF\xFE"
                          "cd"),
                 (Pieces {"ab", "\xFF", "\xFE", "cd"}));
        QCOMPARE(piecesOf("x \xC3"), (Pieces {"x", " ", "\xC3"}));
        QCOMPARE(piecesOf(std::string_view("a\0b", 3)), (Pieces {"a", std::string(1, '\0'), "b"}));
    }
};

MOLEX_TEST(tst_WordSplitter)
#include "tst_WordSplitter.moc"
