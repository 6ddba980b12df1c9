#include "engine/data/BpeTrainer.h"

#include <map>
#include <random>

#include "engine/data/ByteAlphabet.h"
#include "engine/data/ByteLevelBpe.h"
#include "engine/data/WordSplitter.h"
#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using Merges = std::vector<std::pair<std::string, std::string>>;

class tst_BpeTrainer : public QObject {
    Q_OBJECT

private:
    /// The definition of the algorithm: count all pairs anew before every merge.
    static Merges countedAnew(const std::vector<std::string>& texts, std::size_t merges)
    {
        const ByteAlphabet alphabet;
        std::map<std::string, int> age;
        for (int byte = 0; byte < 256; ++byte)
            age.emplace(alphabet.symbol(static_cast<unsigned char>(byte)), byte);
        std::vector<std::vector<std::string>> words;
        for (const std::string& text : texts)
            WordSplitter().split(text, [&](std::string_view word) {
                words.emplace_back();
                for (const char byte : word)
                    words.back().push_back(alphabet.symbol(static_cast<unsigned char>(byte)));
            });
        Merges result;
        while (result.size() < merges) {
            std::map<std::pair<int, int>, int> counts;
            for (const auto& word : words)
                for (std::size_t i = 1; i < word.size(); ++i)
                    ++counts[{age.at(word[i - 1]), age.at(word[i])}];
            std::pair<int, int> best;
            int most = 1;
            for (const auto& [pair, count] : counts)
                if (count > most)
                    best = pair, most = count;
            if (most < 2)
                break;
            std::pair<std::string, std::string> parts;
            for (const auto& [spelling, number] : age) {
                parts.first = number == best.first ? spelling : parts.first;
                parts.second = number == best.second ? spelling : parts.second;
            }
            const std::string joined = parts.first + parts.second;
            age.emplace(joined, static_cast<int>(age.size()));
            result.push_back(parts);
            for (auto& word : words)
                for (std::size_t i = 1; i < word.size(); ++i)
                    if (word[i - 1] == parts.first && word[i] == parts.second) {
                        word[i - 1] = joined;
                        word.erase(word.begin() + static_cast<std::ptrdiff_t>(i));
                    }
        }
        return result;
    }

private Q_SLOTS:
    /// While words are counted, while pairs are, and between two merges.
    void itIsGivenUpWhenNobodyWantsIt()
    {
        const std::vector<std::string> texts = {"banana bandana ananas", "banana bandana ananas"};
        for (const int wanted : {0, 1, 2, 4, 5, 6, 7}) { // two texts and three different words come first
            int calls = 0;
            const Wanted isWanted = [&] { return calls++ < wanted; };
            QVERIFY_THROWS_EXCEPTION(CalledOff, trainByteLevelBpe(texts, 300, isWanted));
            QCOMPARE(calls, wanted + 1);
        }
        QCOMPARE(trainByteLevelBpe(texts, 300, [] { return true; }).tokens, trainByteLevelBpe(texts, 300).tokens);
    }

    void mergesAreThoseOfCountingAnew()
    {
        std::vector<std::string> texts = {"the cat sat on the mat; the rat saw that the cat sat",
                                          "aaaa aaa aa aaaaa",
                                          "abcabcabc bcabc cabcab abab",
                                          "she sells sea shells by the sea shore",
                                          "übergrüße über über grüße",
                                          "banana bandana ananas bananas"};
        std::mt19937 generator(1);
        for (int word = 0; word < 300; ++word) {
            texts.emplace_back();
            for (unsigned letter = 0; letter < 2 + generator() % 12; ++letter)
                texts.back() += "abc"[generator() % 3];
        }
        const TrainedBpe trained = trainByteLevelBpe(texts, 400);
        QVERIFY(trained.merges.size() > 100);
        QCOMPARE(trained.merges, countedAnew(texts, trained.merges.size()));
    }

    void tokensAreArrangedAsInRoberta()
    {
        const TrainedBpe trained = trainByteLevelBpe({"low low low lower lower newest newest widest"}, 270);
        QCOMPARE(trained.tokens.size(), std::size_t(270));
        QCOMPARE((std::vector<std::string>(trained.tokens.begin(), trained.tokens.begin() + 4)),
                 (std::vector<std::string> {"<s>", "<pad>", "</s>", "<unk>"}));
        QCOMPARE(trained.tokens.back(), std::string("<mask>"));
        QCOMPARE(trained.merges.size(), std::size_t(270 - 261));
        const TrainedBpe all = trainByteLevelBpe({"low low low lower lower newest newest widest"}, 100000);
        QVERIFY(all.tokens.size() < 300); // ends when no pair is there twice
        QVERIFY(!support::badInputOf([] { trainByteLevelBpe({"a"}, 260); }).empty());
    }

    void theResultIsATokenizer()
    {
        const support::TemporaryFolder folder;
        writeTokenizer(trainByteLevelBpe({"low low low lower lower newest newest \"quoted\" back\\slash"}, 300),
                       folder.path());
        const ByteLevelBpe bpe = ByteLevelBpe::fromFolder(folder.path());
        QVERIFY(!bpe.missingSpecialToken());
        for (const std::string text : {"low lower newest", "\"quoted\" back\\slash", "unseen: \xFF\n\t漢字"})
            QCOMPARE(bpe.decode(bpe.encode(text)), text);
        QCOMPARE(bpe.encode("low low").size(), std::size_t(2));
    }
};

MOLEX_TEST(tst_BpeTrainer)
#include "tst_BpeTrainer.moc"
