#include "engine/data/Tokenizer.h"

#include <nlohmann/json.hpp>

#include "engine/data/ByteAlphabet.h"
#include "tests/support/Issues.h"
#include "tests/support/SharedData.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;
using Ids = std::vector<std::int64_t>;

/// What every tokenizer has in common: the forms of its input, and how a folder's tokenizer is found.
class tst_Tokenizer : public QObject {
    Q_OBJECT

private:
    static constexpr std::int64_t end = 256;

    /// A token per byte, its id the byte, and `further` tokens from 256 on.
    static std::string byteVocabulary(const std::vector<std::string>& further)
    {
        nlohmann::json vocabulary;
        const ByteAlphabet alphabet;
        for (int byte = 0; byte < 256; ++byte)
            vocabulary[alphabet.symbol(static_cast<unsigned char>(byte))] = byte;
        for (std::size_t i = 0; i < further.size(); ++i)
            vocabulary[further[i]] = 256 + i;
        return vocabulary.dump();
    }

    static std::unique_ptr<Tokenizer> tokenizer(const std::vector<std::string>& further)
    {
        const support::TemporaryFolder folder;
        folder.write("vocab.json", byteVocabulary(further));
        folder.write("merges.txt", "");
        return loadTokenizer(folder.path());
    }

    static std::unique_ptr<Tokenizer> gpt2() { return tokenizer({"<|endoftext|>"}); }

    /// "ab^ c^": letters stand for themselves, ^ for the end token.
    static Ids row(const std::string& text)
    {
        Ids ids;
        for (const char c : text)
            ids.push_back(c == '^' ? end : c);
        return ids;
    }

private Q_SLOTS:
    void aGpt2VocabularyEndsDividesAndPadsWithOneToken()
    {
        const auto tokens = gpt2();
        QVERIFY(!tokens->missingSpecialToken());
        QCOMPARE(tokens->endId(), end);
        QCOMPARE(tokens->paddingId(), end);
        QCOMPARE(tokens->encodeForClassification("ab", std::nullopt, 0).ids, row("ab^"));
        const Encoding pair = tokens->encodeForClassification("ab", "cd", 0);
        QCOMPARE(pair.ids, row("ab^cd^"));
        QCOMPARE(pair.firstLength, std::int64_t(3));
        QCOMPARE(tokens->encodeForClassification("abc", "de", 5).ids, row("ab^d^"));
        // Text that reads like the token is text.
        QCOMPARE(tokens->encode("<|endoftext|>").size(), std::size_t(13));
    }

    void theFamilyDecidesWhichTokenIsMissing()
    {
        QVERIFY(!tokenizer({"<s>", "<pad>", "</s>"})->missingSpecialToken());
        QCOMPARE(tokenizer({"<s>", "<pad>", "</s>"})->encodeForClassification("a", "b", 0).ids,
                 (Ids{256, 'a', 258, 258, 'b', 258}));
        // RoBERTa's own vocabulary has GPT-2's token too.
        QVERIFY(!tokenizer({"<s>", "<pad>", "</s>", "<|endoftext|>"})->missingSpecialToken());
        QCOMPARE(tokenizer({"<s>", "<|endoftext|>"})->missingSpecialToken().value_or(""), std::string("</s>"));
        const auto none = tokenizer({});
        QCOMPARE(none->missingSpecialToken().value_or(""), std::string("<s>"));
        QVERIFY(contains(badInputOf([&] { none->encodeForLanguageModel("a", "b", 0); }), "</s>"));
        QVERIFY(contains(badInputOf([&] { none->encodePrompt("a", 0); }), "</s>"));
    }

    void withoutSpecialTokensTheTextsFollowEachOther()
    {
        const auto tokens = tokenizer({});
        const Encoding both = tokens->encodePlain("abc", "de", 0);
        QCOMPARE(both.ids, row("abcde"));
        QCOMPARE(both.firstLength, std::int64_t(3));
        QVERIFY(!both.isCut);
        QCOMPARE(tokens->encodePlain("abc", "de", 4).ids, row("abde"));
        QCOMPARE(tokens->encodePlain("abc", "de", 3).ids, row("abd"));
        QVERIFY(tokens->encodePlain("abc", std::nullopt, 2).isCut);
    }

    void aLanguageModelsRowIsPromptAndTargetEachWithAnEnd()
    {
        const auto tokens = gpt2();
        const Encoding encoding = tokens->encodeForLanguageModel("abc", "xy", 0);
        QCOMPARE(encoding.ids, row("abc^ xy^"));
        QCOMPARE(encoding.firstLength, std::int64_t(4)); // the separator belongs to the prompt
        QVERIFY(!encoding.isCut);
        QCOMPARE(tokens->encodeForLanguageModel("abc", "xy", 8).ids, row("abc^ xy^"));
        QCOMPARE(tokens->encodePrompt("abc", 0).ids, row("abc^"));
        QCOMPARE(tokens->encodePrompt("abc", 0).firstLength, std::int64_t(4));
        QCOMPARE(tokens->encodeForLanguageModel("", "", 0).ids, row("^ ^"));
    }

