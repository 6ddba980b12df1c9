#include "engine/data/WordPiece.h"

#include <nlohmann/json.hpp>

#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using nlohmann::json;
using support::badInputOf;
using support::contains;
using Ids = std::vector<std::int64_t>;

/// No BERT checkpoint comes with the tests: the vocabulary is made for cases that can be worked out by hand.
class tst_WordPiece : public QObject {
    Q_OBJECT

private:
    /// [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, [MASK] 4, then from 5.
    static std::vector<std::string> tokens()
    {
        return {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the",      "ro", "##ut", "##er", "route",
                "##r",   "##s",   "learn", "##ing", "un",     "##learn",  ",",  "!",    "é",    "e",
                "[",     "]",     "sep",   "a",     "##a",    "##\u00e9", "博", "ab",   "##ab"};
    }

    static std::int64_t id(const std::string& token)
    {
        const auto all = tokens();
        return std::find(all.begin(), all.end(), token) - all.begin();
    }

    static Ids idsOf(const std::vector<std::string>& pieces)
    {
        Ids ids;
        for (const std::string& piece : pieces)
            ids.push_back(id(piece));
        return ids;
    }

    static std::string vocabularyText(const std::vector<std::string>& all)
    {
        std::string text;
        for (const std::string& token : all)
            text += token + "\n";
        return text;
    }

