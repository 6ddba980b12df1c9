#include "engine/data/BasicTokenizer.h"

#include <nlohmann/json.hpp>

#include "engine/run/Resources.h"
#include "tests/support/TestMain.h"

using namespace engine;
using Words = std::vector<std::string>;

class tst_BasicTokenizer : public QObject {
    Q_OBJECT

private:
    static Words words(std::string_view text, BasicTokenizer::Settings settings = {})
    {
        Words result;
        BasicTokenizer(settings).split(text, [&](std::string_view word) { result.emplace_back(word); });
        return result;
    }

    static BasicTokenizer::Settings cased() { return {.lowersCase = false, .stripsAccents = false}; }

private Q_SLOTS:
    void spacesDivideAndPunctuationStandsAlone()
    {
        QCOMPARE(words("  Don't\tstop,\r\nplease!! "), (Words{"don", "'", "t", "stop", ",", "please", "!", "!"}));
        QCOMPARE(words(""), Words{});
        QCOMPARE(words(" \n\t "), Words{});
        // $ + ^ ` | are symbols in Unicode, but count as punctuation in ASCII; the euro sign does not.
        QCOMPARE(words("a$b+c^d`e|f"), (Words{"a", "$", "b", "+", "c", "^", "d", "`", "e", "|", "f"}));
        QCOMPARE(words("5€x"), (Words{"5€x"}));
        QCOMPARE(words("«Sí»—¿no?"), (Words{"«", "si", "»", "—", "¿", "no", "?"}));
    }

    void everyKindOfSpaceDivides()
    {
        // No-break space, ideographic space, line separator, thin space.
        QCOMPARE(words("a\u00A0b\u3000c\u2028d\u2009e"), (Words{"a", "b", "c", "d", "e"}));
    }

    void controlAndFormatCharactersVanish()
    {
        // A vertical tab and U+0085 are control characters: they join what they stand between.
        QCOMPARE(words("a\x01"
                       "b\x0B"
                       "c\u0085d"),
                 (Words{"abcd"}));
        QCOMPARE(words("a\u200Db\uFEFFc\u00ADd"), (Words{"abcd"})); // joiner, byte order mark, soft hyphen
        QCOMPARE(words(std::string_view("a\0b\uFFFDc", 7)), (Words{"abc"}));
        QCOMPARE(words("a\uE000b"), (Words{"ab"})); // private use
        BasicTokenizer::Settings unclean;
        unclean.cleansText = false;
        QCOMPARE(words("a\u200Db\x0B"
                       "c",
                       unclean),
                 (Words{"a\u200Db", "c"}));
    }

    void invalidUtf8Vanishes()
    {
        QCOMPARE(words("a\xFF"
                       "b \xC0\xAF \xED\xA0\x80 \xE2\x82"),
                 (Words{"ab"}));
        BasicTokenizer::Settings unclean;
        unclean.cleansText = false;
        QCOMPARE(words("a\xFF", unclean), (Words{"a\uFFFD"}));
    }

    void accentsAreStrippedByDecomposition()
    {
        QCOMPARE(words("Él cañón Über naïve e\u0301a"), (Words{"el", "canon", "uber", "naive", "ea"}));
        QCOMPARE(words("ø ł ß"), (Words{"ø", "ł", "ß"}));     // no decomposition
        QCOMPARE(words("ﬁ ½"), (Words{"ﬁ", "½"}));            // a compatible one only
        QCOMPARE(words("한"), (Words{"\u1112\u1161\u11AB"})); // syllables fall into their letters
        QCOMPARE(words("क्षि"), (Words{"कषि"}));               // the virama is a nonspacing mark, the vowel sign is not
        QCOMPARE(words("a\u037Eb"), (Words{"a", ";", "b"}));  // the Greek question mark is a semicolon
        QCOMPARE(words("\u0301"), Words{});
    }

    void caseIsLoweredCharacterByCharacter()
    {
        QCOMPARE(words("ΟΔΟΣ ЁЖ ǅ"), (Words{"οδοσ", "еж", "ǆ"})); // a final sigma stays σ
        QCOMPARE(words("İ"), (Words{"i"}));
        BasicTokenizer::Settings accents;
        accents.stripsAccents = false;
        QCOMPARE(words("İÉ", accents), (Words{"i\u0307é"}));
    }

    void aCasedModelKeepsCaseAndAccents()
    {
        QCOMPARE(words("Él e\u0301, İ", cased()), (Words{"Él", "e\u0301", ",", "İ"}));
    }

    void ideographsAreWordsAndOtherScriptsAreNot()
    {
        QCOMPARE(words("ab博推zz"), (Words{"ab", "博", "推", "zz"}));
        QCOMPARE(words("日本のカナ"), (Words{"日", "本", "のカナ"}));
        QCOMPARE(words("\uF900"), (Words{"\u8C48"})); // a compatibility ideograph decomposes
        QCOMPARE(words("\U00020000\U0002F800"), (Words{"\U00020000", "\u4E3D"}));
        BasicTokenizer::Settings together;
        together.splitsIdeographs = false;
        QCOMPARE(words("ab博推zz", together), (Words{"ab博推zz"}));
    }

    void wordsEqualThoseOfAnotherImplementation()
    {
        const std::string text =
            readTextFile(std::filesystem::path(MOLEX_CHECKOUT) / "tests" / "golden" / "bert_words.json", 1 << 22);
        const nlohmann::json cases = nlohmann::json::parse(text);
        QVERIFY(cases.size() > 100);
        for (const nlohmann::json& one : cases) {
            BasicTokenizer::Settings settings;
            settings.lowersCase = one["lower"];
            settings.stripsAccents = one["strip"];
            const std::string given = one["text"];
            QVERIFY2(words(given, settings) == one["words"].get<Words>(), one.dump().c_str());
        }
    }

    void aTextOfManyMegabytesTakesNoTime()
    {
        // Marks of falling and rising class in turn: sorting them one by one would take hours.
        std::string marks = "a";
        for (int i = 0; i < 1'000'000; ++i)
            marks += "\u0301\u0327";
        QCOMPARE(words(marks), (Words{"a"}));
        QCOMPARE(words(std::string(10'000'000, 'x')).front().size(), std::size_t(10'000'000));
    }
};

MOLEX_TEST(tst_BasicTokenizer)
#include "tst_BasicTokenizer.moc"
