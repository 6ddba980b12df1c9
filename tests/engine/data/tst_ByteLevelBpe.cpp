#include "engine/data/ByteLevelBpe.h"

#include <thread>

#include <nlohmann/json.hpp>

#include "engine/data/ByteAlphabet.h"
#include "engine/run/Resources.h"
#include "engine/run/VisibleText.h"
#include "tests/support/Issues.h"
#include "tests/support/SharedData.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using nlohmann::json;
using support::badInputOf;
using support::contains;
using Ids = std::vector<std::int64_t>;

class tst_ByteLevelBpe : public QObject {
    Q_OBJECT

private:
    static json readJson(const std::filesystem::path& file) { return json::parse(readTextFile(file, 1 << 26)); }

    /// <s> 0, <pad> 1, </s> 2, <unk> 3, then the byte symbols, then `further` tokens.
    static json smallVocabulary(const std::vector<std::string>& further)
    {
        json vocabulary = {{"<s>", 0}, {"<pad>", 1}, {"</s>", 2}, {"<unk>", 3}};
        const ByteAlphabet alphabet;
        for (int byte = 0; byte < 256; ++byte)
            vocabulary[alphabet.symbol(static_cast<unsigned char>(byte))] = 4 + byte;
        for (std::size_t i = 0; i < further.size(); ++i)
            vocabulary[further[i]] = 260 + i;
        return vocabulary;
    }

