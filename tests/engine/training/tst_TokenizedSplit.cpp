#include "engine/training/TokenizedSplit.h"

#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using Ids = std::vector<std::int64_t>;

class tst_TokenizedSplit : public QObject {
    Q_OBJECT

private:
    /// a 4, b 5, …, z 29, space 30, anything else 3, <|endoftext|> 0.
    std::unique_ptr<Tokenizer> m_tokens;

    static Split rows(bool labelled)
    {
        Split split;
        split.labelled = labelled;
        split.rows = {{.text = "ab", .target = "cde"}, {.text = "abcdef", .target = "g"}, {.text = "a", .target = "z"}};
        return split;
    }

    static Ids row(const torch::Tensor& matrix, std::int64_t index)
    {
        const torch::Tensor values = matrix[index].contiguous();
        return {values.data_ptr<std::int64_t>(), values.data_ptr<std::int64_t>() + values.numel()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        std::string vocabulary = R"({"<|endoftext|>": 0, "<unk>": 3, "Ġ": 30)";
        for (char c = 'a'; c <= 'z'; ++c)
            vocabulary += std::string(", \"") + c + "\": " + std::to_string(c - 'a' + 4);
        const support::TemporaryFolder folder;
        folder.write("vocab.json", vocabulary + "}");
        folder.write("merges.txt", "");
        m_tokens = loadTokenizer(folder.path());
    }

    void aLanguageModelLearnsOnlyTheTarget()
    {
        const TokenizedSplit split = tokenize(rows(true), *m_tokens, Objective::LanguageModel, 9);
        QCOMPARE(split.ids[0], (Ids{4, 5, 0, 30, 6, 7, 8, 0}));
        QCOMPARE(split.ids[1], (Ids{5, 6, 7, 8, 9, 0, 30, 10, 0})); // cut in front: the target has less than its half
        QCOMPARE(split.ids[2], (Ids{4, 0, 30, 29, 0}));
        QCOMPARE(split.firstLengths, (Ids{3, 6, 2}));
        QCOMPARE(split.cut, std::int64_t(1));
        const Batch batch = makeBatch(split, {2, 0}, {}, 0);
        const torch::Tensor targets = targetIds(split, {2, 0}, batch);
        QCOMPARE(row(batch.ids, 0), (Ids{4, 0, 30, 29, 0, 0, 0, 0}));
        // The closing token is learnt, the same id as padding is not.
        QCOMPARE(row(targets, 0), (Ids{-100, -100, 30, 29, 0, -100, -100, -100}));
        QCOMPARE(row(targets, 1), (Ids{-100, -100, -100, 30, 6, 7, 8, 0}));
        QCOMPARE(batch.realTokens, std::int64_t(13));
    }

    void aSplitWithoutTargetsIsItsPrompts()
    {
        const TokenizedSplit split = tokenize(rows(false), *m_tokens, Objective::LanguageModel, 4);
        QCOMPARE(split.ids, (std::vector<Ids>{{4, 5, 0}, {7, 8, 9, 0}, {4, 0}}));
        QCOMPARE(split.firstLengths, (Ids{3, 4, 2}));
        QCOMPARE(split.cut, std::int64_t(1));
    }

    void aClassificationReadsTextAndPair()
    {
        Split split;
        split.rows = {{.text = "ab", .pair = "c", .label = 1}, {.text = "abcd", .label = 0}};
        const TokenizedSplit tokens = tokenize(split, *m_tokens, Objective::Classification, 4);
        QCOMPARE(tokens.ids, (std::vector<Ids>{{4, 0, 6, 0}, {4, 5, 6, 0}}));
        QCOMPARE(tokens.firstLengths, (Ids{2, 4}));
        QCOMPARE(tokens.labels, (std::vector<double>{1, 0}));
        QCOMPARE(tokens.cut, std::int64_t(2));
    }

    void aPairsSecondTextIsOfType1()
    {
        Split split;
        split.rows = {{.text = "ab", .pair = "c", .label = 1}, {.text = "abcd", .label = 0}};
        const TokenizedSplit tokens = tokenize(split, *m_tokens, Objective::Classification, 8);
        const Batch batch = makeBatch(tokens, {1, 0}, {.length = 7}, 9);
        QCOMPARE(row(batch.ids, 1), (Ids{4, 5, 0, 6, 0, 9, 9}));
        QCOMPARE(row(batch.types, 1), (Ids{0, 0, 0, 1, 1, 0, 0}));
        QCOMPARE(row(batch.types, 0), (Ids{0, 0, 0, 0, 0, 0, 0}));
        const auto width = [&](const Padding& padding) { return makeBatch(tokens, {1, 0}, padding, 9).ids.size(1); };
        QCOMPARE(width({}), std::int64_t(5));
        QCOMPARE(width({.multiple = 4, .limit = 20}), std::int64_t(8));
        QCOMPARE(width({.multiple = 4, .limit = 7}), std::int64_t(7));
        QCOMPARE(width({.length = 7, .multiple = 7, .limit = 7}), std::int64_t(7));
        QVERIFY(!makeBatch(tokenize(rows(true), *m_tokens, Objective::LanguageModel, 9), {0}, {}, 0).types.defined());
    }
};

MOLEX_TEST(tst_TokenizedSplit)
#include "tst_TokenizedSplit.moc"
