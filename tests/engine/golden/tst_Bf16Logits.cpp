#include <algorithm>
#include <cmath>

#include "tests/support/GoldenOptions.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::Json;
using support::Tolerance;

/// Logits of classes with products in bfloat16 against those in float32, which is what lets `auto` take bf16 on a
/// processor: the golden RoBERTa models, plain, with LoRA and under MoLEx.
class tst_Bf16Logits : public QObject {
    Q_OBJECT

    /// 0.03, or 3 % of the largest logit where that is above 1.
    static Tolerance closenessTo(const Json& logits)
    {
        double largest = 1;
        for (const Json& row : logits)
            for (const Json& value : row)
                largest = std::max(largest, std::abs(value.get<double>()));
        return {3e-2 * largest, 0};
    }

    static Json forward(engine::ModelOptions options, const char* precision)
    {
        options.precision = precision;
        return engine::forwardOnce(options, false);
    }

private Q_SLOTS:
    void plainModelsStayClose_data()
    {
        QTest::addColumn<bool>("lora");
        QTest::newRow("plain") << false;
        QTest::newRow("LoRA") << true;
    }

    void plainModelsStayClose()
    {
        QFETCH(bool, lora);
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        const engine::ModelOptions options = support::goldenOptions(folder, lora);
        const Json full = forward(options, "fp32");
        const Json low = forward(options, "bf16");
        QVERIFY(low["logits"] != full["logits"]);
        MOLEX_CLOSE(low["logits"], full["logits"], closenessTo(full["logits"]));
    }

    /// A vote that is close may fall otherwise in bfloat16; most do not.
    void mixturesThatTakeTheSameRoutesStayClose()
    {
        MOLEX_NEED_SHARED(folder, "golden/molex-roberta");
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
            MOLEX_CLOSE(low["logits"], full["logits"], closenessTo(full["logits"]));
        }
        QVERIFY(variants > 0);
        QVERIFY2(2 * compared > variants, qPrintable(QStringLiteral("%1 of %2").arg(compared).arg(variants)));
    }
};

MOLEX_TEST(tst_Bf16Logits)
#include "tst_Bf16Logits.moc"
