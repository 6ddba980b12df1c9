#include "engine/run/Resources.h"

#include <array>

#include "tests/support/TestMain.h"

using namespace engine;

namespace {

/// A row of the table of the authors' scripts.
struct PaperRow
{
    GlueName task;
    std::int64_t batch; ///< of one device
    std::int64_t devices;
    double rate;
    double warmup;
    double epochs;
    std::int64_t seed;
    std::int64_t cosineDim; ///< 0: a linear gate
    bool sharedGate;
    Mixing mixing;
    double mainWeight;
    double balance; ///< 0: none
    double gateRate;
    double gateDecay;
};

constexpr std::array<PaperRow, 8> paperRows = {{
    {GlueName::Mnli, 16, 8, 5e-4, 0.06, 30, 0, 416, true, Mixing::Learned, 0.5, 0.005, 5e-5, 0},
    {GlueName::Sst2, 16, 8, 5e-4, 0.06, 60, 10, 128, true, Mixing::Fixed, 0.5, 0.01, 0.1, 0.1},
    {GlueName::Mrpc, 16, 8, 4e-4, 0.10, 30, 0, 0, true, Mixing::Learned, 0.5, 0, 0.1, 0.1},
    {GlueName::Cola, 32, 2, 4e-4, 0.06, 80, 5, 0, true, Mixing::Fixed, 0.95, 0.01, 5e-5, 0},
    {GlueName::Qnli, 32, 8, 4e-4, 0.06, 25, 0, 96, true, Mixing::Learned, 0.5, 0, 0.1, 0.1},
    {GlueName::Qqp, 16, 8, 5e-4, 0.06, 25, 0, 384, true, Mixing::Learned, 0.5, 0.001, 0.1, 0.1},
    {GlueName::Rte, 32, 8, 5e-4, 0.06, 80, 10, 0, false, Mixing::Fixed, 0.5, 0.001, 0.1, 0.1},
    {GlueName::Stsb, 16, 8, 4e-4, 0.06, 40, 0, 0, false, Mixing::Fixed, 0.5, 0.001, 0.1, 0.1},
}};

} // namespace

class tst_Presets : public QObject {
    Q_OBJECT

private:
    static Json defaults() { return toJson(RunConfig{}); }

    static Json applied(const std::string& first, const std::string& second = {})
    {
        Json json = defaults();
        overlay(json, loadPreset(first));
        if (!second.empty())
            overlay(json, loadPreset(second));
        return json;
    }

    static RunConfig parsed(const std::string& preset)
    {
        Json json = applied(preset);
        if (json["task"]["kind"] != "wordnet")
            json["task"]["path"] = "data";
        return configFromJson(json).config;
    }

    /// Equal whatever the order of the keys.
    static nlohmann::json unordered(const Json& json) { return nlohmann::json::parse(json.dump()); }

private Q_SLOTS:
    /// The same as one that names the usual kind.
    void aSectionWithoutAKindIsOfTheUsualOne()
    {
        for (const auto& [kind, rank] : {std::pair("lora", 4), std::pair("adapter", 0)}) {
            Json json = Json::object();
            QVERIFY(!applySetting(json, "method.rank=4"));
            QVERIFY(!applySetting(json, std::string("method.kind=") + kind));
            QCOMPARE(json["method"].value("rank", 0), rank);
        }
        Json json = Json::parse(R"({"routing": {"vote": "token"}})");
        overlay(json, Json::parse(R"({"routing": {"kind": "molex", "top_k": 2}})"));
        QCOMPARE(json["routing"], Json::parse(R"({"vote": "token", "kind": "molex", "top_k": 2})"));
        overlay(json, Json::parse(R"({"routing": {"kind": "none"}})"));
        QCOMPARE(json["routing"], Json::parse(R"({"kind": "none"})"));
    }

