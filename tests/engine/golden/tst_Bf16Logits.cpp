#include "tests/support/GoldenOptions.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::Json;
using support::Tolerance;

/// Logits with products in bfloat16 against those in float32: the golden models, plain and with LoRA and under MoLEx.
class tst_Bf16Logits : public QObject {
    Q_OBJECT

    static constexpr Tolerance closeness{3e-2, 0};

    static Json forward(engine::ModelOptions options, const char* precision)
    {
        options.precision = precision;
        return engine::forwardOnce(options, false);
    }

private Q_SLOTS:
    void plainModelsStayClose_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("lora");
        for (const char* model : {"roberta-tiny", "gpt2-tiny"})
            for (const bool lora : {false, true})
                QTest::addRow("%s%s", model, lora ? ", LoRA" : "") << QString::fromLatin1(model) << lora;
    }

    void plainModelsStayClose()
    {
        QFETCH(QString, model);
        QFETCH(bool, lora);
        const std::string relative = "golden/" + model.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const engine::ModelOptions options = support::goldenOptions(folder, lora);
        const Json full = forward(options, "fp32");
        const Json low = forward(options, "bf16");
        QVERIFY(low["logits"] != full["logits"]);
        MOLEX_CLOSE(low["logits"], full["logits"], closeness);
    }

    void mixturesThatTakeTheSameRoutesStayClose_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("RoBERTa") << QStringLiteral("molex-roberta");
        QTest::newRow("GPT-2") << QStringLiteral("molex-gpt2");
    }

    /// A vote that is close may fall otherwise in bfloat16; most do not.
    void mixturesThatTakeTheSameRoutesStayClose()
    {
        QFETCH(QString, model);
        const std::string relative = "golden/" + model.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        int variants = 0, compared = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (!entry.is_directory())
                continue;
            engine::ModelOptions options;
            options.model = folder;
            options.inputs = folder / "inputs.json";
            options.adapter = entry.path() / "adapter.safetensors";
            options.adapterConfig = folder / "lora_config.json";
            options.routing = entry.path() / "routing.json";
            const Json full = forward(options, "fp32");
            const Json low = forward(options, "bf16");
            ++variants;
            if (low["chosen"] != full["chosen"])
                continue;
            ++compared;
            QVERIFY(low["logits"] != full["logits"]);
            MOLEX_CLOSE(low["logits"], full["logits"], closeness);
        }
        QVERIFY(variants > 0);
        QVERIFY2(2 * compared > variants, qPrintable(QStringLiteral("%1 of %2").arg(compared).arg(variants)));
    }
};

MOLEX_TEST(tst_Bf16Logits)
#include "tst_Bf16Logits.moc"
