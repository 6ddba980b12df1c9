#include "gui/report/RoutingText.h"
#include "storage/runs/RunRepository.h"
#include "tests/gui/headless/MolexProcess.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/ComparedStore.h"
#include "tests/support/TestMain.h"
#include "tests/support/TemporaryFolder.h"

#include <QTemporaryDir>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// `molex compare` on real runs: two routings over three seeds, and one run that failed.
class tst_CompareCommand : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexProcess m_molex{m_folder / "workspace"};

    fs::path config(const std::string& name, const std::string& data = "SST-2") const
    {
        const fs::path file = m_folder / (name + ".json");
        Json config = tinyConfig(
            m_folder, name, {{"steps", 6}, {"schedule", "constant"}, {"warmup", 0}, {"learning_rate", 0.02}});
        config["task"]["path"] = (m_folder / "glue" / data).string();
        config["runtime"]["seed"] = 1;
        writeText(file, config.dump());
        return file;
    }

    MolexResult compare(const char* line) const
    {
        return m_molex(QStringList{QStringLiteral("compare")} + words(line));
    }

    /// NaN and infinity are no JSON, so a document that parses has none; but no number may hide as text either.
    static void requireNoNan(const MolexResult& result)
    {
        for (const char* word : {"nan", "inf\"", "-inf"})
            QVERIFY2(!result.out.toLower().contains(word), result.all().constData());
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyModel(m_folder / "model");
        writeTinyTask(m_folder / "glue");
        const QStringList add = {QStringLiteral("queue"), QStringLiteral("add")};
        const QStringList sweep = words("--sweep routing.kind=none,molex --seeds 3");
        QCOMPARE(m_molex(add + QStringList{text(config("s"))} + sweep).code, 0);
        QCOMPARE(m_molex(words("queue work")).code, 0);
        QCOMPARE(m_molex(add + QStringList{text(config("broken", "nowhere"))}).code, 0);
        QCOMPARE(m_molex(words("queue work")).code, 1); // `molex run` would leave no run behind
    }

    void groupsOfASweepArePairedBySeed()
    {
        const MolexResult result = compare("s --json");
        requireJson(result);
        requireNoNan(result);
        const Json task = result.json()["tasks"][0];
        QCOMPARE(task["task"], Json("glue/sst2"));
        QCOMPARE(task["baseline"], Json("routing.kind=none"));
        QCOMPARE(task["groups"][1]["runs"], (Json{4, 5, 6}));
        const Json against = task["comparisons"][0];
        QCOMPARE(against["group"], Json("routing.kind=molex"));
        const Json accuracy = against["over_seeds"][0];
        QCOMPARE(accuracy["metric"], Json("accuracy"));
        QCOMPARE(accuracy["pairs"].size(), std::size_t(3));
        QCOMPARE(accuracy["test"]["test"], Json("paired t"));
        double sum = 0;
        for (int seed = 0; seed < 3; ++seed)
            sum += task["groups"][1]["values"][0]["values"][std::size_t(seed)].get<double>()
                - task["groups"][0]["values"][0]["values"][std::size_t(seed)].get<double>();
        QVERIFY(std::abs(accuracy["difference"].get<double>() - sum / 3) < 1e-12);
        QCOMPARE(against["over_rows"].size(), std::size_t(3)); // accuracy decides, for each pair
        QCOMPARE(against["over_rows"][0]["test"]["test"], Json("McNemar"));
        const Json& alone = against["over_rows"][0]["test"]["discordant"];
        QCOMPARE(std::min(alone["b"].get<double>(), alone["c"].get<double>()),
                 against["over_rows"][0]["test"]["statistic"].get<double>());
        const Json& routing = against["routing"]; // LoRA alone has none
        QCOMPARE(routing["against"], Json("uniform choice"));
        QCOMPARE(routing["n"], Json(3));
        QVERIFY(routing["n_against"].is_null());
        QCOMPARE(routing["difference"].size(), routing["positions"].size());
        QCOMPARE(routing["p"][0].size(), routing["layers"].get<std::size_t>());
        QVERIFY(routing["distinct"][0][0].is_boolean());
        QCOMPARE(task["groups"][1]["routing_agreement"]["pairs"], Json(3));
        QVERIFY(task["groups"][0]["routing_agreement"].is_null());
        QStringList warned;
        for (const Json& warning : against["warnings"])
            warned << QString::fromStdString(warning["kind"]);
        QVERIFY2(warned.contains(QStringLiteral("budgets_differ")), result.all().constData()); // layers per pass
    }

    void theTableSaysTheSame()
    {
        const MolexResult result = compare("s --baseline 4 --metric accuracy");
        QCOMPARE(result.code, 0);
        requireNoNan(result);
        for (const char* part : {"Task glue/sst2", "routing.kind=molex [baseline]",
                                 "routing.kind=none against routing.kind=molex", "Over seeds", "Over examples of dev",
                                 "McNemar, n = ", ", b = ", "layer_evaluations", "! not the same budget"})
            QVERIFY2(result.out.contains(part), result.all().constData());
        QVERIFY(!result.out.contains("dev_loss"));
    }

    void theRoutingDifferenceNamesTestAndRuns()
    {
        const MolexResult result = compare("s --baseline 1");
        QVERIFY2(result.out.contains(" (permutation test, n = 3)\n"), result.all().constData());
    }

    void oneCellOrPositionIsNotToldInThePlural()
    {
        gui::GroupRouting routing;
        routing.cells.difference = {0.1, 0.2};
        routing.cells.isDistinct = {true, false};
        QCOMPARE(gui::reports::routingText(routing, "LoRA"),
                 std::string("1 of 2 cells differs from LoRA by more than seed noise"));
        routing.cells.isDistinct = {true, true};
        QCOMPARE(gui::reports::routingText(routing, "LoRA"),
                 std::string("2 of 2 cells differ from LoRA by more than seed noise"));
        gui::reports::GroupAgreement agreement{{3, 1, 1}, 1, false};
        QCOMPARE(gui::reports::agreementText(agreement, "MoLEx"),
                 std::string("two seeds of MoLEx agree on the most chosen layer at 1.0 of 1 position"));
        agreement.countsExperts = true;
        QCOMPARE(gui::reports::agreementText(agreement, "MoLEx"),
                 std::string("two seeds of MoLEx agree on the most chosen expert in 1.0 of 1 layer"));
        agreement.positions = 4;
        QCOMPARE(gui::reports::agreementText(agreement, "MoLEx"),
                 std::string("two seeds of MoLEx agree on the most chosen expert in 4.0 of 4 layers"));
    }

    void aBaselineOfTheSameTimeIsProposed()
    {
        const MolexResult result = compare("s --baseline 1");
        QVERIFY2(result.out.contains("Compare also at the same time: routing.kind=molex ran ")
                     && result.out.contains(" times as many layers in training as routing.kind=none. "),
                 result.all().constData());
        QVERIFY(!compare("s --baseline 4").out.contains("same time")); // the baseline ran more
    }

    void theProposalIsInJsonToo()
    {
        const auto timeOf = [](const MolexResult& compared) {
            return compared.json()["tasks"][0]["comparisons"][0].at("training_time");
        };
        const MolexResult result = compare("s --baseline 1 --json");
        requireJson(result);
        const Json time = timeOf(result);
        const Json costs = result.json()["tasks"][0]["comparisons"][0]["costs"];
        double layers = 0; // a pass, those of the baseline being one; all runs had the same steps and rows
        for (const Json& cost : costs)
            if (cost["key"] == Json("layer_evaluations"))
                layers = cost["value"].get<double>() / cost["baseline"].get<double>();
        QVERIFY2(layers > 1.05, result.all().constData());
        QVERIFY(std::abs(time["times_as_much"].get<double>() - layers) < 1e-9);
        QCOMPARE(time["same"], Json(false));
        const auto sentence = QByteArray::fromStdString(time["text"].get<std::string>());
        QVERIFY2(sentence.startsWith("Compare also at the same time: "), sentence.constData());
        QVERIFY2(compare("s --baseline 1").out.contains(sentence + "\n"), sentence.constData());
        QVERIFY(timeOf(compare("s --baseline 4 --json")).is_null());
    }

    void theSameCallGivesTheSameNumbers()
    {
        QCOMPARE(compare("s --json").out, compare("s --json").out);
        QVERIFY(compare("s --json").out != compare("s --seed 2 --json").out);
    }

    void theBaselineIsTheMarkedRunOrTheOldest()
    {
        const auto baseline = [this](const char* line) { return compare(line).json()["tasks"][0]["baseline"]; };
        QCOMPARE(baseline("5 1 --json"), Json("routing.kind=none"));
        storage::RunRepository repository(m_molex.workspace());
        storage::RunMarks marks;
        marks.isBaseline = true;
        repository.setMarks(4, marks);
        QCOMPARE(baseline("s --json"), Json("routing.kind=molex"));
        QCOMPARE(baseline("s --baseline 1 --json"), Json("routing.kind=none"));
        QCOMPARE(baseline("5 1 --json"), Json("routing.kind=none")); // the marked run is not among them
        repository.setMarks(4, {});
    }

    /// All runs end with an evaluation at step 6.
    void aStepAndNoCorrectionCanBeAskedFor()
    {
        const MolexResult asked = compare("s --json --value 6 --correction none");
        requireJson(asked);
        QCOMPARE(asked.json()["value"], Json("6"));
        QCOMPARE(asked.json()["correction"], Json("none"));
        QCOMPARE(asked.json()["tasks"][0]["groups"], compare("s --json --value last").json()["tasks"][0]["groups"]);
        const MolexResult later = compare("s --value 7");
        QVERIFY2(later.code == 2 && later.error.contains("it has no scores at step 7"), later.all().constData());
    }

    void twoRunsAreTestedOverExamplesAlone()
    {
        const MolexResult result = compare("1 5 --json");
        requireJson(result);
        requireNoNan(result);
        const Json against = result.json()["tasks"][0]["comparisons"][0];
        QVERIFY(against["over_seeds"][0]["test"]["p"].is_null());
        QVERIFY(!against["over_seeds"][0]["test"]["undefined"].get<std::string>().empty());
        QCOMPARE(against["over_rows"].size(), std::size_t(1));
    }

    void whatIsNotFinishedIsLeftOut()
    {
        const MolexResult result = compare("s broken --json");
        requireJson(result);
        QCOMPARE(result.json()["left_out"][0]["name"], Json("broken"));
        QVERIFY2(result.error.contains("\"broken\" is left out: it is failed"), result.all().constData());
        const MolexResult none = compare("broken 7");
        QCOMPARE(none.code, 2);
    }

    void seedsAloneAreNotCompared()
    {
        const MolexResult result = compare("1 2 3");
        QVERIFY2(result.code == 0 && result.out.contains("nothing to compare"), result.all().constData());
        const MolexResult byName = compare("1 2 3 --group-by name --json");
        requireJson(byName);
        QCOMPARE(byName.json()["tasks"][0]["groups"].size(), std::size_t(3));
        QCOMPARE(byName.json()["tasks"][0]["comparisons"].size(), std::size_t(2));
    }

    void aPageIsWritten()
    {
        const fs::path file = m_folder / "comparison.html";
        const MolexResult result = m_molex({QStringLiteral("compare"), QStringLiteral("s"), QStringLiteral("--format"),
                                            QStringLiteral("html"), QStringLiteral("--out"), text(file)});
        QVERIFY2(result.code == 0 && result.out.isEmpty(), result.all().constData());
        const std::string html = contentOf(file);
        QVERIFY(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
        for (const char* part : {"routing.kind=molex against routing.kind=none", "McNemar", "paired t, n = 3", "id=\"t0-routing\""})
            QVERIFY2(html.find(part) != std::string::npos, part);
        const MolexResult less = m_molex({QStringLiteral("compare"), QStringLiteral("s"), QStringLiteral("--format"),
                                          QStringLiteral("html"), QStringLiteral("--out"), text(file), QStringLiteral("--sections"),
                                          QStringLiteral("metrics,runs"), QStringLiteral("--json")});
        requireJson(less);
        QCOMPARE(less.json()["path"], Json(file.string()));
        QVERIFY(contentOf(file).find("id=\"t0-routing\"") == std::string::npos);
        QVERIFY(contentOf(file).find("id=\"t0-runs\"") != std::string::npos);
        const MolexResult nowhere = compare("s --format html --out /nowhere/at/all.html");
        QVERIFY2(nowhere.code == 2 && nowhere.error.contains("cannot be written"), nowhere.all().constData());
    }

    void allGroupsAreOneTable()
    {
        const Json values = compare("s --json").json()["tasks"][0]["groups"][1]["values"][0];
        QCOMPARE(values["metric"], Json("accuracy"));
        const MolexResult csv = compare("s --format csv");
        QVERIFY2(csv.code == 0, csv.all().constData());
        QVERIFY2(csv.out.startsWith("group,baseline,\"glue/sst2, accuracy, dev: mean\","), csv.out.constData());
        const QByteArray row = csv.out.mid(csv.out.indexOf("\r\nrouting.kind=molex,no,"));
        QCOMPARE(row.split(',').value(2).toDouble(), values["mean"].get<double>());
        const MolexResult markdown = compare("s --format markdown");
        QVERIFY2(markdown.out.startsWith("| Group "), markdown.out.constData());
        QVERIFY2(markdown.out.contains("| routing.kind=none (baseline) | "), markdown.out.constData());
        const fs::path file = m_folder / "groups.tex";
        const MolexResult latex = m_molex(words("compare s --format latex --json --out") + QStringList{text(file)});
        requireJson(latex);
        QCOMPARE(latex.json()["format"], Json("latex"));
        QVERIFY(contentOf(file).starts_with("\\begin{table}\n"));
    }

    /// As where runs of two machines were brought together: made-up ones of a table, in a workspace of their own.
    void theSameDataInTwoFoldersIsOneTask()
    {
        const MolexProcess molex(m_folder / "joined");
        const auto add = [&](const std::string& name, const std::string& routing, const std::string& data,
                             const std::string& hash) {
            StoredRun run;
            run.name = name;
            run.routing = routing;
            run.dataHash = hash;
            run.config["name"] = name;
            run.config["task"]["kind"] = "table";
            run.config["task"]["path"] = data;
            run.config["routing"]["kind"] = routing;
            run.config["runtime"]["seed"] = 1;
            storeRun(molex.workspace(), run);
        };
        add("here", "none", "/here/data", "d41d");
        add("there", "molex", "/there/data", "d41d");
        add("unknown", "molex", "/there/unknown", "");
        add("other", "molex", "/here/data", "0ther");
        const MolexResult same = molex(words("compare here there --json"));
        requireJson(same);
        QCOMPARE(same.json()["tasks"].size(), std::size_t(1));
        QCOMPARE(same.json()["tasks"][0]["task"], Json("table//here/data"));
        QCOMPARE(same.json()["tasks"][0]["comparisons"][0]["group"], Json("routing.kind=molex"));
        const char* const caution = "! the runs did not read the same data (their hashes differ)";
        QVERIFY(!molex(words("compare here there")).out.contains(caution));
        const MolexResult unknown = molex(words("compare here unknown --json"));
        requireJson(unknown);
        QCOMPARE(unknown.json()["tasks"].size(), std::size_t(2));
        const MolexResult other = molex(words("compare here other")); // one folder, whose data have changed
        QVERIFY2(other.code == 0 && other.out.contains(caution), other.all().constData());
    }

    void badUseIsRefusedInSentences_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("says");
        const auto add = [](const char* line, const char* says) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(says);
        };
        add("1", "at least two runs");
        add("1 1", "at least two runs");
        add("1 nobody", "neither a run nor a group");
        add("1 4 --baseline nobody", "is not a run of");
        add("1 4 --baseline 2", "not among the runs");
        add("1 4 --group-by knid", "no key of these runs");
        add("1 4 --group-by learning_rate", "did you mean \"training.learning_rate\"");
        add("1 4 --metric bleu", "no metric");
        add("1 4 --level 95", "--level");
        add("1 4 --rho 1", "--rho");
        add("1 4 --rope -1", "--rope");
        add("1 4 --resamples 1", "--resamples");
        add("1 4 --value first", "--value");
        add("1 4 --format html", "--out");
        add("1 4 --out x.html", "--out");
        add("1 4 --format csv --json", "--json");
        add("1 4 --format latex --sections metrics", "--sections");
        add("1 4 --format pdf --out x.pdf", "--format");
        add("1 4 --sections metrics", "--sections");
        add("1 4 --format html --out x.html --sections metrics,all", "\"all\" is none of metrics");
    }
    void badUseIsRefusedInSentences()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, says);
        const MolexResult result = compare(line.constData());
        QVERIFY2(result.code == 2 && result.error.contains(says) && result.out.isEmpty(), result.all().constData());
    }
};

MOLEX_TEST(tst_CompareCommand)
#include "tst_CompareCommand.moc"