    void everyPresetParsesWithoutAnIssue_data()
    {
        QTest::addColumn<QString>("name");
        for (const std::string& name : presetNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    void everyPresetParsesWithoutAnIssue()
    {
        QFETCH(QString, name);
        Json json = applied(name.toStdString());
        if (json["task"]["kind"] != "wordnet")
            json["task"]["path"] = "data";
        const ParsedConfig result = configFromJson(json);
        for (const Issue& issue : result.issues)
            qWarning("%s", toText(issue).c_str());
        QVERIFY(result.issues.empty());
    }

    void theNamesAreKnown()
    {
        const std::vector<std::string> expected = {
            "adapter",          "bitfit",           "drop-upcycling",   "fixed-random",     "full",
            "given",            "head",             "lora",             "lora-same-time",   "molex",
            "molex-paper",      "molex-paper-cola", "molex-paper-e2e",  "molex-paper-mnli", "molex-paper-mrpc",
            "molex-paper-qnli", "molex-paper-qqp",  "molex-paper-rte",  "molex-paper-sst2", "molex-paper-stsb",
            "next-layer",       "self",             "sparse-upcycling", "starter",          "starter-lora",
            "uniform-random"};
        QCOMPARE(presetNames(), expected);
    }

    /// Choosing one preset after another on the form must not leave the first one's values behind.
    void nothingOfAPresetRemainsUnderAnother_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"molex", "lora", "lora-same-time", "self", "full", "head", "bitfit", "adapter",
                                 "sparse-upcycling", "drop-upcycling", "molex-paper", "fixed-random", "uniform-random",
                                 "next-layer", "given"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void nothingOfAPresetRemainsUnderAnother()
    {
        QFETCH(QString, name);
        const Json alone = applied(name.toStdString());
        for (const std::string& before : presetNames()) {
            if (before.starts_with("starter"))
                continue;
            Json after = applied(before, name.toStdString());
            after["task"] = alone["task"];
            after["runtime"]["seed"] = alone["runtime"]["seed"];
            QVERIFY2(unordered(after) == unordered(alone), before.c_str());
        }
    }

    /// Every setting of the method is named, so that a changed form becomes the preset's again.
    void everyPresetNamesAllSettingsOfItsMethod()
    {
        for (const std::string& name : presetNames()) {
            const Json method = loadPreset(name)["method"];
            const Json whole = applied(name)["method"];
            const Json parsedBack = toJson(configFromJson(applied(name)).config)["method"];
            QVERIFY2(method.size() == parsedBack.size(), name.c_str());
            QVERIFY2(whole == parsedBack, name.c_str());
        }
    }

    /// Twice the epochs of `molex`, whose mixed positions run a second layer, and nothing else.
    void loraOfTheSameTimeRunsAsManyLayersAsMolex()
    {
        Json same = applied("lora-same-time");
        QCOMPARE(same["training"]["epochs"].get<double>(), 2 * applied("molex")["training"]["epochs"].get<double>());
        same["training"]["epochs"] = applied("lora")["training"]["epochs"];
        QCOMPARE(same, applied("lora"));
    }

    /// The two runs of the first start differ in name and routing alone.
    void theStarterExperimentIsAMixtureAndTheSameWithout()
    {
        Json without = applied("starter-lora");
        const Json mixture = applied("starter");
        QCOMPARE(without["routing"]["kind"].get<std::string>(), std::string("none"));
        QCOMPARE(mixture["routing"]["kind"].get<std::string>(), std::string("molex"));
        without["name"] = mixture["name"];
        without["routing"] = mixture["routing"];
        QCOMPARE(without, mixture);
    }

    void theUpcyclingPresetsKeepThePapersNumbers()
    {
        const auto drop = std::get<DropUpcyclingConfig>(parsed("drop-upcycling").method);
        QCOMPARE(drop.experts, std::int64_t(8));
        QCOMPARE(drop.topK, std::int64_t(2));
        QCOMPARE(drop.every, std::int64_t(1));
        QCOMPARE(drop.dropRatio, 0.5);
        QVERIFY(drop.sharedIndices);
        QVERIFY(drop.normalizeCombineWeights);
        QCOMPARE(drop.balanceCoefficient, 0.02);
        const auto sparse = std::get<SparseUpcyclingConfig>(parsed("sparse-upcycling").method);
        QCOMPARE(sparse.topK, std::int64_t(2));
        QCOMPARE(sparse.every, std::int64_t(2));
    }

    /// Of a model of twelve layers, as all presets are made for; no position borrows from itself.
    void theGivenLayersAreTheReversedOrder()
    {
        const auto given = std::get<GivenConfig>(parsed("given").routing);
        QCOMPARE(given.table.size(), std::size_t(12));
        for (std::int64_t position = 0; position < 12; ++position)
            QCOMPARE(given.layerOf(position), 11 - position);
    }

    void theSoundPresetIsTheDefault()
    {
        QCOMPARE(applied("molex"), defaults());
    }

    void anUnknownPresetNamesTheKnownOnes()
    {
        try {
            loadPreset("molex-papre");
            QFAIL("accepted");
        } catch (const BadInput& bad) {
            QVERIFY(QString::fromUtf8(bad.what()).contains(QStringLiteral("molex-paper-cola")));
        }
    }

    void eachPaperPresetKeepsItsTasksNumbers_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t row = 0; row < paperRows.size(); ++row)
            QTest::newRow(std::string(nameOf(paperRows[row].task)).c_str()) << int(row);
    }

