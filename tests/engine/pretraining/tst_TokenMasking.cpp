#include "engine/pretraining/TokenMasking.h"
#include "engine/run/Error.h"
#include "tests/engine/pretraining/ByteTokenizer.h"
#include "tests/support/Issues.h"
#include "tests/support/TestMain.h"

#include <cmath>
#include <set>

using namespace engine;

class tst_TokenMasking : public QObject {
    Q_OBJECT

    support::TemporaryFolder m_folder;
    std::unique_ptr<Tokenizer> m_tokenizer = support::byteTokenizer(m_folder);
    MaskableVocabulary m_vocabulary = maskableVocabulary(*m_tokenizer, "tokenizer.path");

    static std::vector<std::int32_t> row(std::size_t length)
    {
        std::vector<std::int32_t> ids(length, support::idOfByte('a'));
        ids.front() = 0;
        ids[length / 2] = 2;
        ids.back() = 2;
        return ids;
    }

    /// Within four standard errors of a share of `count` draws.
    static bool isNear(std::int64_t found, std::int64_t count, double share)
    {
        const double n = static_cast<double>(count);
        return std::abs(static_cast<double>(found) - n * share) < 4 * std::sqrt(n * share * (1 - share));
    }

private Q_SLOTS:
    void ordinaryTokensAreTheBytes()
    {
        QCOMPARE(m_vocabulary.ordinary.size(), 256u);
        QCOMPARE(m_vocabulary.mask, 260);
        for (const std::int64_t special : {0, 1, 2, 3, 260})
            QVERIFY(!m_vocabulary.isOrdinary[static_cast<std::size_t>(special)]);
    }

    void anotherArrangementIsRefused()
    {
        const support::TemporaryFolder folder;
        const ByteLevelBpe gpt2 = ByteLevelBpe::fromFolder(support::writeTinyGpt2(folder.path()));
        const std::string problem = support::badInputOf([&] { maskableVocabulary(gpt2, "tokenizer.path"); });
        QVERIFY2(support::contains(problem, "tokenizer.path: must be a tokenizer arranged as RoBERTa's"), problem.c_str());
    }

    void sharesAreThoseOfBert()
    {
        const TokenMasking masking(m_vocabulary, 0.15);
        const auto ids = row(128);
        const std::int64_t rows = 4000;
        std::int64_t chosen = 0, masked = 0, changed = 0;
        std::set<std::int64_t> drawn;
        for (std::int64_t r = 0; r < rows; ++r) {
            const MaskedRow result = masking.mask(ids, {7, 3, r});
            QCOMPARE(result.places.size(), result.targets.size());
            chosen += static_cast<std::int64_t>(result.places.size());
            std::vector<std::int64_t> expected(ids.begin(), ids.end());
            for (const std::int64_t place : result.places) {
                const auto i = static_cast<std::size_t>(place);
                QVERIFY(ids[i] != 0 && ids[i] != 2);
                const std::int64_t input = result.inputs[i];
                masked += input == m_vocabulary.mask ? 1 : 0;
                const bool isOther = input != m_vocabulary.mask && input != ids[i];
                changed += isOther ? 1 : 0;
                if (isOther)
                    drawn.insert(input);
                expected[i] = input;
            }
            QVERIFY(result.inputs == expected); // nothing else has changed
        }
        QVERIFY(isNear(chosen, rows * 125, 0.15));
        QVERIFY(isNear(masked, chosen, 0.8));
        QVERIFY(isNear(changed, chosen, 0.1 * 255 / 256)); // one draw in 256 gives the token itself
        QCOMPARE(drawn.size(), 255u);
        for (const std::int64_t id : drawn)
            QVERIFY(m_vocabulary.isOrdinary[static_cast<std::size_t>(id)]);
    }

    void masksAreAFunctionOfSeedEpochAndRow()
    {
        const TokenMasking masking(m_vocabulary, 0.15);
        const auto ids = row(128);
        const auto places = [&](const MaskingMoment& moment) { return masking.mask(ids, moment).places; };
        QVERIFY(places({1, 2, 3}) == places({1, 2, 3}));
        QVERIFY(masking.mask(ids, {1, 2, 3}).inputs == masking.mask(ids, {1, 2, 3}).inputs);
        QVERIFY(places({1, 2, 3}) != places({2, 2, 3}));
        QVERIFY(places({1, 2, 3}) != places({1, 3, 3}));
        QVERIFY(places({1, 2, 3}) != places({1, 2, 4}));
    }

    void aShortRowHasATokenToPredict()
    {
        const TokenMasking masking(m_vocabulary, 0.001);
        for (std::int64_t r = 0; r < 50; ++r)
            QVERIFY(!masking.mask(row(4), {0, 0, r}).places.empty());
    }
};

MOLEX_TEST(tst_TokenMasking)
#include "tst_TokenMasking.moc"
