#include "engine/pretraining/NgramBaselines.h"
#include "tests/engine/pretraining/ByteTokenizer.h"
#include "tests/support/TestMain.h"

#include <cmath>

using namespace engine;
using support::idOfByte;

/// Counted by hand on "aabab" and "c": a 3, b 2, c 1, 256 ordinary tokens.
class tst_NgramBaselines : public QObject {
    Q_OBJECT

    support::TemporaryFolder m_folder;
    std::unique_ptr<Tokenizer> m_tokenizer = support::byteTokenizer(m_folder);
    MaskableVocabulary m_vocabulary = maskableVocabulary(*m_tokenizer, "tokenizer.path");

    static PackedRows rowOf(const std::string& text)
    {
        PackedRows rows;
        rows.length = static_cast<std::int64_t>(text.size()) + 2;
        rows.ids.push_back(0);
        for (const char byte : text)
            rows.ids.push_back(byte == '|' ? 2 : idOfByte(byte));
        rows.ids.push_back(2);
        return rows;
    }

    static bool isNear(double a, double b) { return std::abs(a - b) < 1e-12; }

private Q_SLOTS:
    void unigramsCountOrdinaryTokens()
    {
        const NgramBaselines baselines(rowOf("aabab|c"), m_vocabulary);
        QVERIFY(isNear(baselines.unigram(idOfByte('a')), 4.0 / 262));
        QVERIFY(isNear(baselines.unigram(idOfByte('z')), 1.0 / 262));
        QCOMPARE(baselines.likeliest(), idOfByte('a'));
        double sum = 0;
        for (const std::int64_t token : m_vocabulary.ordinary)
            sum += baselines.unigram(token);
        QVERIFY(isNear(sum, 1));
    }

    void bigramsDiscountAndBackOff()
    {
        const NgramBaselines baselines(rowOf("aabab|c"), m_vocabulary);
        const double a = 4.0 / 262, b = 3.0 / 262, z = 1.0 / 262;
        // Behind a: a once, b twice.
        QVERIFY(isNear(baselines.bigram(idOfByte('a'), idOfByte('b')), (2 - 0.75) / 3 + 0.75 * 2 / 3 * b));
        QVERIFY(isNear(baselines.bigram(idOfByte('a'), idOfByte('z')), 0.75 * 2 / 3 * z));
        // Behind </s>: c once; behind <s>: a once; behind c: only the row's end, which is not predicted.
        QVERIFY(isNear(baselines.bigram(2, idOfByte('c')), 0.25 + 0.75 * 2.0 / 262));
        QVERIFY(isNear(baselines.bigram(0, idOfByte('a')), 0.25 + 0.75 * a));
        QVERIFY(isNear(baselines.bigram(idOfByte('c'), idOfByte('a')), a));
        for (const std::int64_t left : {std::int64_t{0}, std::int64_t{2}, std::int64_t{idOfByte('a')}, std::int64_t{idOfByte('c')}}) {
            double sum = 0;
            for (const std::int64_t token : m_vocabulary.ordinary)
                sum += baselines.bigram(left, token);
            QVERIFY(isNear(sum, 1));
        }
        QCOMPARE(baselines.likeliestAfter(idOfByte('a')), idOfByte('b'));
        QCOMPARE(baselines.likeliestAfter(2), idOfByte('c'));
        QCOMPARE(baselines.likeliestAfter(idOfByte('c')), idOfByte('a'));
    }

    /// Whenever it is: the first calls are answered with yes.
    void theyAreGivenUpWhenNobodyWantsThem()
    {
        const PackedRows rows = rowOf("aabab|c");
        const auto wantedFor = [](int calls) { return [calls]() mutable { return calls-- > 0; }; };
        for (const int calls : {0, 1, 2, 100}) // two passes over the row, then one call for each token
            QVERIFY_THROWS_EXCEPTION(CalledOff, NgramBaselines(rows, m_vocabulary, wantedFor(calls)));
        const NgramBaselines baselines(rows, m_vocabulary, wantedFor(1000));
        const TokenMasking masking(m_vocabulary, 0.5);
        QVERIFY_THROWS_EXCEPTION(CalledOff, scoreBaselines(baselines, rows, masking, wantedFor(0)));
    }

    void bothAreScoredOnTheMaskedTokens()
    {
        const NgramBaselines baselines(rowOf("abababababababab"), m_vocabulary);
        const PackedRows heldOut = rowOf("ababababab");
        const TokenMasking masking(m_vocabulary, 0.5);
        const MaskedRow masked = masking.mask(heldOut.row(0), heldOutMoment(0));
        double loss = 0;
        for (std::size_t i = 0; i < masked.places.size(); ++i)
            loss -= std::log(baselines.bigram(heldOut.ids[static_cast<std::size_t>(masked.places[i] - 1)], masked.targets[i]));
        const BaselineScores scores = scoreBaselines(baselines, heldOut, masking);
        QVERIFY(masked.places.size() > 1);
        QCOMPARE(scores.tokens, static_cast<std::int64_t>(masked.places.size()));
        QVERIFY(isNear(scores.bigram.loss, loss / static_cast<double>(masked.places.size())));
        QCOMPARE(scores.bigram.accuracy, 1.0); // also where the left neighbour is masked itself
        QVERIFY(scores.unigram.accuracy < 1 && scores.unigram.loss > scores.bigram.loss);
    }
};

MOLEX_TEST(tst_NgramBaselines)
#include "tst_NgramBaselines.moc"
