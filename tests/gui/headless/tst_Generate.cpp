#include "tests/gui/headless/MolexHere.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"

#include <QTemporaryDir>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// A language model through the program: trained, measured, and writing.
class tst_Generate : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexHere m_molex{m_folder / "workspace"};


    fs::path config(const std::string& name, const std::string& vote) const
    {
        const fs::path file = m_folder / (name + ".json");
        writeText(file,
                  Json{{"name", name},
                       {"model", {{"path", (m_folder / "model").string()}, {"initialize", "random"}}},
                       {"task", {{"kind", "e2e"}, {"max_length", 64}, {"path", (m_folder / "e2e").string()}}},
                       {"routing", {{"kind", "molex"}, {"vote", vote}}},
                       {"training", {{"steps", 4}, {"batch_size", 6}}},
                       {"generation", {{"beam", 2}, {"max_new_tokens", 8}, {"no_repeat_ngram", 3}}},
                       {"runtime", {{"device", "cpu"}, {"threads", 1}}}}
                      .dump());
        return file;
    }

    MolexResult generate(const QStringList& further) const
    {
        return m_molex(words("generate written --input") + QStringList{text(m_folder / "e2e" / "devset.csv")} + further);
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyGpt2(m_folder / "model", {.layers = 2});
        writeTinyE2e(m_folder / "e2e");
        for (const char* vote : {"prompt", "sequence"}) {
            const std::string name = vote == std::string("prompt") ? "written" : "leaking";
            const MolexResult run =
                m_molex(QStringList{QStringLiteral("run"), text(config(name, vote)), QStringLiteral("--json")});
            QVERIFY2(run.code == 0, run.all().constData());
            const Json record = run.json();
            QCOMPARE(record["best"]["metric"].get<std::string>(), std::string("dev_loss"));
            QVERIFY(record["metrics"].contains("perplexity"));
            QCOMPARE(record["causal"].get<bool>(), name == "written");
            QCOMPARE(run.error.contains("not that of a causal model"), name == "leaking");
            QCOMPARE(run.error.contains("dev_loss (not causal) "), name == "leaking");
            QVERIFY(run.error.contains("dev_loss "));
        }
    }

    void evaluateSaysWhetherThePerplexityIsThatOfACausalModel()
    {
        for (const auto& [name, causal] : {std::pair("written", true), std::pair("leaking", false)}) {
            const MolexResult result = m_molex(QStringList{QStringLiteral("evaluate"), QString::fromLatin1(name),
                                                           QStringLiteral("--split"), QStringLiteral("dev"),
                                                           QStringLiteral("--json")});
            QVERIFY2(result.code == 0, result.all().constData());
            QCOMPARE(result.json()["causal"].get<bool>(), causal);
            QVERIFY(result.json()["metrics"]["perplexity"].get<double>() > 1);
        }
    }

    void everyLikelihoodShownSaysWhetherItIsThatOfACausalModel()
    {
        for (const auto& [name, causal] : {std::pair("written", true), std::pair("leaking", false)}) {
            const QByteArray run(name);
            const auto call = [&](const QByteArray& line) { return m_molex(words(line.constData())); };
            QCOMPARE(call("show " + run + " --json").json()["causal"].get<bool>(), causal);
            const MolexResult shown = call("show " + run);
            for (const char* part : {"not that of a causal model", "(not causal)"})
                QCOMPARE(shown.out.contains(part), !causal);
            for (const char* key : {"loss", "dev_loss", "perplexity"}) {
                const MolexResult series = call("series " + run + ' ' + key + " --json");
                requireJson(series);
                QCOMPARE(series.json()["causal"].get<bool>(), causal);
                QCOMPARE(series.error.contains("not that of a causal model"), !causal);
            }
            QVERIFY(!call("series " + run + " learning_rate --json").json().contains("causal"));
        }
        const MolexResult runs = m_molex(words("runs --format csv"));
        QCOMPARE(runs.out.count("(not causal)"), 1);
        const MolexResult compared = m_molex(words("compare written leaking"));
        QVERIFY2(compared.out.contains("! loss and perplexity are not those of a causal model"),
                 compared.all().constData());
    }

    void eachMeaningGetsALineInTheOrderOfTheFile()
    {
        const MolexResult lines = generate({});
        QVERIFY2(lines.code == 0, lines.all().constData());
        QCOMPARE(lines.out.count('\n'), 3); // six rows of three meanings
        const MolexResult json = generate({QStringLiteral("--json")});
        QVERIFY2(json.code == 0 && json.isOneDocument(), json.all().constData());
        const Json texts = json.json()["texts"];
        QCOMPARE(texts.size(), 3u);
        QCOMPARE(texts[0]["prompt"].get<std::string>(), std::string("name[Cocum], food[Thai]"));
        QByteArray joined;
        for (const Json& one : texts) {
            QVERIFY(one["tokens"].get<int>() <= 8);
            joined += QByteArray::fromStdString(one["text"].get<std::string>()) + '\n';
        }
        QCOMPARE(joined, lines.out);
    }

    void optionsComeBeforeTheRunsOwn()
    {
        const MolexResult result = generate(words("--limit 1 --beam 1 --max-new-tokens 3 --decode recompute --json"));
        QVERIFY2(result.code == 0, result.all().constData());
        const Json texts = result.json()["texts"];
        QCOMPARE(texts.size(), 1u);
        QVERIFY(texts[0]["tokens"].get<int>() <= 3);
    }

    void promptsWithoutRoomAreCutAndCounted()
    {
        const MolexResult one = generate(words("--limit 1 --beam 1 --max-new-tokens 50"));
        QVERIFY2(one.error.contains("1 prompt is longer than its room and lost tokens at its start"),
                 one.all().constData());
        const MolexResult two = generate(words("--limit 2 --beam 1 --max-new-tokens 50"));
        QVERIFY2(two.error.contains("2 prompts are longer than their room and lost tokens at their start"),
                 two.all().constData());
    }

    void textsAndReferencesGoToFilesForScoring()
    {
        const fs::path output = m_folder / "texts.txt";
        const fs::path references = m_folder / "references.txt";
        const MolexResult result = generate({QStringLiteral("--output"), text(output), QStringLiteral("--references"),
                                             text(references), QStringLiteral("--limit"), QStringLiteral("2")});
        QVERIFY2(result.code == 0, result.all().constData());
        QVERIFY(result.out.isEmpty());
        QFile written(text(output));
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), 2);
        QFile grouped(text(references));
        QVERIFY(grouped.open(QIODevice::ReadOnly));
        QCOMPARE(grouped.readAll(), QByteArray("Cocum serves Thai.\nAt Cocum, eat Thai.\n\n"
                                               "Giraffe serves fish.\nAt Giraffe, eat fish.\n"));
    }

    void whatCannotBeDoneIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        const QString dev = text(m_folder / "e2e" / "devset.csv");
        QTest::newRow("no run") << QStringList{"generate", "--input", dev} << QByteArray("--checkpoint");
        QTest::newRow("no file") << QStringList{"generate", "written", "--input", "nowhere.csv"} << QByteArray("nowhere.csv");
        QTest::newRow("released without a batch vote")
            << QStringList{"generate", "written", "--input", dev, "--decode", "released"} << QByteArray("vote batch");
        QTest::newRow("no room") << QStringList{"generate", "written", "--input", dev, "--max-new-tokens", "63"}
                                 << QByteArray("no room for a prompt");
        QTest::newRow("labels") << QStringList{"predict", "written", "--text", "x"} << QByteArray("no labels to predict");
    }
    void whatCannotBeDoneIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const MolexResult result = m_molex(arguments);
        QVERIFY2(result.code == 2 && result.error.contains(named), result.all().constData());
    }
};

MOLEX_TEST(tst_Generate)
#include "tst_Generate.moc"