    static std::string failureOf(const std::string& vocabulary, const std::string& merges)
    {
        const support::TemporaryFolder folder;
        folder.write("vocab.json", vocabulary);
        folder.write("merges.txt", merges);
        return badInputOf([&] { ByteLevelBpe::fromFolder(folder.path()); });
    }

private Q_SLOTS:
    void gpt2CasesAreIdentical()
    {
        MOLEX_NEED_SHARED(folder, "golden/gpt2-bpe");
        const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder);
        QCOMPARE(bpe.vocabularySize(), std::int64_t(50257));
        const json cases = readJson(folder / "cases.json");
        QCOMPARE(cases.size(), std::size_t(300));
        for (const json& one : cases) {
            const std::string text = one["text"];
            const Ids ids = bpe.encode(text);
            QVERIFY2(ids == one["ids"].get<Ids>(), text.c_str());
            QCOMPARE(bpe.decode(ids), text);
        }
    }

    void robertaCasesAreIdentical()
    {
        MOLEX_NEED_SHARED(folder, "golden/roberta-bpe");
        const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder);
        QVERIFY(!bpe.missingSpecialToken());
        const json cases = readJson(folder / "cases.json");
        QCOMPARE(cases.size(), std::size_t(90));
        for (const json& one : cases) {
            const std::string text = one["text"];
            std::optional<std::string> pair;
            if (one.contains("pair"))
                pair = one["pair"].get<std::string>();
            const json limit = one.value("max_length", json());
            const Ids ids =
                bpe.encodeForClassification(text, pair, limit.is_null() ? 0 : limit.get<std::int64_t>()).ids;
            QVERIFY2(ids == one["ids"].get<Ids>(), text.c_str());
        }
    }

    void tokenizerJsonGivesTheSameWithBothSpellingsOfMerges()
    {
        MOLEX_NEED_SHARED(golden, "golden/roberta-bpe");
        const json vocabulary = readJson(golden / "vocab.json");
        json asText = json::array();
        json asPairs = json::array();
        std::istringstream lines(readTextFile(golden / "merges.txt", 1 << 26));
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("#version"))
                continue;
            asText.push_back(line);
            asPairs.push_back({line.substr(0, line.find(' ')), line.substr(line.find(' ') + 1)});
        }
        const json added = {{{"id", 0}, {"content", "<s>"}, {"special", true}},
                            {{"id", 50264}, {"content", "<mask>"}, {"lstrip", true}}};
        for (const json& merges : {asText, asPairs}) {
            const json whole = {
                {"version", "1.0"},
                {"truncation", nullptr},
                {"added_tokens", added},
                {"normalizer", nullptr},
                {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}}},
                {"post_processor", {{"type", "RobertaProcessing"}, {"sep", {"</s>", 2}}}},
                {"model",
                 {{"type", "BPE"},
                  {"dropout", nullptr},
                  {"continuing_subword_prefix", ""},
                  {"merges", merges},
                  {"vocab", vocabulary}}}};
            const support::TemporaryFolder folder;
            folder.write("tokenizer.json", whole.dump());
            const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder.path());
            for (const json& one : readJson(golden / "cases.json"))
                if (!one.contains("pair") && !one.contains("max_length"))
                    QCOMPARE(bpe.encodeForClassification(one["text"].get<std::string>(), std::nullopt, 0).ids,
                             one["ids"].get<Ids>());
        }
    }

    void invalidUtf8IsKeptByteByByte()
    {
        const support::TemporaryFolder folder;
        folder.write("vocab.json", smallVocabulary({"ab"}).dump());
        folder.write("merges.txt", "#version: 0.2\na b\n");
        const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder.path());
        // A stray continuation byte, an overlong form, a surrogate, a cut sequence, a NUL.
        const std::string text("ab\x80"
                               "ab\xC0\xAF"
                               "ab\xED\xA0\x80 \xE2\x82\0x\xFF",
                               18);
        QCOMPARE(bpe.decode(bpe.encode(text)), text);
        QCOMPARE(bpe.encode("ab\x80"
                            "ab"),
                 (Ids{260, 4 + 0x80, 260}));
        QCOMPARE(bpe.encode(""), Ids{});
    }

    void aMegabyteOfOneLetterTakesNoTime()
    {
        MOLEX_NEED_SHARED(folder, "golden/gpt2-bpe");
        const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder);
        // Quadratic merging would take hours and end in the test's time limit.
        for (const char* part : {"a", "ab", " ", "\n ", "!", "7"}) {
            std::string text;
            while (text.size() < (1 << 20))
                text += part;
            QCOMPARE(bpe.decode(bpe.encode(text)), text);
        }
    }

    void severalThreadsShareOne()
    {
        MOLEX_NEED_SHARED(folder, "golden/gpt2-bpe");
        const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder);
        const std::string text = "The quick brown fox isn't naïve: 12345 jumps!  ";
        const Ids expected = bpe.encode(text);
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (int i = 0; i < 500; ++i)
                    wrong += bpe.encode(text) == expected ? 0 : 1;
            });
        threads.clear();
        QCOMPARE(wrong.load(), 0);
    }

    void truncationTakesFromTheLongerSide()
    {
        const support::TemporaryFolder folder;
        folder.write("vocab.json", smallVocabulary({}).dump());
        folder.write("merges.txt", "");
        const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder.path());
        const auto id = [](char c) { return std::int64_t(4 + c); };
        QCOMPARE(bpe.encodeForClassification("abcd", "xy", 9).ids,
                 (Ids{0, id('a'), id('b'), id('c'), 2, 2, id('x'), id('y'), 2}));
        QCOMPARE(bpe.encodeForClassification("ab", "xy", 7).ids, (Ids{0, id('a'), id('b'), 2, 2, id('x'), 2}));
        QCOMPARE(bpe.encodeForClassification("ab", std::nullopt, 2).ids, (Ids{0, 2}));
        QCOMPARE(bpe.encodeForClassification("", "", 0).ids, (Ids{0, 2, 2, 2}));
        QVERIFY(contains(badInputOf([&] { bpe.encodeForClassification("a", "b", 3); }), "max_length"));
    }

    void aVocabularyWithoutANeededTokenIsRefused()
    {
        json vocabulary = smallVocabulary({});
        vocabulary.erase("</s>");
        const support::TemporaryFolder folder;
        folder.write("vocab.json", vocabulary.dump());
        folder.write("merges.txt", "");
        const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder.path());
        QCOMPARE(bpe.missingSpecialToken().value_or(""), std::string("</s>"));
        QVERIFY(contains(badInputOf([&] { bpe.encodeForClassification("a", {}, 0); }), "</s>"));

        vocabulary.erase("<unk>");
        vocabulary.erase("q");
        QVERIFY(contains(failureOf(vocabulary.dump(), ""), "byte symbol \"q\""));
    }

    void aMissingByteBecomesUnknown()
    {
        json vocabulary = smallVocabulary({});
        vocabulary.erase("q");
        const support::TemporaryFolder folder;
        folder.write("vocab.json", vocabulary.dump());
        folder.write("merges.txt", "");
        QCOMPARE(ByteLevelBpe::fromFolder(folder.path()).encode("aq"), (Ids{4 + 'a', 3}));
    }

    void hostileVocabulariesAreRefusedWithFileAndLine()
    {
        const std::string twice = failureOf("{\"a\": 0,\n\"b\": 1,\n\"c\": 1,\n\"a\": 5}", "");
        QVERIFY(contains(twice, "vocab.json:3: the id 1 belongs to two tokens"));
        QVERIFY(contains(twice, "vocab.json:4: the token \"a\" is there twice"));
        QVERIFY(contains(failureOf("{\"a\":\n 99999999999}", ""), "vocab.json:2: the id 99999999999 is out of range"));
        QVERIFY(contains(failureOf("{\"a\": -1}", ""), "-1; it must be a whole number"));
        QVERIFY(contains(failureOf("{\"a\": 0.5}", ""), "0.5; it must be a whole number"));
        QVERIFY(contains(failureOf("{\"a\": [0]}", ""), "a list; it must be a whole number"));
        QVERIFY(contains(failureOf("[1]", ""), "must be a JSON object"));
        QVERIFY(contains(failureOf("7", ""), "must be a JSON object"));
        QVERIFY(contains(failureOf("{}", ""), "has no tokens"));
        QVERIFY(contains(failureOf("{\"a\": 0,\n\"b\" 1}", ""), "vocab.json:2: not valid JSON"));
        QVERIFY(contains(failureOf("", ""), "vocab.json:1: not valid JSON"));
        const std::string quoted = failureOf("{\"\xFF\": 1}", "");
        QVERIFY2(contains(quoted, "not valid JSON") && isUtf8(quoted), quoted.c_str());
        QVERIFY(contains(failureOf(std::string(200000, '['), ""), "64 levels"));
        QVERIFY(contains(failureOf("{\"a\":" + std::string(200000, '['), ""), "must be a whole number"));
    }

    void hostileMergesAreRefusedWithFileAndLine()
    {
        const std::string good = smallVocabulary({"ab"}).dump();
        QVERIFY(contains(failureOf(good, "#version: 0.2\na b\na c\n"),
                         "merges.txt:3: the merge of \"a\" and \"c\" needs the token \"ac\""));
        QVERIFY(contains(failureOf(good, "a b\nzzz b\n"), "merges.txt:2: the merge of \"zzz\""));
        QVERIFY(contains(failureOf(good, "ab\n"), "merges.txt:1"));
        QVERIFY(contains(failureOf(good, "a b c\n"), "merges.txt:1"));
        QVERIFY(contains(failureOf(good, "a  b\n"), "merges.txt:1"));
        const std::string many = failureOf(good, [] {
            std::string lines;
            for (int i = 0; i < 1000; ++i)
                lines += "x y\n";
            return lines;
        }());
        QCOMPARE(std::count(many.begin(), many.end(), '\n'), 20);
    }

    void otherKindsOfTokenizerAreNamed()
    {
        const auto failure = [](const json& whole) {
            const support::TemporaryFolder folder;
            folder.write("tokenizer.json", whole.dump());
            return badInputOf([&] { ByteLevelBpe::fromFolder(folder.path()); });
        };
        QVERIFY(contains(failure({{"model", {{"type", "Unigram"}, {"vocab", {{"a", 0}}}}}}),
                         "only BPE and WordPiece are supported"));
        QVERIFY(contains(failure({{"pre_tokenizer", {{"type", "ByteLevel"}, {"use_regex", false}}}}), "use_regex"));
        QVERIFY(contains(failure({{"model", {{"byte_fallback", true}, {"end_of_word_suffix", "</w>"}}}}),
                         "end_of_word_suffix is \"</w>\""));
        QVERIFY(
            contains(failure({{"normalizer", {{"type", "NFC"}}}, {"model", {{"vocab", {{"a", 0}}}}}}), "normalizer"));
        QVERIFY(contains(failure({{"pre_tokenizer", {{"type", "Metaspace"}}}}), "only ByteLevel is supported"));
        QVERIFY(contains(failure({{"model", {{"merges", {json::array({"a"})}}}}}), "must have 2"));
        QVERIFY(contains(failure({{"model", {{"merges", {3}}}}}), "must be two tokens"));
    }

    void aFolderWithoutATokenizerSaysWhatIsNeeded()
    {
        const support::TemporaryFolder folder;
        QVERIFY(contains(badInputOf([&] { ByteLevelBpe::fromFolder(folder.path()); }), "vocab.json and merges.txt"));
        const auto file = folder.write("vocab.json", "{}");
        QVERIFY(contains(badInputOf([&] { ByteLevelBpe::fromFolder(folder.path()); }), "needs merges.txt"));
        QVERIFY(contains(badInputOf([&] { ByteLevelBpe::fromFolder(file); }), "is a file, not a model folder"));
        QVERIFY(contains(badInputOf([&] { ByteLevelBpe::fromFolder(folder.path() / "no"); }), "does not exist"));
    }
};

MOLEX_TEST(tst_ByteLevelBpe)
#include "tst_ByteLevelBpe.moc"
