#include "engine/generation/DecodeOnce.h"
#include "engine/training/Inference.h"
#include "tests/support/GoldenOptions.h"
#include "tests/support/GoldenSteps.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::goldenOptions;
using support::Json;
using support::Tolerance;

/// gpt2-tiny: outputs of an independent implementation, read through the single-batch functions.
class tst_Gpt2Golden : public QObject {
    Q_OBJECT

    static constexpr Tolerance logits{2e-4, 1e-5};
    static constexpr Tolerance losses{2e-5, 1e-5};
    static constexpr Tolerance hidden{1e-4, 1e-4};

    static std::filesystem::path write(const QTemporaryDir& folder, const Json& content)
    {
        const std::filesystem::path file = folder.filePath("inputs.json").toStdString();
        std::ofstream(file) << content.dump();
        return file;
    }

    static void addBaseAndLora()
    {
        QTest::addColumn<bool>("lora");
        QTest::newRow("base") << false;
        QTest::newRow("lora") << true;
    }

private Q_SLOTS:
    void lastLogitsLossAndHiddenNormsAgree_data() { addBaseAndLora(); }
    void lastLogitsLossAndHiddenNormsAgree()
    {
        QFETCH(bool, lora);
        MOLEX_NEED_SHARED(folder, "golden/gpt2-tiny");
        const Json expected = support::readJson(folder / "expected.json")[lora ? "lora" : "base"];
        const Json actual = engine::forwardOnce(goldenOptions(folder, lora), true);
        MOLEX_CLOSE(actual["logits"], expected["last_logits"], logits);
        MOLEX_CLOSE(actual["loss"], expected["loss"], losses);
        QCOMPARE(actual["hidden_norms"].size(), expected["hidden_states"].size());
        for (std::size_t i = 0; i < expected["hidden_states"].size(); ++i)
            MOLEX_CLOSE(actual["hidden_norms"][i], expected["hidden_states"][i]["norm_over_real_tokens"], hidden);
        QVERIFY(actual["chosen"].empty());
        QCOMPARE(actual["causal"].get<bool>(), true);
    }

    void theLongestInputAgrees_data() { addBaseAndLora(); }
    void theLongestInputAgrees()
    {
        QFETCH(bool, lora);
        MOLEX_NEED_SHARED(folder, "golden/gpt2-tiny");
        QTemporaryDir temporary;
        engine::ModelOptions longOptions = goldenOptions(folder, lora);
        longOptions.inputs = write(temporary, support::readJson(folder / "inputs.json")["long"]);
        Json actual = engine::forwardOnce(longOptions, false)["logits"];
        for (Json& row : actual)
            row.erase(row.begin() + 8, row.end());
        const Json expected = support::readJson(folder / "expected.json")[lora ? "lora" : "base"];
        MOLEX_CLOSE(actual, expected["long_last_logits_first8"], logits);
    }

    void threeAdamWStepsAgree()
    {
        MOLEX_NEED_SHARED(folder, "golden/gpt2-tiny");
        const Json expected = support::readJson(folder / "expected.json");
        support::requireThreeSteps(goldenOptions(folder, true), expected["train"], true);
    }

    void greedyDecodingAgreesUnderEveryRule_data()
    {
        QTest::addColumn<bool>("lora");
        QTest::addColumn<int>("rule");
        for (const bool lora : {false, true})
            for (const auto& [rule, name] : names(engine::Decoding{}))
                QTest::addRow("%s, %s", lora ? "lora" : "base", std::string(name).c_str()) << lora << int(rule);
    }
    void greedyDecodingAgreesUnderEveryRule()
    {
        QFETCH(bool, lora);
        QFETCH(int, rule);
        MOLEX_NEED_SHARED(folder, "golden/gpt2-tiny");
        QTemporaryDir temporary;
        engine::ModelOptions prompt = goldenOptions(folder, lora);
        prompt.inputs = write(temporary, Json::array({support::readJson(folder / "inputs.json")["prompt"]}));
        engine::DecodeOptions decoding;
        decoding.steps = 12;
        decoding.rule = engine::Decoding(rule);
        const Json actual = engine::decodeOnce(prompt, decoding);
        const Json expected = support::readJson(folder / "expected.json")[lora ? "lora" : "base"]["greedy"]["tokens"];
        QCOMPARE(QString::fromStdString(actual["tokens"][0].dump()), QString::fromStdString(expected.dump()));
    }
};

MOLEX_TEST(tst_Gpt2Golden)
#include "tst_Gpt2Golden.moc"
