#include "engine/model/Torch.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "engine/run/ConfigJson.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Under a sequence's or a prompt's vote a text's hidden states and its route are its own: whatever else is in its
/// batch, wherever it stands there, and however far it is padded. Texts, batches and settings are drawn from seeds.
class tst_BatchIndependence : public QObject {
    Q_OBJECT

    static constexpr std::int64_t longest = 12;
    static constexpr std::int64_t widest = longest + 8;

    struct Texts
    {
        torch::Tensor ids;    ///< [B, N]
        torch::Tensor mask;   ///< [B, N]
        torch::Tensor prompt; ///< [B, N]: of each text its first tokens

        Texts select(const std::vector<std::int64_t>& rows, std::int64_t to) const
        {
            const auto of = [&](const torch::Tensor& all) {
                return all.index_select(0, torch::tensor(rows)).slice(1, 0, to).contiguous();
            };
            return {of(ids), of(mask), of(prompt)};
        }
        std::int64_t length(std::int64_t row) const { return mask[row].sum().item<std::int64_t>(); }
        std::int64_t width(const std::vector<std::int64_t>& rows) const
        {
            std::int64_t result = 0;
            for (const std::int64_t row : rows)
                result = std::max(result, length(row));
            return result;
        }
    };

    static Texts drawTexts(std::mt19937& random)
    {
        std::vector<std::int64_t> lengths(2 + random() % 5);
        for (std::int64_t& length : lengths)
            length = 1 + static_cast<std::int64_t>(random()) % longest;
        const support::TinyBatch batch = support::tinyBatch(lengths, widest, random() % 1000);
        Texts texts{batch.ids, batch.mask, torch::zeros_like(batch.mask)};
        for (std::size_t row = 0; row < lengths.size(); ++row) {
            const std::int64_t tokens = 1 + static_cast<std::int64_t>(random()) % lengths[row];
            texts.prompt[static_cast<std::int64_t>(row)].slice(0, 0, tokens).fill_(1);
        }
        return texts;
    }

    static MolexConfig drawConfig(Vote vote, std::mt19937& random)
    {
        MolexConfig config;
        config.vote = vote;
        config.voteBy = VoteBy(random() % 2);
        config.gate = GateKind(random() % 2);
        config.cosineDim = 6;
        config.cosineAxis = vote == Vote::Sequence ? CosineAxis(random() % 2) : CosineAxis::Feature;
        config.gateGradient = GateGradient(random() % 3);
        config.topK = 1 + static_cast<std::int64_t>(random() % 2);
        config.excludeSelf = random() % 2 == 1;
        config.mainWeight = 0.5;
        return config;
    }

    /// Of each row the hidden states of its real tokens, [n, d], and its choices, [P, k].
    struct Computed
    {
        std::vector<torch::Tensor> hidden;
        std::vector<torch::Tensor> routes;
    };

    static Computed compute(RoutedModel& model, const Texts& texts)
    {
        torch::NoGradGuard guard;
        RoutingTrace trace(false);
        Pass pass = model.model().makePass(texts.mask, false, &trace);
        pass.prompt = texts.prompt;
        const torch::Tensor hidden = model.model().encode(texts.ids, pass);
        Computed result;
        for (std::int64_t row = 0; row < hidden.size(0); ++row) {
            result.hidden.push_back(hidden[row].slice(0, 0, texts.length(row)));
            std::vector<torch::Tensor> route;
            for (const PositionTrace& position : trace.positions())
                route.push_back(position.chosen[position.unit == Unit::Batch ? 0 : row]);
            result.routes.push_back(torch::stack(route));
        }
        return result;
    }

