#include <QTemporaryDir>

#include "tests/gui/headless/MolexHere.h"
#include "tests/support/Files.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

namespace fs = std::filesystem;

/// `molex forward` and `molex train-steps` with --precision bf16 beside the same with fp32, on the golden models with
/// their adapters, plain and mixed.
class tst_SinglePasses : public QObject {
    Q_OBJECT

    using Json = engine::Json;

    /// Of a loss: eight of bfloat16's roundings, of 2^-8 each.
    static constexpr double closeness = 8.0 / 256;
    /// Of a logit, what `auto` is to keep (docs/methods.md, Precision).
    static constexpr double bound = 0.03;

    QTemporaryDir m_root;
    support::MolexHere m_molex{fs::path(m_root.path().toStdString()) / "workspace"};

    /// What the command prints, or its whole output as a text where that is no success. A variant is a mixture.
    Json printed(const QStringList& command, const fs::path& model, const QString& precision,
                 const QString& variant = {}) const
    {
        const fs::path mixture = model / variant.toStdString();
        const fs::path adapter = variant.isEmpty() ? model / "lora.safetensors" : mixture / "adapter.safetensors";
        QStringList words = command
            + QStringList{QStringLiteral("--model"), support::text(model), QStringLiteral("--inputs"),
                          support::text(model / "inputs.json"), QStringLiteral("--adapter"), support::text(adapter),
                          QStringLiteral("--adapter-config"), support::text(model / "lora_config.json"),
                          QStringLiteral("--precision"), precision};
        if (!variant.isEmpty())
            words << QStringLiteral("--routing") << support::text(mixture / "routing.json");
        const support::MolexResult result = m_molex(words);
        return result.code == 0 && result.isOneDocument() ? result.json() : Json(result.all().toStdString());
    }

    /// With a golden model, and a file of such settings.
    support::MolexResult plain(const char* command, const fs::path& model, const char* option, const char* json) const
    {
        const fs::path folder = m_root.path().toStdString();
        support::writeText(folder / "prompts.json", "[[5, 6, 7], [8, 9]]");
        support::writeText(folder / "settings.json", json);
        const bool isDecoded = QByteArray(command).startsWith("decode");
        return m_molex(support::words(command)
                       + QStringList{QStringLiteral("--model"), support::text(model),
                                     QString::fromLatin1(isDecoded ? "--prompts" : "--inputs"),
                                     support::text(isDecoded ? folder / "prompts.json" : model / "inputs.json"),
                                     QString::fromLatin1(option), support::text(folder / "settings.json")});
    }