    static json wholeJson()
    {
        json vocabulary = json::object();
        const auto all = tokens();
        for (std::size_t i = 0; i < all.size(); ++i)
            vocabulary[all[i]] = i;
        return {{"version", "1.0"},
                {"added_tokens", json::array({{{"id", 0}, {"content", "[PAD]"}, {"special", true}}})},
                {"normalizer",
                 {{"type", "BertNormalizer"},
                  {"clean_text", true},
                  {"handle_chinese_chars", true},
                  {"strip_accents", nullptr},
                  {"lowercase", true}}},
                {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
                {"model",
                 {{"type", "WordPiece"},
                  {"unk_token", "[UNK]"},
                  {"continuing_subword_prefix", "##"},
                  {"max_input_chars_per_word", 100},
                  {"vocab", vocabulary}}}};
    }

    static std::unique_ptr<Tokenizer> fromText(const std::string& configuration = {},
                                               const std::vector<std::string>& all = tokens())
    {
        const support::TemporaryFolder folder;
        folder.write("vocab.txt", vocabularyText(all));
        if (!configuration.empty())
            folder.write("tokenizer_config.json", configuration);
        return loadTokenizer(folder.path());
    }

    static std::unique_ptr<Tokenizer> fromJson(const json& whole)
    {
        const support::TemporaryFolder folder;
        folder.write("tokenizer.json", whole.dump());
        return loadTokenizer(folder.path());
    }

    static std::string failureOf(const json& whole)
    {
        return badInputOf([&] { fromJson(whole); });
    }

private Q_SLOTS:
    void piecesAreTheLongestFromLeftToRight()
    {
        const auto bert = fromText();
        QCOMPARE(bert->vocabularySize(), std::int64_t(29));
        // "route" is longer than "ro", and what is left of "router" then is "##r", not "##er".
        QCOMPARE(bert->encode("routers"), idsOf({"route", "##r", "##s"}));
        // Greedy: "ab" + "##a" leaves nothing over; no other division is tried.
        QCOMPARE(bert->encode("aba"), idsOf({"ab", "##a"}));
        QCOMPARE(bert->encode("Unlearning, THE route!"), idsOf({"un", "##learn", "##ing", ",", "the", "route", "!"}));
        QCOMPARE(bert->encode(""), Ids{});
    }

    void aWordWithoutADivisionIsUnknownAsAWhole()
    {
        const auto bert = fromText();
        // "learn" fits, "##x" does not exist: no piece of the word is kept.
        QCOMPARE(bert->encode("learnx the"), (Ids{id("[UNK]"), id("the")}));
        // "ing" begins a word, and only "##ing" is known.
        QCOMPARE(bert->encode("ing"), (Ids{id("[UNK]")}));
        // "aab": "a", then the longest rest is "##ab".
        QCOMPARE(bert->encode("aab"), idsOf({"a", "##ab"}));
    }

    void aWordOfMoreThanAHundredCharactersIsUnknown()
    {
        const auto bert = fromText();
        QCOMPARE(bert->encode(std::string(100, 'a')).size(), std::size_t(100));
        QCOMPARE(bert->encode(std::string(101, 'a')), (Ids{id("[UNK]")}));
        // Characters, not bytes.
        const auto cased = fromText(R"({"do_lower_case": false})");
        std::string accents;
        for (int i = 0; i < 100; ++i)
            accents += "é";
        QCOMPARE(cased->encode(accents).size(), std::size_t(100));
        QCOMPARE(cased->encode(accents + "é"), (Ids{id("[UNK]")}));
        QCOMPARE(bert->encode(std::string(10'000'000, 'a')), (Ids{id("[UNK]")}));
    }

    void aSpecialTokenInTheTextIsText()
    {
        // "[" and "]" are punctuation, the rest is lower-cased: nothing reads as the token [SEP].
        QCOMPARE(fromText()->encode("[SEP]"), idsOf({"[", "sep", "]"}));
    }

    void textsAndPairsHaveBertsForm()
    {
        const auto bert = fromText();
        QVERIFY(!bert->missingSpecialToken());
        QCOMPARE(bert->paddingId(), id("[PAD]"));
        QCOMPARE(bert->encodeForClassification("the route", std::nullopt, 0).ids,
                 idsOf({"[CLS]", "the", "route", "[SEP]"}));
        const Encoding pair = bert->encodeForClassification("the route", "learning", 0);
        QCOMPARE(pair.ids, idsOf({"[CLS]", "the", "route", "[SEP]", "learn", "##ing", "[SEP]"}));
        QCOMPARE(pair.firstLength, std::int64_t(4));
        QVERIFY(!pair.isCut);
        // Seven tokens with the three special ones: one of four is too many, from the second at equal lengths.
        const Encoding cut = bert->encodeForClassification("the route", "learning", 6);
        QCOMPARE(cut.ids, idsOf({"[CLS]", "the", "route", "[SEP]", "learn", "[SEP]"}));
        QVERIFY(cut.isCut);
        QVERIFY(contains(badInputOf([&] { bert->encodeForClassification("a", "a", 2); }), "max_length: 2"));
    }

    void decodingGluesContinuations()
    {
        const auto bert = fromText();
        QCOMPARE(bert->decode(bert->encode("Unlearning the routers!")), std::string("unlearning the routers !"));
        QCOMPARE(bert->tokenText(id("##ing")), std::string("##ing"));
        QCOMPARE(bert->tokenText(-1), std::string("\uFFFD"));
        QCOMPARE(bert->tokenText(29), std::string("\uFFFD"));
    }

    void caseFollowsTheConfigurationAndOtherwiseTheVocabulary()
    {
        QCOMPARE(fromText(R"({"do_lower_case": true})")->encode("É"), (Ids{id("e")}));
        QCOMPARE(fromText(R"({"do_lower_case": false})")->encode("é The"), (Ids{id("é"), id("[UNK]")}));
        QCOMPARE(fromText(R"({"do_lower_case": true, "strip_accents": false})")->encode("É"), (Ids{id("é")}));
        QCOMPARE(fromText(R"({"do_lower_case": false, "strip_accents": true})")->encode("é"), (Ids{id("e")}));
        QCOMPARE(fromText(R"({"tokenize_chinese_chars": false})")->encode("a博"), (Ids{id("[UNK]")}));
        QCOMPARE(fromText(R"({"other": [1, 2], "strip_accents": null})")->encode("É"), (Ids{id("e")}));
        auto withCapital = tokens();
        withCapital.push_back("The");
        QCOMPARE(fromText({}, withCapital)->encode("The"), (Ids{29}));
        QCOMPARE(fromText()->encode("The"), (Ids{id("the")}));
    }

    void tokenizerJsonGivesTheSame()
    {
        const auto text = fromText();
        const auto whole = fromJson(wholeJson());
        for (const char* given : {"Unlearning, THE routers!", "É 博a learnx", "[SEP]"})
            QCOMPARE(whole->encode(given), text->encode(given));
        QCOMPARE(whole->encodeForClassification("the", "a", 0).ids, text->encodeForClassification("the", "a", 0).ids);

        json other = wholeJson();
        other["normalizer"]["lowercase"] = false;
        other["model"]["max_input_chars_per_word"] = 3;
        const auto cased = fromJson(other);
        QCOMPARE(cased->encode("The é abab the aba"),
                 (Ids{id("[UNK]"), id("é"), id("[UNK]"), id("the"), id("ab"), id("##a")}));
        other["normalizer"] = nullptr;
        QCOMPARE(fromJson(other)->encode("a博"), (Ids{id("[UNK]")}));
    }

    void otherKindsOfTokenizerAreNamed()
    {
        json whole = wholeJson();
        whole["model"]["type"] = "Unigram";
        whole["model"]["vocab"] = json::array({json::array({"a", -1.5})});
        QVERIFY2(contains(failureOf(whole), "model.type is \"Unigram\"; only BPE and WordPiece are supported"),
                 failureOf(whole).c_str());
        whole = wholeJson();
        whole["normalizer"]["type"] = "NFKC";
        whole["pre_tokenizer"]["type"] = "Whitespace";
        const std::string failure = failureOf(whole);
        QVERIFY2(contains(failure, "normalizer.type is \"NFKC\"; only BertNormalizer"), failure.c_str());
        QVERIFY2(contains(failure, "pre_tokenizer.type is \"Whitespace\"; only BertPreTokenizer"), failure.c_str());
        whole = wholeJson();
        whole["model"]["max_input_chars_per_word"] = -1;
        whole["model"]["continuing_subword_prefix"] = "";
        whole["normalizer"]["lowercase"] = "yes";
        QVERIFY(contains(failureOf(whole), "max_input_chars_per_word must be a whole number"));
        QVERIFY(contains(failureOf(whole), "continuing_subword_prefix must not be empty"));
        QVERIFY(contains(failureOf(whole), "normalizer.lowercase must be true or false"));
        for (const char* unknown : {"##a", ""}) { // no id would stand for a word that is not known
            whole = wholeJson();
            whole["model"]["unk_token"] = unknown;
            whole["model"]["vocab"]["far"] = 100; // ids without a token have an empty one
            QVERIFY2(contains(failureOf(whole), "which begins no word"), failureOf(whole).c_str());
        }
        QVERIFY(contains(badInputOf([] {
                             const support::TemporaryFolder folder;
                             folder.write("tokenizer.json", "{\"model\": {\"type\": \"WordPiece\",\n\"vocab\" 3}}");
                             loadTokenizer(folder.path());
                         }),
                         "tokenizer.json:2: not valid JSON"));
    }

    void hostileVocabulariesAreRefusedWithFileAndLine()
    {
        QVERIFY(contains(badInputOf([] { fromText({}, {"[PAD]", "a"}); }), "lacks the token \"[UNK]\""));
        QVERIFY(contains(badInputOf([] { fromText({}, {"[UNK]", "a", "b\xFF"}); }), "vocab.txt:3: \"b\\xff\" is not"));
        QVERIFY(contains(badInputOf([] { fromText("[]"); }), "must be a JSON object"));
        QVERIFY(
            contains(badInputOf([] { fromText("{\"do_lower_case\": 1}"); }), "do_lower_case: must be true or false"));
        QVERIFY(contains(badInputOf([] { fromText(std::string(100000, '[')); }), "64 levels"));
        QVERIFY(contains(badInputOf([] { fromText({}, {}); }), "[UNK]"));
        json twice = wholeJson();
        twice["model"]["vocab"]["other"] = 5;
        QVERIFY(contains(failureOf(twice), "belongs to two tokens"));
        json large = wholeJson();
        large["model"]["vocab"]["other"] = 99999999;
        QVERIFY(contains(failureOf(large), "out of range"));

        const auto noSeparator = fromText({}, {"[PAD]", "[UNK]", "[CLS]"});
        QCOMPARE(noSeparator->missingSpecialToken().value_or(""), std::string("[SEP]"));
        QVERIFY(contains(badInputOf([&] { noSeparator->encodeForClassification("a", {}, 0); }), "[SEP]"));
    }

    void emptyLinesAndWindowsLineEndsKeepTheNumbers()
    {
        const support::TemporaryFolder folder;
        folder.write("vocab.txt", "[UNK]\r\n\r\nthe\r\na");
        QCOMPARE(loadTokenizer(folder.path())->encode("the a x"), (Ids{2, 3, 0}));
    }
};

MOLEX_TEST(tst_WordPiece)
#include "tst_WordPiece.moc"