    /// In float64, where what the routing leaks is far above what is left to rounding. Bits are not compared: the
    /// product of a matrix may take other instructions for its last rows, so even a permuted batch may round otherwise.
    static bool areSame(const Computed& together, const Computed& other, const std::vector<std::int64_t>& rows)
    {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto row = static_cast<std::size_t>(rows[i]);
            if (!torch::equal(other.routes[i], together.routes[row])
                || !torch::allclose(other.hidden[i], together.hidden[row], 1e-9, 1e-9))
                return false;
        }
        return true;
    }

    /// Which way of making a batch changed a text; empty when none did.
    static const char* whatChanges(RoutedModel& model, const Texts& texts, std::mt19937& random)
    {
        std::vector<std::int64_t> all(static_cast<std::size_t>(texts.ids.size(0)));
        std::iota(all.begin(), all.end(), 0);
        const std::int64_t width = texts.width(all);
        const Computed together = compute(model, texts.select(all, width));
        const auto changes = [&](const std::vector<std::int64_t>& rows, std::int64_t to) {
            return !areSame(together, compute(model, texts.select(rows, to)), rows);
        };
        if (changes(all, width + 1 + static_cast<std::int64_t>(random() % (widest - longest))))
            return "padding";
        std::vector<std::int64_t> turned = all;
        std::shuffle(turned.begin(), turned.end(), random);
        if (changes(turned, width))
            return "order";
        const std::vector<std::int64_t> some(turned.begin(),
                                             turned.begin() + static_cast<std::ptrdiff_t>((turned.size() + 1) / 2));
        if (changes(some, texts.width(some)))
            return "what else is in the batch";
        for (const std::int64_t row : all)
            if (changes({row}, texts.length(row)))
                return "being alone";
        return "";
    }

    static RoutedModel doubleModel(const MolexConfig& config, ModelFamily family)
    {
        RoutedModel model = support::tinyRouted(support::tinyShape(4, family), config);
        support::toDouble(model);
        return model;
    }

private Q_SLOTS:
    void aTextsRouteAndStatesAreItsOwn_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("vote");
        QTest::newRow("RoBERTa, sequence") << int(ModelFamily::Roberta) << int(Vote::Sequence);
        QTest::newRow("GPT-2, sequence") << int(ModelFamily::Gpt2) << int(Vote::Sequence);
        QTest::newRow("GPT-2, prompt") << int(ModelFamily::Gpt2) << int(Vote::Prompt);
        QTest::newRow("GPT-2, auto") << int(ModelFamily::Gpt2) << int(Vote::Auto);
    }

    void aTextsRouteAndStatesAreItsOwn()
    {
        QFETCH(int, family);
        QFETCH(int, vote);
        for (unsigned seed = 1; seed <= 12; ++seed) {
            std::mt19937 random(seed);
            const MolexConfig config = drawConfig(Vote(vote), random);
            RoutedModel model = doubleModel(config, ModelFamily(family));
            const std::string changed = whatChanges(model, drawTexts(random), random);
            const std::string report = changed + " under " + toJson(RoutingConfig(config)).dump();
            QVERIFY2(changed.empty(), report.c_str());
        }
    }

    /// What the comparison is worth: a vote of the whole batch fails it, and padding that counts does.
    void otherVotesDoDependOnTheBatch()
    {
        int byBatch = 0, byPadding = 0;
        for (unsigned seed = 1; seed <= 12; ++seed) {
            std::mt19937 random(seed);
            MolexConfig config;
            config.mainWeight = 0.5;
            config.vote = Vote::Batch;
            RoutedModel ofBatch = doubleModel(config, ModelFamily::Roberta);
            const Texts texts = drawTexts(random);
            byBatch += std::string(whatChanges(ofBatch, texts, random)).empty() ? 0 : 1;
            config.vote = Vote::Sequence;
            config.countPadding = true;
            RoutedModel withPadding = doubleModel(config, ModelFamily::Roberta);
            byPadding += std::string(whatChanges(withPadding, texts, random)).empty() ? 0 : 1;
        }
        QVERIFY(byBatch > 0);
        QVERIFY(byPadding > 0);
    }
};

MOLEX_TEST(tst_BatchIndependence)
#include "tst_BatchIndependence.moc"
