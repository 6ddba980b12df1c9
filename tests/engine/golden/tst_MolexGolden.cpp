#include "engine/training/Inference.h"
#include "tests/support/GoldenOptions.h"
#include "tests/support/GoldenSteps.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::Json;
using support::Tolerance;
using support::variantOptions;

/// molex-roberta: outputs of the method's authors' own code, every variant.
class tst_MolexGolden : public QObject {
    Q_OBJECT

    static constexpr Tolerance logits{2e-5, 1e-5};
    static constexpr Tolerance losses{2e-5, 1e-5};
    static constexpr Tolerance hidden{1e-4, 1e-4};

    static void addVariants()
    {
        QTest::addColumn<QString>("variant");
        for (const char* name :
             {"a-linear-fixed", "b-linear-fixed-balance", "c-linear-learned-balance",
              "d-linear-individual-fixed-balance", "e-linear-individual-learned", "f-cosine-fixed-balance",
              "g-cosine-individual-learned-balance"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

private Q_SLOTS:
    void choicesLogitsAndHiddenNormsAgree_data() { addVariants(); }
    void choicesLogitsAndHiddenNormsAgree()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-roberta");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json");
        const Json actual = engine::forwardOnce(variantOptions(folder, variant.toStdString()), true);
        QCOMPARE(QString::fromStdString(actual["chosen"].dump()), QString::fromStdString(expected["chosen"].dump()));
        MOLEX_CLOSE(actual["logits"], expected["logits"], logits);
        MOLEX_CLOSE(actual["loss"], expected["task_loss"], losses);
        for (std::size_t i = 0; i < expected["hidden_states"].size(); ++i)
            MOLEX_CLOSE(actual["hidden_norms"][i], expected["hidden_states"][i]["norm_over_real_tokens"], hidden);
    }

    void fiveAdamWStepsAgree_data() { addVariants(); }
    void fiveAdamWStepsAgree()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-roberta");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json");
        const Json& coefficient = expected["balance_coefficient"];
        support::requireFiveSteps(variantOptions(folder, variant.toStdString()), expected,
                                  coefficient.is_number() && coefficient.get<double>() > 0);
    }

    void rowsAloneAgree_data() { addVariants(); }
    void rowsAloneAgree()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-roberta");
        const Json inputs = support::readJson(folder / "inputs.json");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json")["alone"];
        QTemporaryDir temporary;
        for (std::size_t row = 0; row < expected.size(); ++row) {
            const std::vector<int> mask = inputs["attention_mask"][row];
            const auto real = static_cast<std::size_t>(std::count(mask.begin(), mask.end(), 1));
            std::vector<int> ids = inputs["input_ids"][row];
            ids.resize(real);
            const Json alone = {{"input_ids", {ids}}, {"attention_mask", {std::vector<int>(real, 1)}}};
            const std::filesystem::path file = temporary.filePath("alone.json").toStdString();
            std::ofstream(file) << alone.dump();
            engine::ModelOptions rowOptions = variantOptions(folder, variant.toStdString());
            rowOptions.inputs = file;
            const Json actual = engine::forwardOnce(rowOptions, false);
            QCOMPARE(QString::fromStdString(actual["chosen"].dump()),
                     QString::fromStdString(expected[row]["chosen"].dump()));
            MOLEX_CLOSE(actual["logits"][0], expected[row]["logits"], logits);
        }
    }
};

MOLEX_TEST(tst_MolexGolden)
#include "tst_MolexGolden.moc"
