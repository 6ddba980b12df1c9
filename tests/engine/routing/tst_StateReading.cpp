#include <numeric>

#include "engine/model/Torch.h"

#include "engine/model/SelfAttention.h"
#include "engine/model/Trials.h"
#include "tests/support/CountedProjections.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Under a token vote chosen layers attend to hidden states: the same as with keys and values of all tokens.
class tst_StateReading : public QObject {
    Q_OBJECT

private:
    struct Outcome
    {
        torch::Tensor logits;
        std::map<std::string, torch::Tensor> gradients;
        double layerRuns = 0;
    };

    static Outcome run(RoutedModel& model, const support::TinyBatch& batch, bool readsStates, bool trains = true)
    {
        Trials::current().states = readsStates;
        RoutingTrace trace(false);
        Pass pass = model.model().makePass(batch.mask, trains, &trace);
        torch::manual_seed(7);
        Outcome outcome;
        outcome.logits = model.model().forward(batch.ids, pass);
        outcome.layerRuns = model.layerRuns(trace);
        torch::manual_seed(8);
        (outcome.logits * torch::randn_like(outcome.logits)).sum().backward();
        for (const TrainableTensor& named : model.trainable()) {
            outcome.gradients[named.name] = named.tensor.grad().defined() ? named.tensor.grad().clone() : torch::Tensor();
            named.tensor.mutable_grad() = torch::Tensor();
        }
        return outcome;
    }

    /// B is drawn too, so that what LoRA adds is seen.
    static RoutedModel lora(const std::vector<std::string>& targets, const MolexConfig& config, double dropout = 0)
    {
        LoraConfig method;
        method.rank = 2;
        method.dropout = dropout;
        method.targets = targets;
        RoutedModel model = support::tinyRouted(shape(), config, method);
        torch::NoGradGuard guard;
        torch::manual_seed(4);
        for (const TrainableTensor& named : model.trainable())
            if (named.name.find("lora_B") != std::string::npos)
                named.tensor.copy_(torch::randn_like(named.tensor));
        return model;
    }

    /// Five layers, of which each takes few tokens. Without dropout, whose masks would fall elsewhere.
    static ModelConfig shape()
    {
        ModelConfig result = support::tinyShape(5);
        result.hiddenDropout = 0;
        result.attentionDropout = 0;
        result.headDropout = 0;
        return result;
    }

    static MolexConfig tokenVote(int topK = 1)
    {
        MolexConfig config;
        config.vote = Vote::Token;
        config.topK = topK;
        config.gateGradient = GateGradient::Probability;
        return config;
    }

    static void requireSame(const Outcome& read, const Outcome& plain)
    {
        bool isOneWay = true; // no gradient is rounded in another place; the few logits may be alike
        QVERIFY(torch::allclose(read.logits, plain.logits, 1e-4, 1e-5));
        QCOMPARE(read.gradients.size(), plain.gradients.size());
        for (const auto& [name, gradient] : plain.gradients) {
            const torch::Tensor& other = read.gradients.at(name);
            QCOMPARE(other.defined(), gradient.defined());
            if (!gradient.defined())
                continue;
            isOneWay = isOneWay && torch::equal(other, gradient);
            QVERIFY2(torch::allclose(other, gradient, 1e-3, 2e-5 * std::max(1.0, gradient.abs().max().item<double>())), name.c_str());
        }
        QVERIFY(!isOneWay);
    }

private Q_SLOTS:
    void cleanup() { Trials::current().states = true; }

    void valuesAndGradientsAreThoseOfKeysAndValues_data()
    {
        QTest::addColumn<QStringList>("targets"); // none: everything trains
        QTest::addColumn<int>("topK");
        for (const int topK : {1, 2}) {
            QTest::addRow("everything trains, top %d", topK) << QStringList() << topK;
            QTest::addRow("LoRA on queries and values, top %d", topK) << QStringList{"query", "value"} << topK;
            QTest::addRow("LoRA on keys, top %d", topK) << QStringList{"key"} << topK;
            QTest::addRow("LoRA elsewhere, top %d", topK) << QStringList{"attention_output", "output"} << topK;
        }
    }

    void valuesAndGradientsAreThoseOfKeysAndValues()
    {
        QFETCH(QStringList, targets);
        QFETCH(int, topK);
        std::vector<std::string> names;
        for (const QString& target : targets)
            names.push_back(target.toStdString());
        RoutedModel model = names.empty() ? support::tinyRouted(shape(), tokenVote(topK)) : lora(names, tokenVote(topK));
        const support::TinyBatch batch = support::tinyBatch({17, 30, 22, 30});
        requireSame(run(model, batch, true), run(model, batch, false));
    }

