#include "gui/report/GroupsTable.h"

#include "gui/report/DifferenceText.h"
#include "storage/export/NumberText.h"
#include "tests/support/TestMain.h"

using namespace gui::reports;
using storage::TableFormat;

namespace {

engine::RunSummary scoredRun(const std::string& task, const std::string& routing, int seed, double score)
{
    static std::int64_t number = 0;
    const bool isCola = task == "cola";
    engine::RunSummary run;
    run.id = ++number;
    run.name = task + routing + std::to_string(seed);
    run.state = "finished";
    run.config = {{"task", {{"kind", "glue"}, {"name", task}}},
                  {"method", {{"kind", "lora"}}},
                  {"routing", {{"kind", routing}}},
                  {"runtime", {{"seed", seed}}}};
    run.metric = isCola ? "matthews" : "accuracy";
    run.results = {{10, 1, 1, "dev", 40, {{"f1", 0.5}, {run.metric, score}}, true}};
    return run;
}

void addSeeds(std::vector<engine::RunSummary>& runs, const std::string& task, const std::string& routing,
              const std::vector<double>& scores, int firstSeed = 1)
{
    for (std::size_t i = 0; i < scores.size(); ++i)
        runs.push_back(scoredRun(task, routing, firstSeed + int(i), scores[i]));
}

/// Two tasks and three groups: one clearly better on one task, one whose seeds all gave the same, one with a seed that
/// has no partner.
std::vector<engine::RunSummary> sixCells()
{
    std::vector<engine::RunSummary> runs;
    addSeeds(runs, "cola", "none", {0.60, 0.62, 0.61});
    addSeeds(runs, "cola", "molex", {0.650, 0.671, 0.659});
    addSeeds(runs, "cola", "self", {0.61, 0.61, 0.61});
    addSeeds(runs, "sst2", "none", {0.90, 0.91, 0.92});
    addSeeds(runs, "sst2", "molex", {0.91, 0.94, 0.91});
    addSeeds(runs, "sst2", "self", {0.95}, 9);
    return runs;
}

/// The deciding metrics alone.
const engine::ComparisonOptions deciding{.metrics = {"matthews", "accuracy"}};

const GroupsTableNames shortNames{{"CoLA", "SST-2"}, {{"LoRA", "MoLEx", "own"}, {"LoRA", "MoLEx", "own"}}};

} // namespace