    void eachPaperPresetKeepsItsTasksNumbers()
    {
        QFETCH(int, row);
        const PaperRow& paper = paperRows[static_cast<std::size_t>(row)];
        const RunConfig run = parsed("molex-paper-" + std::string(nameOf(paper.task)));
        QCOMPARE(run.task.kind, TaskKind::Glue);
        QCOMPARE(run.task.name, paper.task);
        const TrainingConfig& training = run.training;
        QCOMPARE(training.batchSize, paper.batch);
        QCOMPARE(training.accumulate, paper.devices);
        QCOMPARE(training.learningRate, paper.rate);
        QCOMPARE(training.warmup, paper.warmup);
        QCOMPARE(training.epochs, paper.epochs);
        QCOMPARE(training.gateLearningRate, paper.gateRate);
        QCOMPARE(training.gateWeightDecay, paper.gateDecay);
        QCOMPARE(run.runtime.seed, paper.seed);
        const auto& gate = std::get<MolexConfig>(run.routing);
        QCOMPARE(gate.gate, paper.cosineDim > 0 ? GateKind::Cosine : GateKind::Linear);
        if (paper.cosineDim > 0)
            QCOMPARE(gate.cosineDim, paper.cosineDim);
        QCOMPARE(gate.sharedGate, paper.sharedGate);
        QCOMPARE(gate.mixing, paper.mixing);
        QCOMPARE(gate.mainWeight, paper.mainWeight);
        QCOMPARE(gate.balanceLoss, paper.balance > 0 ? BalanceLoss::Paper : BalanceLoss::None);
        if (paper.balance > 0)
            QCOMPARE(gate.balanceCoefficient, paper.balance);
    }