    /// With dropout a query's weights no longer sum to 1, so that the value bias counts by their sum.
    void dropoutOfAttentionReachesTheValueBias()
    {
        ModelConfig dropping = shape();
        dropping.attentionDropout = 0.5;
        RoutedModel model = support::tinyRouted(dropping, tokenVote());
        {
            torch::NoGradGuard guard;
            model.visitTensors([](const std::string& name, torch::Tensor& tensor) {
                if (name.ends_with("value.bias"))
                    tensor.fill_(3);
            });
        }
        const support::TinyBatch batch = support::tinyBatch({30, 30, 30, 30});
        StateReader* reader = model.model().layers()[1]->stateReader(torch::randn({4, 30, 8}), model.model().makePass(batch.mask, true));
        QVERIFY(reader != nullptr);
        const torch::Tensor hidden = torch::randn({4, 30, 8});
        const torch::Tensor queries = reader->stateQueries(hidden.flatten(0, 1), model.model().makePass(batch.mask, true));
        std::vector<std::int64_t> all(120);
        std::iota(all.begin(), all.end(), std::int64_t(0));
        torch::Tensor mean = torch::zeros({120, 2, 16});
        const Pass pass = model.model().makePass(batch.mask, true);
        double spread = 0;
        for (int i = 0; i < 400; ++i) {
            const torch::Tensor contexts = reader->attendStates({queries}, all, StateReader::statesOf(hidden), pass).front();
            mean += contexts / 400;
            spread = std::max(spread, (contexts.select(2, 8) - 1).abs().max().item<double>());
        }
        QVERIFY(spread > 0.1);
        QVERIFY((mean.select(2, 8) - 1).abs().mean().item<double>() < 0.05);
        // Twice the weights are twice the bias: what the two outputs of the attention differ by.
        SelfAttention attention(dropping);
        attention.visitTensors("", [](const std::string& name, torch::Tensor& tensor) {
            torch::NoGradGuard guard;
            name.ends_with("value.bias") ? tensor.fill_(3) : tensor.zero_();
        });
        torch::Tensor contexts = torch::zeros({1, 2, 16});
        contexts.select(2, 8).fill_(1.5);
        QVERIFY(torch::allclose(attention.fromStates(contexts, pass), torch::full({1, 8}, 4.5)));
    }

    void theOwnKeysAndValuesAreMadeWhereTheyAreNeeded_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"LoRA's dropout in training", "DoRA", "experts", "float64", "bfloat16"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }

    void theOwnKeysAndValuesAreMadeWhereTheyAreNeeded()
    {
        QFETCH(QString, what);
        LoraConfig method;
        method.rank = 2;
        method.targets = {"query", "value"};
        method.dropout = what.startsWith(QLatin1String("LoRA")) ? 0.5 : 0;
        method.dora = what == QLatin1String("DoRA");
        MethodConfig with = method;
        if (what == QLatin1String("experts")) {
            SparseUpcyclingConfig upcycling;
            upcycling.every = 1;
            upcycling.experts = 2;
            with = upcycling;
        }
        RoutedModel model = support::tinyRouted(shape(), tokenVote(), with);
        TransformerLayer& layer = *model.model().layers()[1];
        const support::TinyBatch batch = support::tinyBatch({30, 30});
        const Pass pass = model.model().makePass(batch.mask, true);
        torch::Tensor hidden = torch::randn({2, 30, 8});
        if (what == QLatin1String("float64"))
            hidden = hidden.to(torch::kFloat64);
        if (what == QLatin1String("bfloat16"))
            hidden = hidden.to(torch::kBFloat16);
        QVERIFY(layer.stateReader(hidden, pass) == nullptr);
        const Pass evaluation = model.model().makePass(batch.mask, false);
        QCOMPARE(layer.stateReader(hidden, evaluation) != nullptr, method.dropout > 0);
    }

    /// One run for each token that reads states, nothing for the others.
    void aReadingTokenCountsAsOneRun()
    {
        RoutedModel model = support::tinyRouted(shape(), tokenVote());
        const support::TinyBatch batch = support::tinyBatch({17, 30, 22, 30});
        const Outcome read = run(model, batch, true, false);
        const Outcome plain = run(model, batch, false, false);
        QVERIFY(read.layerRuns < plain.layerRuns);
        QVERIFY(read.layerRuns > 5 && read.layerRuns <= 10); // [tst_MixedLayer] has the number itself
    }

    /// Where most tokens chose a layer, keys and values of all cost less.
    void aLayerThatMostTokensChoseIsNotRead()
    {
        RoutedModel model = support::tinyRouted(shape(), tokenVote());
        const support::TinyBatch batch = support::tinyBatch({30, 30});
        const torch::Tensor hidden = torch::randn({2, 30, 8});
        StateReader* reader = model.model().layers()[1]->stateReader(hidden, model.model().makePass(batch.mask, false));
        QVERIFY(reader != nullptr);
        QVERIFY(reader->isCheaper(12, hidden)); // 12 (30 + 8) < 60 · 8
        QVERIFY(!reader->isCheaper(13, hidden));
    }
};

MOLEX_TEST(tst_StateReading)
#include "tst_StateReading.moc"
