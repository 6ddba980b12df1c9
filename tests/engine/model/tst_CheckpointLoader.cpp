#include "engine/model/Torch.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/model/RobertaModel.h"
#include "engine/model/Safetensors.h"
#include "engine/run/Error.h"
#include "tests/support/PickledTensors.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

namespace fs = std::filesystem;
using namespace engine;

class tst_CheckpointLoader : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path model() const { return m_folder.path().toStdString(); }

    /// Writes the tensors of a fresh model after `change` had its way with them.
    void write(const std::function<void(std::vector<NamedTensor>&)>& change, std::int64_t labels = 2)
    {
        RobertaModel source(readModelConfig(model()), labels);
        drawWeights(source, 7);
        std::vector<NamedTensor> tensors = source.tensors();
        change(tensors);
        writeSafetensors(model() / "model.safetensors", tensors, {{"format", "pt"}});
    }

    /// The same as PyTorch's own file, which is then the only one.
    void writePickled(const std::vector<NamedTensor>& tensors)
    {
        fs::remove(model() / "model.safetensors");
        support::writeText(model() / "pytorch_model.bin", support::pickled(tensors));
    }

    static void erase(std::vector<NamedTensor>& tensors, const std::string& prefix)
    {
        std::erase_if(tensors, [&](const NamedTensor& named) { return named.name.starts_with(prefix); });
    }

    template <class Action>
    QString problemsIn(const Action& action)
    {
        try {
            RobertaModel target(readModelConfig(model()), 2);
            action(target);
        } catch (const BadInput& problem) {
            QString text;
            for (const Issue& issue : problem.issues())
                text += QString::fromStdString(toText(issue)) + "\n";
            return text;
        }
        return {};
    }

    /// Looking and loading must say the same.
    QString problemOf(HeadRule rule = HeadRule::MustFit)
    {
        const QString loading = problemsIn([&](Model& target) { loadPretrained(target, model(), rule); });
        const QString looking = problemsIn([&](Model& target) { checkPretrained(target, model(), rule); });
        return looking == loading ? loading : "looking said: " + looking;
    }

private Q_SLOTS:
    void initTestCase() { support::writeTinyModel(model()); }

    void missingWeightsAreToldWithTheWayOut()
    {
        fs::remove(model() / "model.safetensors");
        QVERIFY2(problemOf().contains("model.initialize \"random\""), qPrintable(problemOf()));
    }

    void allTensorsComeBackAsWritten()
    {
        write([](auto&) {});
        RobertaModel source(readModelConfig(model()), 2), target(readModelConfig(model()), 2);
        drawWeights(source, 7);
        const LoadReport report = loadPretrained(target, model(), HeadRule::MustFit);
        QVERIFY(!report.freshHead);
        const auto a = source.tensors();
        const auto b = target.tensors();
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY2(torch::equal(a[i].tensor, b[i].tensor), a[i].name.c_str());
    }

    void halfPrecisionFillsModelsOfFloat32_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("dtype");
        QTest::newRow("float16") << static_cast<int>(torch::kFloat16) << QByteArray("F16");
        QTest::newRow("bfloat16") << static_cast<int>(torch::kBFloat16) << QByteArray("BF16");
        QTest::newRow("float64") << static_cast<int>(torch::kFloat64) << QByteArray("F64");
    }

    void halfPrecisionFillsModelsOfFloat32()
    {
        QFETCH(int, type);
        QFETCH(QByteArray, dtype);
        const auto stored = static_cast<torch::ScalarType>(type);
        std::vector<NamedTensor> tensors;
        const auto check = [&](const std::string& file) {
            RobertaModel target(readModelConfig(model()), 2);
            const LoadReport report = loadPretrained(target, model(), HeadRule::MustFit);
            QCOMPARE(report.weights, file + ", " + std::to_string(tensors.size()) + " tensors in " + dtype.toStdString());
            const auto filled = target.tensors();
            QCOMPARE(filled.size(), tensors.size());
            for (std::size_t i = 0; i < filled.size(); ++i) {
                QCOMPARE(filled[i].tensor.scalar_type(), torch::kFloat32);
                QVERIFY2(torch::equal(filled[i].tensor, tensors[i].tensor.to(torch::kFloat32)), filled[i].name.c_str());
            }
        };
        write([&](auto& written) {
            for (NamedTensor& named : written)
                named.tensor = named.tensor.to(stored);
            tensors = written;
        });
        check("model.safetensors");
        writePickled(tensors);
        check("pytorch_model.bin");
    }

    void aMissingHeadIsMadeFreshAndSaid()
    {
        write([](auto& tensors) { erase(tensors, "classifier."); });
        RobertaModel target(readModelConfig(model()), 2);
        const LoadReport report = loadPretrained(target, model(), HeadRule::MustFit);
        QVERIFY(report.freshHead);
        QVERIFY(report.notes.front().find("no classification head") != std::string::npos);
    }

    void pretrainingHeadsArePassedOverAndNamed()
    {
        write([](auto& tensors) {
            tensors.push_back({"lm_head.bias", torch::zeros({5})});
            tensors.push_back({"roberta.embeddings.position_ids", torch::zeros({1, 66}, torch::kInt64)});
        });
        RobertaModel target(readModelConfig(model()), 2);
        const LoadReport report = loadPretrained(target, model(), HeadRule::MustFit);
        QCOMPARE(report.notes.size(), 2u);
    }

    void everyWrongTensorIsListedWithItsShape()
    {
        write([](auto& tensors) {
            erase(tensors, "roberta.encoder.layer.1.intermediate.dense.bias");
            tensors.push_back({"roberta.encoder.layer.9.extra", torch::zeros({2, 3})});
            for (NamedTensor& named : tensors) {
                if (named.name == "roberta.encoder.layer.0.output.dense.weight")
                    named.tensor = torch::zeros({4, 4});
                if (named.name == "roberta.encoder.layer.0.output.dense.bias")
                    named.tensor = named.tensor.to(torch::kInt64);
            }
        });
        const QString text = problemOf();
        QVERIFY2(text.contains("lacks the tensor roberta.encoder.layer.1.intermediate.dense.bias [32]"), qPrintable(text));
        QVERIFY2(text.contains("unexpected tensor roberta.encoder.layer.9.extra [2, 3]"), qPrintable(text));
        QVERIFY2(text.contains("output.dense.weight has the shape [4, 4], config.json asks for [16, 32]"), qPrintable(text));
        QVERIFY2(text.contains("output.dense.bias has the dtype I64"), qPrintable(text));
    }

    void aHeadOfOtherLabelsIsAnErrorOrMadeFresh()
    {
        write([](auto&) {}, 3);
        QVERIFY(problemOf().contains("classifier.out_proj.weight has the shape [3, 16]"));
        QVERIFY(problemOf(HeadRule::FreshIfOther).isEmpty());
    }

    void halfAHeadIsAnError()
    {
        write([](auto& tensors) { erase(tensors, "classifier.dense"); });
        QVERIFY(problemOf().contains("lacks the tensor classifier.dense.weight"));
    }
};

MOLEX_TEST(tst_CheckpointLoader)
#include "tst_CheckpointLoader.moc"
