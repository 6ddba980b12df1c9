#include "tests/gui/headless/MolexHere.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"

#include <QTemporaryDir>

namespace fs = std::filesystem;
using engine::Json;
using namespace support;

/// A BERT from the shell: trained, scored, handed over, checked and run once.
class tst_BertCommands : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexHere m_molex{m_folder / "workspace"};

    MolexResult call(const char* line, const QStringList& further = {}) const
    {
        return m_molex(QString::fromUtf8(line).split(QLatin1Char(' ')) + further);
    }

    static Json jsonOf(const MolexResult& result)
    {
        return result.code == 0 && result.isOneDocument() ? result.json() : Json(result.all().toStdString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyBert(m_folder / "bert", {.layers = 2});
        writeTinyPairs(m_folder / "glue");
        writeText(m_folder / "run.json",
                  Json{{"name", "pairs"},
                       {"model", {{"path", (m_folder / "bert").string()}, {"initialize", "random"}}},
                       {"task",
                        {{"kind", "glue"},
                         {"name", "rte"},
                         {"max_length", 16},
                         {"path", (m_folder / "glue" / "RTE").string()}}},
                       {"method", {{"kind", "lora"}}},
                       {"routing", {{"kind", "none"}}},
                       {"training", {{"steps", 4}, {"batch_size", 8}}},
                       {"runtime", {{"device", "cpu"}, {"threads", 1}}}}
                      .dump());
    }

    void itIsTrainedAndScored()
    {
        const Json run = jsonOf(call("run", {text(m_folder / "run.json"), QStringLiteral("--json")}));
        QVERIFY2(run.is_object() && run["status"] == "finished", run.dump().c_str());
        const Json scores = jsonOf(call("evaluate pairs --split dev --json"));
        QVERIFY2(scores.is_object(), scores.dump().c_str());
        const Json predicted =
            jsonOf(call("predict pairs --json --text",
                        {QStringLiteral("good 0"), QStringLiteral("--text-pair"), QStringLiteral("good")}));
        QVERIFY2(predicted.is_object() && predicted["probabilities"].size() == 2, predicted.dump().c_str());
    }

    /// The merged folder is a BERT like any other.
    void itsMergedModelIsCheckedAndRun()
    {
        const fs::path out = m_folder / "merged";
        QCOMPARE(call("export pairs --format merged --out", {text(out)}).code, 0);
        const MolexResult check = call("check", {text(out)});
        QVERIFY2(check.code == 0 && check.out.contains("BERT, 2 layers, "), check.all().constData());
        QVERIFY2(!check.out.contains("fresh"), check.all().constData());

        const auto logits = [&](const char* types) {
            writeText(m_folder / "inputs.json",
                      R"({"input_ids": [[2, 4, 32, 3, 4, 3]], "attention_mask": [[1, 1, 1, 1, 1, 1]])"
                          + std::string(types) + "}");
            const Json once = jsonOf(call("forward --hidden --model",
                                          {text(out), QStringLiteral("--inputs"), text(m_folder / "inputs.json")}));
            return once.is_object() && once["hidden_norms"].size() == 3 ? once["logits"] : once;
        };
        const Json marked = logits(R"(, "token_type_ids": [[0, 0, 0, 0, 1, 1]])");
        QVERIFY2(marked.is_array() && marked[0].size() == 2, marked.dump().c_str());
        QVERIFY(marked != logits(""));
        QCOMPARE(logits(""), logits(R"(, "token_type_ids": [[0, 0, 0, 0, 0, 0]])"));
    }

    void itsTokensAreWordPieces()
    {
        const MolexResult result = m_molex({QStringLiteral("tokenize"), QStringLiteral("--special"),
                                            QStringLiteral("--model"), text(m_folder / "bert")},
                                           R"([{"text": "Good 0", "pair": "no"}])");
        QCOMPARE(jsonOf(result), Json::parse("[[2, 4, 32, 3, 19, 56, 3]]"));
    }

    void aFolderOfAnUnknownFamilyIsToldWhichAreKnown()
    {
        writeText(m_folder / "other" / "config.json", R"({"model_type": "t5"})");
        const MolexResult check = call("check", {text(m_folder / "other")});
        QVERIFY2(check.code == 2 && check.all().contains(R"("roberta", "bert" and "gpt2" models can be loaded)"),
                 check.all().constData());
    }
};

MOLEX_TEST(tst_BertCommands)
#include "tst_BertCommands.moc"