/// All groups as the table of a paper. Half widths are 4.30265 s / sqrt(3), Student's t with 2 degrees of freedom.
class tst_GroupsTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void markdownHasMeansIntervalsRunsAndMarks()
    {
        const engine::Comparison comparison = engine::compare(sixCells(), deciding);
        QCOMPARE(
            GroupsTable(comparison, deciding, shortNames).text(TableFormat::Markdown),
            std::string("| Group           | CoLA, matthews, dev | SST-2, accuracy, dev |\n"
                        "| --------------- | ------------------: | -------------------: |\n"
                        "| LoRA (baseline) |   0.610 ± 0.025 (3) |    0.910 ± 0.025 (3) |\n"
                        "| MoLEx           | 0.660 ± 0.026 (3)\\* |    0.920 ± 0.043 (3) |\n"
                        "| own             |            0.61 (3) |             0.95 (1) |\n"
                        "\n"
                        "Mean and half of its 95 % interval (Student's t), with the number of runs; each run's best "
                        "evaluation. \\* differs from the baseline, p \\< 0.05 (paired t; Holm over 3 tests).\n"));
    }

    void latexIsATableWithItsCaption()
    {
        const engine::Comparison comparison = engine::compare(sixCells(), deciding);
        QCOMPARE(
            GroupsTable(comparison, deciding, shortNames).text(TableFormat::Latex),
            std::string("\\begin{table}\n\\centering\n"
                        "\\caption{Mean and half of its 95 \\% interval (Student's t), with the number of runs; each "
                        "run's best evaluation. * differs from the baseline, p \\textless{} 0.05 (paired t; Holm over "
                        "3 tests).}\n"
                        "\\begin{tabular}{lrr}\n\\toprule\n"
                        "Group & CoLA, matthews, dev & SST-2, accuracy, dev \\\\\n\\midrule\n"
                        "LoRA (baseline) & 0.610 $\\pm$ 0.025 (3) & 0.910 $\\pm$ 0.025 (3) \\\\\n"
                        "MoLEx & 0.660 $\\pm$ 0.026 (3)* & 0.920 $\\pm$ 0.043 (3) \\\\\n"
                        "own & 0.61 (3) & 0.95 (1) \\\\\n"
                        "\\bottomrule\n\\end{tabular}\n\\end{table}\n"));
    }

    void csvIsUnroundedWithOneValuePerColumn()
    {
        const engine::Comparison comparison = engine::compare(sixCells(), deciding);
        std::string expected = "group,baseline";
        for (const char* task : {"CoLA, matthews, dev", "SST-2, accuracy, dev"})
            for (const char* title : {"mean", "low", "high", "n", "difference", "p", "p after Holm", "test"})
                expected += ",\"" + std::string(task) + ": " + title + '"';
        const auto values = [&](std::size_t task, std::size_t group) {
            const engine::GroupValue& value = comparison.tasks[task].values[group].front();
            return storage::exactText(value.mean) + ','
                + (value.interval ? storage::exactText(value.interval->low) : "") + ','
                + (value.interval ? storage::exactText(value.interval->high) : "") + ',' + std::to_string(value.n);
        };
        const auto test = [&](std::size_t task, std::size_t against, const char* named) {
            const engine::Difference& difference = comparison.tasks[task].against[against].seeds.front().difference;
            return ',' + storage::exactText(difference.difference) + ','
                + (difference.test.p ? storage::exactText(*difference.test.p) : "") + ','
                + (difference.holm ? storage::exactText(*difference.holm) : "") + ",\"" + named + '"';
        };
        expected += "\r\nLoRA,yes," + values(0, 0) + ",,,,," + values(1, 0) + ",,,,";
        expected += "\r\nMoLEx,no," + values(0, 1) + test(0, 0, "paired t, n = 3") + ',' + values(1, 1)
            + test(1, 0, "paired t, n = 3");
        const std::string untested = comparison.tasks[1].against[1].seeds.front().difference.test.undefined;
        expected += "\r\nown,no," + values(0, 2) + test(0, 1, "paired t, n = 3") + ',' + values(1, 2) + ','
            + storage::exactText(comparison.tasks[1].against[1].seeds.front().difference.difference)
            + ",,,none: " + untested + "\r\n";
        QCOMPARE(GroupsTable(comparison, deciding, shortNames).text(TableFormat::Csv), expected);
    }

    /// The same groups, although the tasks have them in another order or lack one.
    void groupsWithOneNameShareARow()
    {
        std::vector<engine::RunSummary> runs;
        addSeeds(runs, "cola", "none", {0.60, 0.62, 0.61});
        addSeeds(runs, "cola", "molex", {0.62, 0.61, 0.63});
        addSeeds(runs, "sst2", "self", {0.90, 0.91, 0.92});
        addSeeds(runs, "sst2", "none", {0.91, 0.92, 0.90});
        const engine::Comparison comparison = engine::compare(runs, deciding);
        const storage::Table table = GroupsTable(comparison, deciding).forPaper();
        QCOMPARE(table.columns[1].title, std::string("glue/cola, matthews, dev"));
        QCOMPARE(table.rows.size(), std::size_t(3));
        QCOMPARE(table.rows[0][0], std::string("routing.kind=none (baseline)"));
        QVERIFY(table.rows[0][1].starts_with("0.610 ±") && table.rows[0][2].starts_with("0.910 ±"));
        QCOMPARE(table.rows[1][2], std::string("–"));
        QCOMPARE(table.rows[2][0], std::string("routing.kind=self"));
        QCOMPARE(table.rows[2][1], std::string("–"));
    }

    void theMetricThatDecidesIsShownAndHolmCountsAll()
    {
        const engine::Comparison comparison = engine::compare(sixCells()); // f1 comes first, and is a constant
        const storage::Table table = GroupsTable(comparison, {}, shortNames).forPaper();
        QCOMPARE(table.columns[1].title, std::string("CoLA, matthews, dev"));
        QCOMPARE(table.rows[1][1], std::string("0.660 ± 0.026 (3)*"));
        QVERIFY2(table.note.ends_with(holmText(comparison.seedTests) + ")."), table.note.c_str());
        const engine::ComparisonOptions last{.metrics = {"f1"}, .resampling = {.level = 0.9}, .value = {engine::ComparedValue::Kind::Last, 0}};
        const engine::Comparison constant = engine::compare(sixCells(), last);
        const storage::Table untested = GroupsTable(constant, last).forPaper();
        QCOMPARE(untested.columns[1].title, std::string("glue/cola, f1, dev"));
        QCOMPARE(untested.note,
                 std::string("Mean and half of its 90 % interval (Student's t), with the number of runs; each "
                             "run's last evaluation. No difference could be tested over seeds."));
    }

    /// p is 0.0001 before and 0.0004 after Holm on CoLA, 0.48 and 0.96 on SST-2.
    void marksFollowTheLevelAndTheCorrection()
    {
        const auto table = [](double level, bool isCorrected) {
            engine::ComparisonOptions options = deciding;
            options.resampling.level = level;
            options.isCorrected = isCorrected;
            const engine::Comparison comparison = engine::compare(sixCells(), options);
            return GroupsTable(comparison, options, shortNames).forPaper();
        };
        QVERIFY(table(0.95, true).rows[1][1].ends_with('*'));
        const storage::Table strict = table(0.9999, true);
        QVERIFY2(!strict.rows[1][1].ends_with('*'), strict.rows[1][1].c_str());
        QVERIFY2(strict.note.find(" p < 0.0001 (paired t; Holm over 3 tests)") != std::string::npos, strict.note.c_str());
        QVERIFY(!table(0.5, true).rows[1][2].ends_with('*'));
        const storage::Table alone = table(0.5, false);
        QVERIFY2(alone.rows[1][2].ends_with('*'), alone.rows[1][2].c_str());
        QVERIFY2(alone.note.find(" p < 0.5 (paired t; not corrected for 3 tests)") != std::string::npos,
                 alone.note.c_str());
    }

    void namesOfAnyKindStandForThemselves()
    {
        const engine::Comparison comparison = engine::compare(sixCells(), deciding);
        const std::vector<std::string> groups = {"A&B_1, \"50 %\"", "x|y{z}\\", "\x1b[2J~^$#"};
        const GroupsTable table(comparison, deciding, {{"a_b", "c&d"}, {groups, groups}});
        const std::string latex = table.text(TableFormat::Latex);
        for (const char* part :
             {"A\\&B\\_1, \"50 \\%\" (baseline) & ", "x\\textbar{}y\\{z\\}\\textbackslash{} & ",
              "\\textasciitilde{}\\textasciicircum{}\\$\\# & ", "& a\\_b, matthews, dev & c\\&d, accuracy"})
            QVERIFY2(latex.find(part) != std::string::npos, latex.c_str());
        const std::string csv = table.text(TableFormat::Csv);
        for (const char* part : {"\r\n\"A&B_1, \"\"50 %\"\"\",yes,", "\r\nx|y{z}\\,no,"})
            QVERIFY2(csv.find(part) != std::string::npos, csv.c_str());
        const std::string markdown = table.text(TableFormat::Markdown);
        QVERIFY2(markdown.find("| x\\|y{z}\\\\ ") != std::string::npos, markdown.c_str());
        for (const std::string& text : {latex, csv, markdown})
            QCOMPARE(text.find('\x1b'), std::string::npos);
    }

    void aLikelihoodThatIsNotCausalIsSaid()
    {
        std::vector<engine::RunSummary> runs;
        for (const char* vote : {"prompt", "sequence"}) {
            engine::RunSummary run = scoredRun("sst2", "molex", 1, 0.5);
            run.config["task"] = {{"kind", "e2e"}};
            run.config["routing"]["vote"] = vote;
            run.metric = "dev_loss";
            run.results.front().values = {{"dev_loss", 0.5}};
            runs.push_back(run);
        }
        const engine::Comparison comparison = engine::compare(runs);
        const std::string text = GroupsTable(comparison, {}).forPaper().note;
        QVERIFY2(text.find("e2e: loss and perplexity are not those of a causal model") != std::string::npos,
                 text.c_str());
        const engine::Comparison other = engine::compare(sixCells());
        QVERIFY(GroupsTable(other, {}).forPaper().note.find("causal") == std::string::npos);
    }
};

MOLEX_TEST(tst_GroupsTable)
#include "tst_GroupsTable.moc"
