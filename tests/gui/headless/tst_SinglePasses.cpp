#include <algorithm>
#include <cmath>

#include <QTemporaryDir>

#include "tests/gui/headless/MolexHere.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

namespace fs = std::filesystem;

/// `molex forward` and `molex train-steps` with --precision bf16 beside the same with fp32, on the golden models with
/// their adapters.
class tst_SinglePasses : public QObject {
    Q_OBJECT

    using Json = engine::Json;

    /// Of the largest logit, and of a loss: eight of bfloat16's roundings, of 2^-8 each.
    static constexpr double closeness = 8.0 / 256;

    QTemporaryDir m_root;
    support::MolexHere m_molex{fs::path(m_root.path().toStdString()) / "workspace"};

    /// What the command prints, or its whole output as a text where that is no success.
    Json printed(const QStringList& command, const fs::path& model, const QString& precision) const
    {
        const support::MolexResult result =
            m_molex(command
                    + QStringList{QStringLiteral("--model"), support::text(model), QStringLiteral("--inputs"),
                                  support::text(model / "inputs.json"), QStringLiteral("--adapter"),
                                  support::text(model / "lora.safetensors"), QStringLiteral("--adapter-config"),
                                  support::text(model / "lora_config.json"), QStringLiteral("--precision"), precision});
        return result.code == 0 && result.isOneDocument() ? result.json() : Json(result.all().toStdString());
    }

    static double largest(const Json& rows)
    {
        double result = 0;
        for (const Json& row : rows)
            for (const Json& value : row)
                result = std::max(result, std::abs(value.get<double>()));
        return result;
    }

    static void addModels()
    {
        QTest::addColumn<QString>("model");
        for (const char* model : {"roberta-tiny", "gpt2-tiny"})
            QTest::newRow(model) << QString::fromLatin1(model);
    }

private Q_SLOTS:
    void logitsInBfloat16StayClose_data() { addModels(); }
    void logitsInBfloat16StayClose()
    {
        QFETCH(QString, model);
        const std::string relative = "golden/" + model.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const QStringList command = {QStringLiteral("forward")};
        const Json full = printed(command, folder, QStringLiteral("fp32"));
        const Json low = printed(command, folder, QStringLiteral("bf16"));
        QVERIFY2(full.is_object() && low.is_object(), (full.dump() + low.dump()).c_str());
        QVERIFY(low["logits"] != full["logits"]);
        const support::Tolerance logits{closeness * largest(full["logits"]), 0};
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
};

MOLEX_TEST(tst_SinglePasses)
#include "tst_SinglePasses.moc"
