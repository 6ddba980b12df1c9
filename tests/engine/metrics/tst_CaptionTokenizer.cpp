#include "engine/metrics/CaptionTokenizer.h"

#include <nlohmann/json.hpp>

#include "engine/run/Resources.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using namespace engine;
using nlohmann::json;

class tst_CaptionTokenizer : public QObject {
    Q_OBJECT

private:
    CaptionTokenizer m_tokenizer;

    static QString joined(const Tokens& tokens, const char* between)
    {
        QStringList list;
        for (const std::string& token : tokens)
            list.append(QString::fromStdString(token));
        return list.join(QLatin1String(between));
    }

    /// Letters, digits and the few marks that every reasonable tokeniser treats alike.
    static bool isPlain(const std::string& text)
    {
        const bool known =
            text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\xC3\xA9"
                                   " -,.!?\"")
            == std::string::npos;
        return known && text.find("1,") == std::string::npos && text.find("i.e.") == std::string::npos;
    }

private Q_SLOTS:
    void goldenTextsAgree()
    {
        MOLEX_NEED_SHARED(file, "golden/nlg-metrics/cases.json");
        std::size_t compared = 0;
        const auto compare = [&](const std::string& raw, const std::string& tokenized) {
            if (!isPlain(raw))
                return;
            QString words = joined(m_tokenizer.words(raw), " ");
            words.replace("center", "centre"); // Stanford's tokenizer rewrites it, the golden text does not
            QCOMPARE(words, QString::fromStdString(tokenized));
            ++compared;
        };
        for (const json& one : json::parse(readTextFile(file, 1 << 26)))
            for (std::size_t i = 0; i < one["hypotheses"].size(); ++i) {
                compare(one["hypotheses"][i], one["tokenized_hypotheses"][i]);
                for (std::size_t j = 0; j < one["references"][i].size(); ++j)
                    compare(one["references"][i][j], one["tokenized_references"][i][j]);
            }
        QVERIFY(compared > 200);
    }

    void theTreebanksRulesHold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens");
        const auto row = [](const char* name, const char* text, const char* tokens) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(tokens);
        };
        row("contractions", "I'm sure they'll say it's Tom's and we've",
            "I|'m|sure|they|'ll|say|it|'s|Tom|'s|and|we|'ve");
        row("negations", "isn't can't Won't DON'T", "is|n't|ca|n't|Wo|n't|DO|N'T");
        row("curly apostrophes", "it’s isn’t", "it|'s|is|n't");
        row("one word in two", "Cannot gonna 'twas", "Can|not|gon|na|'t|was");
        row("apostrophes inside", "ma'am d'oeuvre O'Neill y'all", "ma'am|d'oeuvre|O'Neill|y'|all");
        row("plural's apostrophe", "the kids' menu", "the|kids|''|menu");
        row("quotes", "\"The Mill\" 'The Mill'", "''|The|Mill|''|''|The|Mill|''");
        row("hyphens stay within words", "family-friendly 20-25 5-star café-bar",
            "family-friendly|20-25|5-star|café-bar");
        row("hyphens between words go", "a - b -- c---d", "a|-|b|--|c|--|d");
        row("currency", "£20-25 £20-£25 20€ $5", "#|20-25|#|20|-|#|25|20|$|$|5");
        row("numbers", "1,000.50 3.5/5 12:30 -25", "1,000.50|3.5|\\/|5|12:30|-25");
        row("fractions and slashes", "1/5 and/or ½", "1\\/5|and\\/or|1\\/2");
        row("sentence ends", "Good. Yes! Really?! End.", "Good|.|Yes|!|Really|?!|End|.");
        row("no blank after a mark", "river,there low.The", "river|,|there|low|.|The");
        row("abbreviations", "e.g. Dr. Smith at 5 p.m. on St. James, etc. No. 5",
            "e.g.|Dr.|Smith|at|5|p.m.|on|St.|James|,|etc.|No.|5");
        row("an answer is no abbreviation", "Friendly? No.", "Friendly|?|No|.");
        row("brackets", "(rated [x]) {y}", "-LRB-|rated|-LSB-|x|-RSB-|-RRB-|-LCB-|y|-RCB-");
        row("ellipses", "well... then. . . so…", "well|...|then|...|so|...");
        row("entities", "&amp; &lt;b&gt; &quot;x&quot;", "&|<|b|>|''|x|''");
        row("capitals with an ampersand", "B&B at AT&amp;T, fish & chips", "B&B|at|AT&T|,|fish|&|chips");
        row("addresses", "see http://a.example/b, x@y.example", "see|http:\\/\\/a.example\\/b|,|x@y.example");
        row("tags", "<p>one</p>", "<p>|one|<\\/p>");
        row("British spelling", "centre Centre favourite colours glamour hour realised",
            "center|Centre|favorite|colors|glamour|hour|realized");
        row("what no token holds", "a\u00A0b \U0001F600 c\u200Bd", "a|b|c|d");
    }
    void theTreebanksRulesHold()
    {
        QFETCH(QString, text);
        QFETCH(QString, tokens);
        QCOMPARE(joined(m_tokenizer.treebank(text.toStdString()), "|"), tokens);
    }

    void captionsAreInLowerCaseAndWithoutPunctuation()
    {
        QCOMPARE(joined(m_tokenizer.words("\"It's\" CHEAP, isn't it? -- Yes... `ÉCLAIR'; a: b!"), "|"),
                 QString::fromUtf8("it|'s|cheap|is|n't|it|yes|éclair|a|b"));
        // Dropped before lower-casing they would be gone; coco-caption compares afterwards.
        QCOMPARE(joined(m_tokenizer.words("(low) ?!"), "|"), QStringLiteral("-lrb-|low|-rrb-|?!"));
        QCOMPARE(m_tokenizer.words(" . , -- \n"), Tokens());
        QCOMPARE(m_tokenizer.words(""), Tokens());
        QCOMPARE(joined(m_tokenizer.words("one\ntwo\r\nthree"), "|"), QStringLiteral("one|two|three"));
    }

    void anyBytesEndInTime()
    {
        // Each of these is quadratic where a rule may look as far as it likes.
        for (const char* piece : {"a.", "a", "1,", "-", "'", "<a ", "a@", "(", "&amp;", "a-", "http://", ".", "é'"}) {
            std::string text;
            while (text.size() < 20'000)
                text += piece;
            const Tokens tokens = m_tokenizer.treebank(text);
            for (const std::string& token : tokens)
                QVERIFY2(token.size() <= 5 * 1024, piece);
        }
        std::string everything;
        for (char c = 1; c > 0; ++c)
            everything += {c, 'a', c, c, '1'};
        QVERIFY(!m_tokenizer.words(everything).empty());
        QCOMPARE(m_tokenizer.words(std::string("a\0b", 3)).size(), std::size_t(2));
    }

    void aTokenIsCutBetweenCharacters()
    {
        std::string text = "x";
        while (text.size() < 3000)
            text += "é";
        std::string again;
        for (const std::string& token : m_tokenizer.treebank(text))
            again += token;
        QCOMPARE(again, text);
    }
};

MOLEX_TEST(tst_CaptionTokenizer)
#include "tst_CaptionTokenizer.moc"
