#include "storage/runs/RunRepository.h"
#include "tests/gui/headless/MolexHere.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

#include <QTemporaryDir>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// Tokenizers, tables and texts as the program reads and checks them.
class tst_DataCommands : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexHere m_molex{m_folder / "workspace"};

    MolexResult run(const fs::path& file, const QStringList& further = {}) const
    {
        return m_molex(QStringList{QStringLiteral("run"), text(file), QStringLiteral("--json")} + further);
    }

private Q_SLOTS:
    void initTestCase() { writeTinyModel(m_folder / "model"); }

    void tokenizerInputIsChecked()
    {
        const QStringList call = {QStringLiteral("tokenize"), QStringLiteral("--model"), text(m_folder / "model")};
        const MolexResult plain = m_molex(call, "[\"ab\", {\"text\": \"ab\", \"pair\": \"c\", \"max_length\": 2}]");
        requireJson(plain);
        QCOMPARE(plain.json()[0].size(), std::size_t(2));
        QCOMPARE(plain.json()[1].size(), std::size_t(2));
        const MolexResult special =
            m_molex(call + QStringList{QStringLiteral("--special")}, "[{\"text\": \"ab\", \"pair\": null}]");
        requireJson(special);
        QCOMPARE(special.json()[0].size(), std::size_t(4));
        for (const char* input : {"", "{}", "[1]", "[{\"pair\": \"a\"}]", "[{\"text\": \"a\", \"max_length\": -3}]",
                                  "[{\"text\": \"a\", \"pear\": \"b\"}]", "[\"\xff\"]"}) {
            const MolexResult bad = m_molex(call, input);
            QVERIFY2(bad.code == 2 && bad.out.isEmpty() && bad.sentence().startsWith("error: "), bad.all().constData());
        }
    }

    void everyKindOfTokenizerIsTaken()
    {
        writeText(m_folder / "bert" / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nread\n##ing\n!\n");
        const QStringList bert = {QStringLiteral("tokenize"), QStringLiteral("--model"), text(m_folder / "bert")};
        const QByteArray input = "[\"Reading!\", {\"text\": \"read\", \"pair\": \"x\"}]";
        const MolexResult plain = m_molex(bert, input);
        requireJson(plain);
        QCOMPARE(plain.json(), Json::parse("[[4, 5, 6], [4, 1]]"));
        const MolexResult special = m_molex(bert + QStringList{QStringLiteral("--special")}, input);
        requireJson(special);
        QCOMPARE(special.json(), Json::parse("[[2, 4, 5, 6, 3], [2, 4, 3, 1, 3]]"));

        writeText(m_folder / "unigram" / "tokenizer.json", R"({"model": {"type": "Unigram", "vocab": [["a", -1]]}})");
        const MolexResult other =
            m_molex({QStringLiteral("tokenize"), QStringLiteral("--model"), text(m_folder / "unigram")}, input);
        QVERIFY2(other.code == 2 && other.sentence().contains("Unigram"), other.all().constData());
    }

    void gpt2sSpecialTokenEndsAText()
    {
        MOLEX_NEED_SHARED(golden, "golden/gpt2-bpe");
        const MolexResult result =
            m_molex({QStringLiteral("tokenize"), QStringLiteral("--model"), text(golden), QStringLiteral("--special")},
                    "[\"<|endoftext|>\", {\"text\": \"a\", \"pair\": \"b\"}]");
        requireJson(result);
        QCOMPARE(result.json()[0].back(), Json(50256));
        QVERIFY(result.json()[0].size() > 2); // in a text it is text
        QCOMPARE(result.json()[1], Json::parse("[64, 50256, 65, 50256]"));
    }

    void tokenizationEqualsTheGolden_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("special");
        QTest::newRow("gpt2") << QStringLiteral("gpt2-bpe") << false;
        QTest::newRow("roberta") << QStringLiteral("roberta-bpe") << true;
    }

    void tokenizationEqualsTheGolden()
    {
        QFETCH(QString, folder);
        QFETCH(bool, special);
        MOLEX_NEED_SHARED(golden, ("golden/" + folder.toStdString()))
        Json inputs = Json::array();
        Json expected = Json::array();
        std::ifstream stream(golden / "cases.json");
        for (Json item : Json::parse(stream)) {
            expected.push_back(item["ids"]);
            item.erase("ids");
            inputs.push_back(item);
        }
        QStringList call = {QStringLiteral("tokenize"), QStringLiteral("--model"), text(golden)};
        if (special)
            call << QStringLiteral("--special");
        const MolexResult result = m_molex(call, QByteArray::fromStdString(inputs.dump()));
        requireJson(result);
        QCOMPARE(result.json(), expected);
    }

    void aTableIsTrainedOnAndScored()
    {
        const fs::path folder = m_folder / "reviews";
        std::string rows = "id,body,stars\r\n";
        for (int i = 0; i < 24; ++i)
            rows += std::to_string(i) + (i % 2 == 0 ? ",\"good, \"\"very\"\"\nso\",five\r\n" : ",bad,one\r\n");
        writeText(folder / "train.csv", rows);
        writeText(folder / "dev.tsv", "stars\tbody\nfive\tgood\none\tbad\n");
        writeText(folder / "test.jsonl", "{\"body\": \"good\", \"stars\": \"five\"}\n");
        Json config = {
            {"name", "table"},
            {"model", {{"path", (m_folder / "model").string()}, {"initialize", "random"}}},
            {"task",
             {{"kind", "table"}, {"path", folder.string()}, {"text", "body"}, {"label", "stars"}, {"max_length", 32}}},
            {"training", {{"steps", 4}, {"batch_size", 8}}},
            {"runtime", {{"device", "cpu"}, {"threads", 1}}}};
        const fs::path file = m_folder / "table.json";
        writeText(file, config.dump());
        const MolexResult trained = run(file);
        requireJson(trained);
        QVERIFY(trained.json()["metrics"].contains("accuracy") && trained.json()["metrics"].contains("f1"));

        const MolexResult tested = m_molex(words("evaluate table --split test --json"));
        requireJson(tested);
        QCOMPARE(tested.json()["rows"], Json(1));
        QVERIFY(tested.json()["metrics"].contains("accuracy"));
        QVERIFY(m_molex(words("evaluate table --split test")).out.contains("test: 1 row\n"));
        // Another folder needs no train: the run knows its classes.
        writeText(m_folder / "other" / "dev.csv", "body,stars\ngood,one\n");
        const MolexResult other =
            m_molex(words("evaluate table --json --data") + QStringList{text(m_folder / "other")});
        requireJson(other);
        QCOMPARE(other.json()["rows"], Json(1));
        const MolexResult predicted = m_molex(words("predict table --text good --json"));
        requireJson(predicted);
        QVERIFY(predicted.json()["probabilities"].contains("five")
                && predicted.json()["probabilities"].contains("one"));

        config["task"]["label"] = "rating";
        config["task"].erase("text");
        writeText(file, config.dump());
        const MolexResult wrong = run(file);
        QVERIFY2(wrong.code == 2 && wrong.error.contains("train.csv:1: needs a column \"rating\"")
                     && wrong.error.contains("dev.tsv:1: needs a column \"text\""),
                 wrong.all().constData());
    }

    void checkKnowsTablesAndE2e()
    {
        const auto check = [&](const fs::path& path) {
            return m_molex({QStringLiteral("check"), text(path), QStringLiteral("--json")});
        };
        const fs::path folder = m_folder / "tables";
        writeText(folder / "train.csv", "text,label\na,x\nb,y\n");
        writeText(folder / "dev.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n");
        const MolexResult sound = check(folder);
        requireJson(sound);
        QCOMPARE(sound.json()["kind"], Json("table"));
        QCOMPARE(sound.json()["name"], Json("tables"));
        QCOMPARE(sound.json()["rows"], (Json{{"train", 2}, {"dev", 1}}));
        QCOMPARE(sound.json()["classes"], (Json{"x", "y"}));
        writeText(folder / "test.csv", "text,label\n\"a,x\n");
        const MolexResult open = check(folder);
        requireJson(open, 2);
        QCOMPARE(open.json()["problems"].size(), std::size_t(1));
        // Other columns: the rows' form is what can be checked; numbers are no problem of the data.
        writeText(folder / "test.csv", "body,stars\n\"a,b\",0.5\n\"c\n,d\",1\ne\n");
        writeText(folder / "train.csv", "text,label\na,0.5\nb,2\n");
        writeText(folder / "dev.jsonl", "{\"text\": \"a\", \"label\": 3}\n");
        const MolexResult numbers = check(folder);
        requireJson(numbers, 2);
        QCOMPARE(numbers.json()["label_type"], Json("number"));
        writeText(folder / "train.csv", "body,stars\na,0.5\nb,2\n");
        writeText(folder / "dev.jsonl", "{\"body\": \"a\", \"stars\": 3}\n");
        const MolexResult form = check(folder);
        requireJson(form, 2);
        QCOMPARE(form.json()["rows"], (Json{{"train", 2}, {"dev", 1}, {"test", 2}}));
        QCOMPARE(form.json()["problems"].size(), std::size_t(1));
        QVERIFY(form.json()["problems"][0].get<std::string>().find("test.csv:5: has 1 column") != std::string::npos);

        const fs::path e2e = m_folder / "e2e";
        for (const char* name : {"train.txt", "valid.txt", "test.txt"})
            writeText(e2e / name, "name : A||A is good . \nname : A||Good is A . \n");
        const MolexResult lines = check(e2e);
        requireJson(lines);
        QCOMPARE(lines.json()["kind"], Json("e2e"));
        QCOMPARE(lines.json()["rows"], (Json{{"train", 2}, {"dev", 2}, {"test", 2}}));
        QCOMPARE(lines.json()["meanings"], (Json{{"train", 1}, {"dev", 1}, {"test", 1}}));
    }

    void checkReadsTheConfigurationsOfAWorkspace()
    {
        const fs::path workspace = m_folder / "unreadable";
        storage::RunRepository(workspace).create("odd", "", R"({"trainign": {}})");
        const MolexResult result = m_molex({QStringLiteral("check"), text(workspace), QStringLiteral("--json")});
        requireJson(result, 2);
        QCOMPARE(result.json()["problems"].size(), std::size_t(1));
        const std::string problem = result.json()["problems"][0].get<std::string>();
        QVERIFY2(problem.starts_with("run 1 \"odd\": trainign"), problem.c_str());
    }

    void checkCountsTheE2eData()
    {
        MOLEX_NEED_SHARED(folder, "data/e2e");
        const MolexResult result = m_molex({QStringLiteral("check"), text(folder), QStringLiteral("--json")});
        requireJson(result);
        QCOMPARE(result.json()["kind"], Json("e2e"));
        QCOMPARE(result.json()["rows"], (Json{{"train", 42061}, {"dev", 4672}, {"test", 4693}}));
        QCOMPARE(result.json()["meanings"], (Json{{"train", 4862}, {"dev", 547}, {"test", 630}}));
        QCOMPARE(result.json()["layouts"]["text"], result.json()["layouts"]["csv"]);
        QVERIFY(result.json()["problems"].empty());
    }

    void e2eNeedsALanguageModel()
    {
        const fs::path e2e = m_folder / "e2e-run";
        for (const char* name : {"train.txt", "valid.txt", "test.txt"})
            writeText(e2e / name, "name : A||A is good . \n");
        const fs::path file = m_folder / "e2e.json";
        writeText(file,
                  Json{{"model", {{"path", (m_folder / "model").string()}, {"initialize", "random"}}},
                       {"task", {{"kind", "e2e"}, {"path", e2e.string()}, {"max_length", 32}}}}
                      .dump());
        const MolexResult result = run(file);
        QVERIFY2(result.code == 2 && result.error.contains("task.kind: e2e needs a language model"),
                 result.all().constData());
    }
};

MOLEX_TEST(tst_DataCommands)
#include "tst_DataCommands.moc"