    static void addModels()
    {
        QTest::addColumn<QString>("model");
        for (const char* model : {"roberta-tiny", "gpt2-tiny"})
            QTest::newRow(model) << QString::fromLatin1(model);
    }

private Q_SLOTS:
    /// Where no other bound stands, logits keep that of `auto`; the others miss it, and `auto` is float32 for them.
    void logitsInBfloat16StayClose_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("variant");
        QTest::addColumn<double>("most");
        const auto row = [](const char* model, const char* variant, double most = bound) {
            QTest::addRow("%s %s", model, variant)
                << QString::fromLatin1(model) << QString::fromLatin1(variant) << most;
        };
        row("roberta-tiny", "");
        row("molex-roberta", "a-linear-fixed");
        row("molex-roberta", "b-linear-fixed-balance");
        row("molex-roberta", "c-linear-learned-balance", 0.04);
        row("molex-roberta", "d-linear-individual-fixed-balance");
        row("molex-roberta", "e-linear-individual-learned");
        row("molex-roberta", "f-cosine-fixed-balance");
        row("molex-roberta", "g-cosine-individual-learned-balance");
        row("gpt2-tiny", "", 0.1);
        row("molex-gpt2", "a-shared-fixed-balance-2");
        row("molex-gpt2", "b-shared-fixed-balance-4", 0.04);
        row("molex-gpt2", "c-individual-learned-2", 0.04);
        row("molex-gpt2", "d-individual-learned-balance-4");
    }

    void logitsInBfloat16StayClose()
    {
        QFETCH(QString, model);
        QFETCH(QString, variant);
        QFETCH(double, most);
        const std::string relative = "golden/" + model.toStdString();
        // Without AVX-512 oneDNN takes no bfloat16, and LibTorch's own products miss these bounds (docs/performance.md).
        if (model.contains(QLatin1String("gpt2")) && !__builtin_cpu_supports("avx512bw"))
            QSKIP("the bounds of GPT-2 are of processors with AVX-512");
        MOLEX_NEED_SHARED(folder, relative);
        const QStringList command = {QStringLiteral("forward")};
        const Json full = printed(command, folder, QStringLiteral("fp32"), variant);
        const Json low = printed(command, folder, QStringLiteral("bf16"), variant);
        QVERIFY2(full.is_object() && low.is_object(), (full.dump() + low.dump()).c_str());
        QVERIFY(low["logits"] != full["logits"]);
        const support::Tolerance logits{most, 0};
        const support::Tolerance losses{0, closeness};
        MOLEX_CLOSE(low["logits"], full["logits"], logits);
        MOLEX_CLOSE(low["loss"], full["loss"], losses);
    }

    void stepsInBfloat16StayClose_data() { addModels(); }
    void stepsInBfloat16StayClose()
    {
        QFETCH(QString, model);
        const std::string relative = "golden/" + model.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const QStringList command = support::words("train-steps --steps 3 --lr 1e-3 --weight-decay 0.01");
        const Json full = printed(command, folder, QStringLiteral("fp32"));
        const Json low = printed(command, folder, QStringLiteral("bf16"));
        QVERIFY2(full.is_object() && low.is_object(), (full.dump() + low.dump()).c_str());
        QVERIFY(low["losses"] != full["losses"]);
        const support::Tolerance losses{0, closeness};
        MOLEX_CLOSE(low["losses"], full["losses"], losses);
        QVERIFY(low["losses"].back().get<double>() < low["losses"].front().get<double>());
        QVERIFY(low["trainable"] == full["trainable"]);
        QVERIFY(low["unchanged"].empty()); // every weight that trains got a gradient
    }

    void whereNothingVotesOneLayerIsToldPerPosition()
    {
        MOLEX_NEED_SHARED(model, "golden/roberta-tiny");
        const auto control = plain("forward", model, "--routing", R"({"kind": "next-layer"})");
        QVERIFY2(control.code == 0, control.all().constData());
        const Json chosen = control.json()["chosen"];
        QVERIFY2(chosen.size() > 1 && chosen[0] == 1, chosen.dump().c_str());
        const auto voted = plain("forward", model, "--routing", R"({"kind": "molex", "vote": "sequence"})");
        QVERIFY2(voted.code == 0, voted.all().constData());
        QCOMPARE(voted.json()["chosen"].size(), chosen.size());
        QCOMPARE(voted.json()["chosen"][0].size(), voted.json()["logits"].size());
    }

    void aMethodThatTrainsNothingIsBadInput()
    {
        MOLEX_NEED_SHARED(model, "golden/gpt2-tiny");
        const auto result =
            plain("train-steps --steps 2 --lr 1e-3 --weight-decay 0", model, "--method", R"({"kind": "head"})");
        QCOMPARE(result.code, 2);
        QVERIFY2(result.error.contains("method.kind"), result.all().constData());
    }

    void theReleasedDecodingGoesInBfloat16()
    {
        MOLEX_NEED_SHARED(model, "golden/gpt2-tiny");
        const auto result = plain("decode --steps 3 --decode released --precision bf16", model, "--routing",
                                  R"({"kind": "molex", "vote": "batch", "exclude_self": true})");
        QVERIFY2(result.code == 0, result.all().constData());
        QCOMPARE(result.json()["tokens"].size(), std::size_t(2));
    }
};

MOLEX_TEST(tst_SinglePasses)
#include "tst_SinglePasses.moc"
