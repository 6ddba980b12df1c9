#include "engine/model/Torch.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/routing/Gate.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"
#include "engine/training/ParameterCount.h"
#include "engine/training/RoutedModel.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;

/// The price named before a run against the tensors of the model itself.
class tst_ParameterCount : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ModelConfig m_shape;
    ModelConfig m_bert;
    ModelConfig m_gpt2;

    static std::vector<std::pair<const char*, MethodConfig>> methods()
    {
        SparseUpcyclingConfig sparse;
        sparse.experts = 3;
        DropUpcyclingConfig drop;
        drop.experts = 2;
        return {{"none", NoMethodConfig{}},
                {"head", HeadConfig{}},
                {"full", FullConfig{}},
                {"bitfit", BitFitConfig{}},
                {"lora", LoraConfig{}},
                {"lora, all targets, one twice",
                 LoraConfig{.rank = 3,
                            .targets = {"query", "key", "value", "attention_output", "intermediate", "output", "key"}}},
                {"dora", LoraConfig{.rank = 5, .targets = {"value", "intermediate", "output"}, .dora = true}},
                {"houlsby", AdapterConfig{.size = 7}},
                {"pfeiffer", AdapterConfig{.size = 5, .placement = AdapterPlacement::Pfeiffer}},
                {"sparse-upcycling", sparse},
                {"drop-upcycling", drop}};
    }

    static std::vector<std::pair<const char*, RoutingConfig>> routings()
    {
        GivenConfig given;
        given.table = {2, 1, 0};
        given.mixing = Mixing::Learned;
        given.sharedMixing = false;
        std::vector<std::pair<const char*, RoutingConfig>> result = {{"none", NoRoutingConfig{}},
                                                                     {"self", SelfRoutingConfig{}},
                                                                     {"fixed-random", FixedRandomConfig{}},
                                                                     {"uniform-random", UniformRandomConfig{}},
                                                                     {"next-layer", NextLayerConfig{}},
                                                                     {"given", given}};
        for (const bool shared : {true, false})
            for (const GateKind gate : {GateKind::Linear, GateKind::Cosine}) {
                MolexConfig molex;
                molex.sharedGate = shared;
                molex.sharedMixing = shared;
                molex.gate = gate;
                molex.mixing = Mixing::Learned;
                molex.positions = {0, 2};
                result.emplace_back(gate == GateKind::Linear ? (shared ? "molex, linear, shared" : "molex, linear")
                                                             : (shared ? "molex, cosine, shared" : "molex, cosine"),
                                    molex);
            }
        return result;
    }

    static void countAndCompare(const ModelConfig& shape, const RunConfig& run)
    {
        RoutedModel model(makeModel(shape, 3), run.method, run.routing, 1);
        std::int64_t total = 0, trainable = 0, gates = 0;
        model.visitTensors([&](const std::string&, torch::Tensor& tensor) { total += tensor.numel(); });
        for (const TrainableTensor& named : model.trainable()) {
            trainable += named.tensor.numel();
            gates += named.group == TrainableTensor::Group::Gate ? named.tensor.numel() : 0;
        }
        const ParameterCounts counts = countParameters(shape, 3, run);
        QCOMPARE(counts.total, total);
        QCOMPARE(counts.trainable, trainable);
        QCOMPARE(counts.gates, gates);
        std::int64_t sum = 0;
        for (const ParameterCounts::Group& group : counts.groups)
            sum += group.count;
        QCOMPARE(sum, trainable);
    }

    static ModelConfig robertaBase()
    {
        ModelConfig base;
        base.vocabularySize = 50265;
        base.hiddenSize = 768;
        base.layers = 12;
        base.heads = 12;
        base.intermediateSize = 3072;
        base.positions = 514;
        return base;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_shape = readModelConfig(support::writeTinyModel(m_folder.path().toStdString(), {.layers = 3}));
        m_bert = readModelConfig(support::writeTinyBert(m_folder.filePath("bert").toStdString(), {.layers = 3}));
        m_gpt2 = readModelConfig(support::writeTinyGpt2(m_folder.filePath("gpt2").toStdString(), {.layers = 3}));
    }

    void parametersAreCountedAsTheyAre_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("routing");
        for (std::size_t m = 0; m < methods().size(); ++m)
            for (std::size_t r = 0; r < routings().size(); ++r)
                QTest::addRow("%s under %s", methods()[m].first, routings()[r].first) << int(m) << int(r);
    }

    void parametersAreCountedAsTheyAre()
    {
        QFETCH(int, method);
        QFETCH(int, routing);
        RunConfig run;
        run.method = methods()[std::size_t(method)].second;
        run.routing = routings()[std::size_t(routing)].second;
        for (const ModelConfig& shape : {m_shape, m_bert, m_gpt2}) {
            countAndCompare(shape, run);
            if (QTest::currentTestFailed())
                return;
        }
    }

    /// RoBERTa-base: LoRA on query and value has 294,912, a bottleneck of 64 twice a layer 2,379,264.
    void knownSizesOfRobertaBase()
    {
        const ModelConfig base = robertaBase();
        RunConfig run;
        run.routing = NoRoutingConfig{};
        run.method = LoraConfig{};
        QCOMPARE(countParameters(base, 2, run).groups.front().count, std::int64_t(294'912));
        run.method = AdapterConfig{};
        QCOMPARE(countParameters(base, 2, run).groups.front().count, std::int64_t(2'379'264));
    }

    void gatesOfThePaperPresets_data()
    {
        QTest::addColumn<qint64>("gate");
        QTest::addColumn<int>("mixing"); // learned scalars
        QTest::newRow("molex-paper") << qint64(9'228) << 0;
        QTest::newRow("molex-paper-cola") << qint64(9'228) << 0;
        QTest::newRow("molex-paper-mrpc") << qint64(9'228) << 2;
        QTest::newRow("molex-paper-rte") << qint64(110'736) << 0;
        QTest::newRow("molex-paper-stsb") << qint64(110'736) << 0;
        QTest::newRow("molex-paper-qnli") << qint64(74'977) << 2;
        QTest::newRow("molex-paper-sst2") << qint64(99'969) << 0;
        QTest::newRow("molex-paper-qqp") << qint64(299'905) << 2;
        QTest::newRow("molex-paper-mnli") << qint64(324'897) << 2;
    }

    /// On RoBERTa-base, in the tensors themselves and as they are told.
    void gatesOfThePaperPresets()
    {
        QFETCH(qint64, gate);
        QFETCH(int, mixing);
        Json json = toJson(RunConfig{});
        overlay(json, loadPreset(QTest::currentDataTag()));
        const RunConfig run = configFromJson(json).config;
        const ParameterCounts counts = countParameters(robertaBase(), 2, run);
        QCOMPARE(counts.gates, std::int64_t(gate) + mixing);
        std::int64_t lora = 0, gates = 0, weights = 0;
        for (const ParameterCounts::Group& group : counts.groups) {
            lora += group.name.starts_with("LoRA") ? group.count : 0;
            gates += group.name.starts_with("Gate") ? group.count : 0;
            weights += group.name.starts_with("Mixing") ? group.count : 0;
        }
        QCOMPARE(lora, std::int64_t(294'912));
        QCOMPARE(gates, std::int64_t(gate));
        QCOMPARE(weights, std::int64_t(mixing));
        torch::Generator random = makeGenerator(1, "gate");
        std::int64_t ofOne = 0;
        makeGate(std::get<MolexConfig>(run.routing), {768, 12}, random)
            ->visitTensors("", [&](const std::string&, torch::Tensor& tensor) { ofOne += tensor.numel(); });
        QCOMPARE(std::get<MolexConfig>(run.routing).sharedGate ? ofOne : 12 * ofOne, std::int64_t(gate));
    }

    /// GPT-2 is published with 124,439,808, 354,823,168 and 774,030,080 parameters, its output tied to the embeddings.
    /// They are counted from the shape alone: nothing of that size is allocated.
    void knownSizesOfGpt2_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("layers");
        QTest::addColumn<int>("heads");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("small") << 768 << 12 << 12 << qint64(124'439'808);
        QTest::newRow("medium") << 1024 << 24 << 16 << qint64(354'823'168);
        QTest::newRow("large") << 1280 << 36 << 20 << qint64(774'030'080);
    }

    void knownSizesOfGpt2()
    {
        QFETCH(int, width);
        QFETCH(int, layers);
        QFETCH(int, heads);
        QFETCH(qint64, expected);
        ModelConfig shape = m_gpt2;
        shape.vocabularySize = 50257;
        shape.hiddenSize = width;
        shape.layers = layers;
        shape.heads = heads;
        shape.intermediateSize = 4 * width;
        shape.positions = 1024;
        RunConfig run;
        run.routing = NoRoutingConfig{};
        run.method = NoMethodConfig{};
        QCOMPARE(qint64(countParameters(shape, 0, run).total), expected);
        QCOMPARE(countParameters(shape, 0, run).trainable, std::int64_t(0));
        run.method = FullConfig{};
        QCOMPARE(qint64(countParameters(shape, 0, run).trainable), expected);
    }

    /// BERT-base, uncased, is published with 109,482,240 parameters, its pooler among them.
    void knownSizeOfBertBase()
    {
        ModelConfig base;
        base.family = ModelFamily::Bert;
        base.vocabularySize = 30522;
        base.hiddenSize = 768;
        base.layers = 12;
        base.heads = 12;
        base.intermediateSize = 3072;
        base.positions = 512;
        base.tokenTypes = 2;
        RunConfig run;
        run.method = NoMethodConfig{};
        run.routing = NoRoutingConfig{};
        QCOMPARE(countParameters(base, 2, run).total, std::int64_t(109'482'240 + 2 * 768 + 2));
    }
};

MOLEX_TEST(tst_ParameterCount)
#include "tst_ParameterCount.moc"