    void thePaperPresetsShareWhatTheScriptsShare_data()
    {
        QTest::addColumn<QString>("name");
        for (const std::string& name : presetNames())
            if (name.starts_with("molex-paper") && name != "molex-paper-e2e")
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    /// Of the nine for RoBERTa, with or without a task.
    void thePaperPresetsShareWhatTheScriptsShare()
    {
        QFETCH(QString, name);
        const RunConfig run = parsed(name.toStdString());
        if (name != QStringLiteral("molex-paper"))
            QCOMPARE(run.task.maxLength, std::int64_t(512));
        const auto& lora = std::get<LoraConfig>(run.method);
        QCOMPARE(lora.rank, std::int64_t(8));
        QCOMPARE(lora.alpha, 16.0);
        QCOMPARE(lora.dropout, 0.0);
        QCOMPARE(lora.targets, (std::vector<std::string>{"query", "value"}));
        QVERIFY(!lora.rslora && !lora.dora && lora.start.empty());
        QCOMPARE(run.training.weightDecay, 0.1);
        QCOMPARE(run.training.warmupSteps, std::int64_t(0));
        QCOMPARE(run.training.schedule, Schedule::Linear);
        QCOMPARE(run.training.labelSmoothing, 0.0);
        const auto& gate = std::get<MolexConfig>(run.routing);
        QCOMPARE(gate.vote, Vote::Batch);
        QCOMPARE(gate.voteBy, VoteBy::Mode);
        QVERIFY(gate.countPadding && !gate.excludeSelf);
        QCOMPARE(gate.gateGradient, GateGradient::None);
        QCOMPARE(gate.cosineAxis, CosineAxis::Sequence);
        QVERIFY(gate.sharedMixing && gate.mixingNormalized);
        QCOMPARE(gate.topK, std::int64_t(1));
        QVERIFY(gate.positions.empty());
        QCOMPARE(gate.zLoss, 0.0);
        QCOMPARE(gate.gateNoise, 0.0);
        QCOMPARE(gate.decode, Decoding::Released);
        QVERIFY(!run.runtime.bucketByLength);
        QCOMPARE(run.runtime.padTo, PadTo::MaxLength);
    }

    void theE2ePresetKeepsThePapersNumbers()
    {
        const RunConfig e2e = parsed("molex-paper-e2e");
        const auto& lora = std::get<LoraConfig>(e2e.method);
        QCOMPARE(lora.rank, std::int64_t(4));
        QCOMPARE(lora.alpha, 32.0);
        QCOMPARE(lora.dropout, 0.1);
        const auto& gate = std::get<MolexConfig>(e2e.routing);
        QCOMPARE(gate.positions, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
        QCOMPARE(gate.vote, Vote::Batch);
        QCOMPARE(gate.decode, Decoding::Released);
        QVERIFY(gate.countPadding && gate.sharedGate);
        QCOMPARE(gate.mainWeight, 0.95);
        QCOMPARE(gate.balanceLoss, BalanceLoss::Paper);
        QCOMPARE(gate.balanceCoefficient, 0.01);
        QCOMPARE(e2e.training.batchSize, std::int64_t(8));
        QCOMPARE(e2e.training.learningRate, 2e-4);
        QCOMPARE(e2e.training.weightDecay, 0.01);
        QCOMPARE(e2e.training.warmupSteps, std::int64_t(500));
        QCOMPARE(e2e.training.epochs, 5.0);
        QCOMPARE(e2e.training.labelSmoothing, 0.1);
        QCOMPARE(e2e.training.gateLearningRate, 0.01);
        QCOMPARE(e2e.training.gateWeightDecay, 0.1);
        QCOMPARE(e2e.task.kind, TaskKind::E2e);
        QCOMPARE(e2e.task.maxLength, std::int64_t(512));
        QCOMPARE(e2e.generation.beam, std::int64_t(10));
        QCOMPARE(e2e.generation.lengthPenalty, 0.8);
        QCOMPARE(e2e.generation.noRepeatNgram, std::int64_t(4));
    }

    /// A control differs from the method it is compared with in its routing alone.
    void controlsDifferFromMolexInTheirRoutingAlone()
    {
        Json molex = applied("molex");
        for (const char* name : {"self", "fixed-random", "uniform-random", "next-layer", "given"}) {
            Json control = applied(name);
            QCOMPARE(QString::fromStdString(control["routing"]["kind"].get<std::string>()), QString::fromLatin1(name));
            for (const char* key : {"main_weight", "mixing", "positions"})
                if (control["routing"].contains(key))
                    QVERIFY2(control["routing"][key] == molex["routing"][key], key);
            control["routing"] = molex["routing"];
            QVERIFY2(control == molex, name);
        }
    }
};

MOLEX_TEST(tst_Presets)
#include "tst_Presets.moc"
