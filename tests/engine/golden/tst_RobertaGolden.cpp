#include "engine/training/Inference.h"
#include "tests/support/GoldenOptions.h"
#include "tests/support/GoldenSteps.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::goldenOptions;
using support::Json;
using support::Tolerance;

/// roberta-tiny: outputs of an independent implementation, read through the two single-batch functions.
class tst_RobertaGolden : public QObject {
    Q_OBJECT

    static constexpr Tolerance logits{2e-5, 1e-5};
    static constexpr Tolerance losses{2e-5, 1e-5};
    static constexpr Tolerance hidden{1e-4, 1e-4};

    static Json normsOf(const Json& states)
    {
        Json norms = Json::array();
        for (const Json& state : states)
            norms.push_back(state["norm_over_real_tokens"]);
        return norms;
    }

private Q_SLOTS:
    void logitsLossAndHiddenNormsAgree_data()
    {
        QTest::addColumn<bool>("lora");
        QTest::newRow("base") << false;
        QTest::newRow("lora") << true;
    }

    void logitsLossAndHiddenNormsAgree()
    {
        QFETCH(bool, lora);
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        const Json expected = support::readJson(folder / "expected.json")[lora ? "lora" : "base"];
        const Json actual = engine::forwardOnce(goldenOptions(folder, lora), true);
        MOLEX_CLOSE(actual["logits"], expected["logits"], logits);
        MOLEX_CLOSE(actual["loss"], expected["loss"], losses);
        MOLEX_CLOSE(actual["hidden_norms"], normsOf(expected["hidden_states"]), hidden);
        QVERIFY(actual["chosen"].empty());
    }

    void theLongestInputAgrees()
    {
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        QTemporaryDir temporary;
        const std::filesystem::path inputs = temporary.filePath("long.json").toStdString();
        std::ofstream(inputs) << support::readJson(folder / "inputs.json")["long"].dump();
        engine::ModelOptions longOptions = goldenOptions(folder, true);
        longOptions.inputs = inputs;
        const Json actual = engine::forwardOnce(longOptions, false);
        MOLEX_CLOSE(actual["logits"], support::readJson(folder / "expected.json")["lora"]["long_logits"], logits);
    }

    void threeAdamWStepsAgree()
    {
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        const Json expected = support::readJson(folder / "expected.json");
        support::requireThreeSteps(goldenOptions(folder, true), expected["train"]);
    }
};

MOLEX_TEST(tst_RobertaGolden)
#include "tst_RobertaGolden.moc"