    void aLongRowLosesItsTargetsEndAndThenItsPromptsFront()
    {
        const auto tokens = gpt2();
        const auto ids = [&](const char* prompt, const char* target, std::int64_t most) {
            const Encoding encoding = tokens->encodeForLanguageModel(prompt, target, most);
            Ids prefix(encoding.ids.begin(), encoding.ids.begin() + encoding.firstLength);
            return std::pair(encoding.isCut && prefix.back() == end, encoding.ids);
        };
        // The closing token goes first: a cut target must not teach to stop.
        QCOMPARE(ids("abc", "xy", 7), std::pair(true, row("abc^ xy")));
        QCOMPARE(ids("abc", "xyz", 8), std::pair(true, row("abc^ xyz")));
        // The target keeps half of the row, and the prompt then the tokens next to it.
        QCOMPARE(ids("abcdefgh", "uvwxyz", 8), std::pair(true, row("fgh^ uvw")));
        QCOMPARE(ids("abcdefgh", "x", 8), std::pair(true, row("efgh^ x^"))); // a short target keeps all it has
        QCOMPARE(ids("abcdefgh", "xyz", 3), std::pair(true, row("h^ ")));
        QVERIFY(contains(badInputOf([&] { tokens->encodeForLanguageModel("a", "b", 2); }), "max_length: 2"));

        const Encoding prompt = tokens->encodePrompt("abcdefgh", 4);
        QCOMPARE(prompt.ids, row("fgh^"));
        QVERIFY(prompt.isCut);
        QVERIFY(contains(badInputOf([&] { tokens->encodePrompt("a", 1); }), "max_length: 1"));
    }

    void everyCutRowKeepsTheLongestLength()
    {
        const auto tokens = gpt2();
        for (std::size_t prompt = 0; prompt < 12; ++prompt)
            for (std::size_t target = 0; target < 12; ++target)
                for (std::int64_t most = 3; most < 30; ++most) {
                    const Encoding encoding =
                        tokens->encodeForLanguageModel(std::string(prompt, 'p'), std::string(target, 't'), most);
                    const auto whole = static_cast<std::int64_t>(prompt + target + 3);
                    QCOMPARE(static_cast<std::int64_t>(encoding.ids.size()), std::min(whole, most));
                    QCOMPARE(encoding.isCut, whole > most);
                    QCOMPARE(encoding.ids[static_cast<std::size_t>(encoding.firstLength - 1)], end);
                    QVERIFY(encoding.firstLength < static_cast<std::int64_t>(encoding.ids.size()));
                }
    }

    void gpt2sOwnVocabularyGivesThePapersSequence()
    {
        MOLEX_NEED_SHARED(folder, "golden/gpt2-bpe");
        const auto tokens = loadTokenizer(folder);
        QCOMPARE(tokens->endId(), std::int64_t(50256));
        const std::string prompt = "name : Café Adriatic | price : more than £ 30";
        const std::string target = "Prices start at £ 30 .";
        const Encoding encoding = tokens->encodeForLanguageModel(prompt, target, 512);
        Ids expected = tokens->encode(prompt);
        QCOMPARE(encoding.firstLength, static_cast<std::int64_t>(expected.size() + 1));
        expected.push_back(50256);
        for (const std::int64_t id : tokens->encode(" " + target))
            expected.push_back(id);
        expected.push_back(50256);
        QCOMPARE(encoding.ids, expected);
        QCOMPARE(tokens->decode(encoding.ids), prompt + "<|endoftext|> " + target + "<|endoftext|>");
    }

    void theFolderDecidesTheKind()
    {
        const support::TemporaryFolder folder;
        QVERIFY(contains(badInputOf([&] { loadTokenizer(folder.path()); }), "vocab.txt, or tokenizer.json"));
        folder.write("tokenizer.json", R"({"model": {"type": "WordPiece", "vocab": {"[UNK]": 0, "json": 1}},
                                           "pre_tokenizer": {"type": "BertPreTokenizer"}})");
        QCOMPARE(loadTokenizer(folder.path())->encode("json text"), (Ids{1, 0}));
        folder.write("vocab.txt", "[UNK]\ntext\n");
        QCOMPARE(loadTokenizer(folder.path())->encode("json text"), (Ids{0, 1}));
        folder.write("vocab.json", byteVocabulary({}));
        folder.write("merges.txt", "");
        QCOMPARE(loadTokenizer(folder.path())->encode("text"), (Ids{'t', 'e', 'x', 't'}));
        QVERIFY(contains(badInputOf([&] { loadTokenizer(folder.path() / "no"); }), "does not exist"));
    }

    void aTokenizerJsonOfAnotherKindIsNamed()
    {
        const auto failure = [](const char* text) {
            const support::TemporaryFolder folder;
            folder.write("tokenizer.json", text);
            return badInputOf([&] { loadTokenizer(folder.path()); });
        };
        QVERIFY(contains(failure(R"({"model": {"type": "Unigram", "vocab": [["a", -1.0]]}})"),
                         "tokenizer.json:1: model.type is \"Unigram\"; only BPE and WordPiece are supported"));
        QVERIFY(contains(failure(R"({"model": {"type": "WordLevel", "vocab": {"a": 0}}})"), "\"WordLevel\""));
        QVERIFY(contains(failure(R"({"model": {"type": 7}})"), "model.type is \"7\""));
        QVERIFY(contains(failure("[]"), "must be a JSON object"));
        QVERIFY(contains(failure("{}"), "has no tokens"));
        QVERIFY(contains(failure("{\"model\":"), "not valid JSON"));
        QVERIFY(contains(failure(""), "not valid JSON"));
    }
};

MOLEX_TEST(tst_Tokenizer)
#include "tst_Tokenizer.moc"
