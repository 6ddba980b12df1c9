#include "engine/model/Torch.h"

#include "engine/generation/CachedContinuation.h"
#include "engine/generation/Decoder.h"
#include "engine/generation/DecodingRule.h"
#include "engine/generation/MixedCache.h"
#include "engine/generation/RouteCache.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/training/LanguageLoss.h"
#include "engine/training/TrainingObjective.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;

/// Decoding on caches against whole forward passes, plain and under a mixture of layer experts.
class tst_Decoder : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ModelConfig m_shape;

    RoutedModel routed(const RoutingConfig& routing, const MethodConfig& method = lora()) const
    {
        auto model = makeModel(m_shape, 0);
        drawWeights(*model, 11);
        torch::NoGradGuard guard;
        torch::manual_seed(3);
        RoutedModel result(std::move(model), method, routing, 5);
        result.visitTensors([](const std::string& name, torch::Tensor& tensor) { // layers and rows far apart
            if (name.find("gate") != std::string::npos)
                tensor.normal_(0, 3);
            else if (tensor.dim() == 2)
                tensor.copy_(tensor * 6 + torch::randn_like(tensor) * 0.05);
        });
        return result;
    }

    static LoraConfig lora() { return {.rank = 2, .alpha = 8, .targets = {"query", "value", "output"}}; }

    static std::vector<TokenIds> prompts()
    {
        std::vector<TokenIds> result;
        for (const std::int64_t length : {5, 9, 2, 7, 1})
            for (TokenIds& prompt = result.emplace_back(); static_cast<std::int64_t>(prompt.size()) < length;)
                prompt.push_back((length * 31 + static_cast<std::int64_t>(prompt.size()) * 57) % 256);
        return result;
    }

    static void addRoutings(bool withBatch = true)
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind :
             {"plain", "plain, experts", "prompt", "prompt, top 2", "prompt, mean, top 3, straight-through", "sequence",
              "sequence, experts", "sequence, top 2", "sequence, gate gradient none, individual",
              "sequence, positions 1", "token", "token, top 2", "given", "uniform-random"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
        if (withBatch)
            QTest::newRow("batch") << QStringLiteral("batch");
    }

    static RoutingConfig routing(const QString& kind)
    {
        if (kind.startsWith("plain"))
            return NoRoutingConfig{};
        if (kind == "uniform-random")
            return UniformRandomConfig{};
        if (kind == "given") {
            GivenConfig given;
            given.table = {2, 1, 0, 0};
            return given;
        }
        MolexConfig config;
        config.mainWeight = 0.5;
        config.vote = kind == "batch"     ? Vote::Batch
            : kind.startsWith("sequence") ? Vote::Sequence
            : kind.startsWith("token")    ? Vote::Token
                                          : Vote::Prompt;
        config.topK = kind.contains("top 2") ? 2 : kind.contains("top 3") ? 3 : 1;
        config.voteBy = kind.contains("mean") ? VoteBy::Mean : VoteBy::Mode;
        if (kind.contains("straight"))
            config.gateGradient = GateGradient::StraightThrough;
        if (kind.contains("none"))
            config.gateGradient = GateGradient::None;
        config.sharedGate = !kind.contains("individual");
        if (kind.contains("positions 1"))
            config.positions = {1};
        return config;
    }

    static MethodConfig method(const QString& kind)
    {
        if (!kind.contains("experts"))
            return lora();
        DropUpcyclingConfig experts;
        experts.experts = 3;
        return experts;
    }

    /// True where rows go different ways.
    static bool routesDiffer(const RoutingTrace& trace)
    {
        for (const PositionTrace& position : trace.positions())
            if (position.chosen.ge(0).logical_and(position.chosen.ne(position.chosen[0])).any().item<bool>())
                return true;
        return false;
    }

    /// Logits after a whole pass over each text by itself, its prompt's route kept.
    static torch::Tensor wholeLogits(RoutedModel& routed, const TokenIds& prompt, const TokenIds& text)
    {
        torch::NoGradGuard guard;
        KeptRoutes routes;
        const auto run = [&](const TokenIds& ids) {
            const PaddedTexts padded = padTexts({ids}, 0, 0);
            Pass pass = routed.model().makePass(padded.mask, false);
            pass.routes = &routes;
            return routed.model().forward(padded.ids, pass).squeeze(0);
        };
        run(prompt);
        return run(text);
    }

    static CachedContinuation continuation(RoutedModel& routed, const std::vector<TokenIds>& texts)
    {
        CachedContinuation::Parts parts;
        parts.prompts = padTexts(texts, 0, 0);
        parts.cache = std::make_unique<RouteCache>(64);
        return {routed.model(), std::move(parts)};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_shape = readModelConfig(support::writeTinyGpt2(m_folder.path().toStdString(), {.layers = 4}));
    }

    void theCacheEqualsWholePassesTokenByToken_data() { addRoutings(false); }
    void theCacheEqualsWholePassesTokenByToken()
    {
        QFETCH(QString, kind);
        RoutedModel model = routed(routing(kind), method(kind));
        std::vector<TokenIds> texts = prompts();
        CachedContinuation cached = continuation(model, texts);
        torch::Tensor logits = cached.begin();
        QVERIFY(kind.startsWith("plain") || kind == "given" || kind == "uniform-random"
                || routesDiffer(cached.trace()));
        // Rows multiply, change places within their prompt, and end.
        std::vector<std::size_t> promptOf = {0, 1, 2, 3, 4};
        const std::vector<std::vector<std::int64_t>> orders = {
            {0, 0, 1, 1, 2, 2, 3, 3, 4, 4}, {1, 0, 2, 2, 5, 4, 6, 7, 9, 8}, {0, 1, 3, 2, 6, 7}, {0, 1, 5, 4}, {3, 2}, {1}};
        std::int64_t token = 17;
        for (const auto& order : orders) {
            std::vector<TokenIds> next;
            std::vector<std::size_t> nextPrompts;
            TokenIds tokens;
            for (const std::int64_t row : order) {
                next.push_back(texts[static_cast<std::size_t>(row)]);
                nextPrompts.push_back(promptOf[static_cast<std::size_t>(row)]);
                tokens.push_back(token = token * 73 % 256);
                next.back().push_back(tokens.back());
            }
            texts = next;
            promptOf = nextPrompts;
            logits = cached.next(torch::tensor(order), torch::tensor(tokens));
            for (std::size_t row = 0; row < texts.size(); ++row) {
                const torch::Tensor whole = wholeLogits(model, prompts()[promptOf[row]], texts[row]);
                const torch::Tensor step = logits[static_cast<std::int64_t>(row)];
                QVERIFY2(torch::allclose(step, whole, 1e-4, 1e-4),
                         qPrintable(QString::number((step - whole).abs().max().item<double>())));
            }
        }
    }

    void aBatchOfPromptsGetsWhatEachGetsAlone_data() { addRoutings(); }
    void aBatchOfPromptsGetsWhatEachGetsAlone()
    {
        QFETCH(QString, kind);
        const RoutingConfig config = routing(kind);
        RoutedModel model = routed(config, method(kind));
        DecodingSettings settings;
        settings.beam = {.beam = 3, .steps = 6, .lengthPenalty = 0.8, .noRepeatNgram = 2};
        for (std::int64_t id = 0; id < 256; id += 5) // ends often, so that prompts leave the batch
            settings.beam.endIds.push_back(id);
        settings.prompts = 5;
        Decoder decoder(model, config, {}, settings);
        const std::vector<DecodedText> together = decoder.decode(prompts());
        for (std::size_t i = 0; i < together.size(); ++i) {
            const DecodedText alone = decoder.decode({prompts()[i]}).front();
            QCOMPARE(together[i].tokens, alone.tokens);
            QVERIFY(std::abs(together[i].score - alone.score) < 1e-4);
        }
    }

    void withoutRoutingEveryRuleWritesTheSame()
    {
        RoutedModel model = routed(NoRoutingConfig{});
        DecodingSettings settings;
        settings.beam = {.beam = 3, .steps = 7, .lengthPenalty = 0.8};
        std::vector<std::vector<DecodedText>> found;
        for (const Decoding rule : {Decoding::PromptRoute, Decoding::Recompute, Decoding::Released}) {
            settings.rule = rule;
            found.push_back(Decoder(model, NoRoutingConfig{}, {}, settings).decode(prompts()));
        }
        for (std::size_t i = 0; i < found[0].size(); ++i)
            for (const std::size_t other : {1u, 2u}) {
                QCOMPARE(found[other][i].tokens, found[0][i].tokens);
                QVERIFY(std::abs(found[other][i].score - found[0][i].score) < 1e-4);
            }
    }

    void recomputingRoutesEveryPassAnew()
    {
        MolexConfig config;
        config.vote = Vote::Sequence;
        config.mainWeight = 0.5;
        RoutedModel model = routed(config);
        DecodingSettings settings;
        settings.rule = Decoding::Recompute;
        settings.beam = {.beam = 1, .steps = 6};
        const DecodedText text = Decoder(model, config, {}, settings).decode({prompts()[0]}, true).front();
        TokenIds ids = prompts()[0];
        torch::NoGradGuard guard;
        for (const std::int64_t token : text.tokens) {
            const PaddedTexts padded = padTexts({ids}, 0, 0);
            const torch::Tensor logits = model.model().forward(padded.ids, model.model().makePass(padded.mask, false));
            QCOMPARE(logits[0].argmax().item<std::int64_t>(), token);
            ids.push_back(token);
        }
    }

    void aPromptsRouteIsThatOfTraining()
    {
        for (const char* kind : {"prompt", "prompt, top 2"}) {
            RoutedModel model = routed(routing(QString::fromLatin1(kind)));
            std::vector<TokenIds> texts = prompts();
            CachedContinuation cached = continuation(model, texts);
            cached.begin();
            const torch::Tensor same = torch::arange(5);
            torch::Tensor logits;
            for (std::int64_t token = 3; token < 9; ++token) {
                for (TokenIds& text : texts)
                    text.push_back(token * 20);
                logits = cached.next(same, torch::full({5}, token * 20, torch::kInt64));
            }
            const PaddedTexts padded = padTexts(texts, 0, 0);
            torch::Tensor labels = padded.ids.masked_fill(padded.mask.eq(0), ignoredLabel);
            for (std::int64_t row = 0; row < 5; ++row)
                labels[row].narrow(0, 0, static_cast<std::int64_t>(prompts()[std::size_t(row)].size())).fill_(ignoredLabel);
            torch::NoGradGuard guard;
            const Pass pass = passFor(model.model(), {padded.ids, padded.mask, labels}, false, nullptr);
            QVERIFY(torch::allclose(logits, model.model().forward(padded.ids, pass), 1e-4, 1e-4));
        }
    }

    void whatIsCausalWritesTheSameCachedAndRecomputed_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"prompt", "prompt, top 2", "token", "token, top 2", "given"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void whatIsCausalWritesTheSameCachedAndRecomputed()
    {
        QFETCH(QString, kind);
        const RoutingConfig config = routing(kind);
        RoutedModel model = routed(config);
        DecodingSettings settings;
        settings.beam = {.beam = 3, .steps = 6, .lengthPenalty = 0.8};
        std::vector<std::vector<DecodedText>> found;
        for (const Decoding rule : {Decoding::PromptRoute, Decoding::Recompute}) {
            settings.rule = rule;
            found.push_back(Decoder(model, config, {}, settings).decode(prompts()));
        }
        for (std::size_t i = 0; i < found[0].size(); ++i) {
            QCOMPARE(found[0][i].tokens, found[1][i].tokens);
            QVERIFY(std::abs(found[0][i].score - found[1][i].score) < 1e-4);
        }
    }

    void theReleasedRuleNeedsAVoteOfTheBatch()
    {
        QCOMPARE(decodingRule(NoRoutingConfig{}, Decoding::Released, "x"), Decoding::Released);
        QCOMPARE(decodingRule(routing("batch"), Decoding::Released, "x"), Decoding::Released);
        MolexConfig own;
        own.decode = Decoding::Recompute;
        QCOMPARE(decodingRule(own, {}, "x"), Decoding::Recompute);
        QCOMPARE(decodingRule(own, Decoding::PromptRoute, "x"), Decoding::PromptRoute);
        for (const char* kind : {"prompt", "sequence", "token"})
            QVERIFY_EXCEPTION_THROWN(decodingRule(routing(QString::fromLatin1(kind)), Decoding::Released, "x"), BadInput);
    }

    void theReleasedCacheMixesKeysAndValues()
    {
        MolexConfig config;
        config.vote = Vote::Batch;
        config.countPadding = true;
        config.gateGradient = GateGradient::None;
        RoutedModel model = routed(config);
        DecodingSettings settings;
        settings.rule = Decoding::Released;
        settings.padTo = 20;
        settings.beam = {.beam = 2, .steps = 4, .stopEarly = false};
        const DecodedText text = Decoder(model, config, {}, settings).decode({prompts()[1]}, true).front();
        QCOMPARE(text.passes.size(), 4u);
        QCOMPARE(text.cacheNorms.size(), 4u);
        for (const DecodedPass& pass : text.passes)
            QCOMPARE(pass.chosen.size(), 4u); // votes are cast anew in each pass
    }
};

MOLEX_TEST(tst_Decoder)
#include "tst_Decoder.moc"
