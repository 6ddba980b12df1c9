#include "gui/models/ComparisonModel.h"

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

#include "gui/control/CompareReader.h"
#include "gui/report/BaselineRun.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunSummaries.h"
#include "tests/gui/headless/MolexProcess.h"
#include "tests/support/ComparedStore.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/StoredGroups.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;
using engine::Json;

/// The page's numbers of a stored workspace are those that `molex compare --json` prints.
class tst_ComparisonNumbers : public QObject {
    Q_OBJECT

private:
    using Names = std::vector<std::pair<const char*, const char*>>; ///< column, place in the JSON

    support::TemporaryFolder m_folder;
    std::vector<std::int64_t> m_runs;
    std::unique_ptr<storage::RunRepository> m_repository;

    /// As CompareDesk asks for it.
    std::shared_ptr<const CompareResult> onThePage(std::optional<std::int64_t> flagged) const
    {
        CompareChoice choice;
        choice.runs = m_runs;
        choice.baseline = flagged;
        return std::make_shared<const CompareResult>(compareRuns(readForComparison(*m_repository, choice), choice));
    }

    /// What `molex` prints of the first task.
    static Json printedTask(const std::filesystem::path& workspace, const QStringList& arguments)
    {
        const support::MolexResult result = support::MolexProcess(workspace)(arguments);
        support::requireJson(result);
        return result.json()["tasks"][0];
    }

    /// The newer group is named first, and no group's seeds in their order.
    Json onTheCommandLine(std::optional<std::int64_t> baseline) const
    {
        QStringList arguments = support::words("compare 6 2 4 5 1 3 --json");
        if (baseline)
            arguments << QStringLiteral("--baseline") << QString::number(*baseline);
        return printedTask(m_folder.path(), arguments);
    }

    /// The rows of a heatmap one after the other, as the page has its cells.
    template <class Value>
    static std::vector<Value> cellsOf(const Json& rows)
    {
        std::vector<Value> cells;
        for (const Json& row : rows)
            for (const Json& value : row)
                cells.push_back(value.get<Value>());
        return cells;
    }

    static std::vector<std::int64_t> fourSeeds(const std::filesystem::path& workspace, const std::string& routing,
                                               double self)
    {
        std::vector<std::int64_t> runs;
        for (std::int64_t seed = 1; seed <= 4; ++seed)
            runs.push_back(
                support::storeRun(workspace, {routing + "-s" + std::to_string(seed), seed, routing, 0.6, self}));
        return runs;
    }

    static void compareRouting(const ComparedRouting& shown, const Json& printed)
    {
        QCOMPARE(shown.cells.difference.size(), std::size_t(16));
        QCOMPARE(shown.cells.difference, cellsOf<double>(printed["difference"]));
        QCOMPARE(shown.picture.values, shown.cells.difference); // what is drawn
        QCOMPARE(shown.cells.p, cellsOf<double>(printed["p"]));
        QCOMPARE(shown.cells.isDistinct, cellsOf<bool>(printed["distinct"]));
        QCOMPARE(shown.distinct, printed["cells_distinct"].get<std::size_t>());
        QCOMPARE(shown.cells.smallestP, printed["smallest_p"].get<double>());
        QCOMPARE(shown.cells.fewestDistinct, printed["fewest_distinct"].get<std::size_t>());
        QCOMPARE(shown.isAgainstUniform, printed["against"].get<std::string>() == "uniform choice");
    }

    static void compareAgreement(const ComparedGroup& shown, const Json& printed)
    {
        QCOMPARE(shown.agreement.has_value(), !printed.is_null());
        if (!shown.agreement)
            return;
        QCOMPARE(shown.agreement->pairs, printed["pairs"].get<std::int64_t>());
        QCOMPARE(shown.agreement->sameChoice, printed["same_choice"].get<double>());
        QCOMPARE(shown.agreement->overlap, printed["overlap"].get<double>());
    }

    static std::string cell(const storage::Table& table, std::size_t row, const std::string& name)
    {
        for (std::size_t column = 0; column < table.columns.size(); ++column)
            if (table.columns[column].title == name)
                return table.rows.at(row).at(column);
        return "no such column";
    }

    /// A number exactly, null as an empty cell.
    static bool isSame(const std::string& text, const Json& value)
    {
        return value.is_null() ? text.empty() : !text.empty() && std::stod(text) == value.get<double>();
    }

    static void compareRow(const storage::Table& table, std::size_t row, const Json& json, const Names& names)
    {
        for (const auto& [column, place] : names) {
            const Json::json_pointer pointer{place};
            const Json value = json.contains(pointer) ? json.at(pointer) : Json();
            const std::string text = cell(table, row, column);
            QVERIFY2(isSame(text, value), (std::string(column) + ": " + text + " against " + value.dump()).c_str());
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_runs = support::storeTwoGroups(m_folder.path(), 3, [](support::StoredRun& run) {
            const double gain = run.routing == "molex" ? 0.02 + 0.002 * double(run.seed % 2) : 0;
            run.accuracy = 0.6 + 0.01 * double(run.seed % 3) + gain;
            run.hasRows = true;
        });
        m_repository = std::make_unique<storage::RunRepository>(m_folder.path());
    }

    void everyNumberIsTheSame_data()
    {
        QTest::addColumn<int>("flagged");
        QTest::newRow("the oldest run is the baseline") << 0;
        QTest::newRow("a run is marked") << 4;
    }

    void everyNumberIsTheSame()
    {
        QFETCH(int, flagged);
        const auto run = flagged > 0 ? std::optional<std::int64_t>(flagged) : std::nullopt;
        ComparisonModel model;
        model.setResult(*onThePage(run), 0, 0);
        const storage::Table& table = model.values();
        const Json json = onTheCommandLine(run)["comparisons"][0];
        const Names ofTests = {{"baseline", "/baseline"},
                               {"value", "/value"},
                               {"difference", "/difference"},
                               {"percent", "/percent"},
                               {"interval_low", "/test/interval/0"},
                               {"interval_high", "/test/interval/1"},
                               {"p", "/test/p"},
                               {"p_holm", "/p_holm"},
                               {"n", "/test/n"},
                               {"statistic", "/test/statistic"},
                               {"degrees", "/test/degrees"},
                               {"effect", "/test/effect/value"}};
        std::size_t row = 0;
        for (const Json& seeds : json["over_seeds"]) {
            compareRow(table, row, seeds, ofTests);
            compareRow(table, row++, seeds,
                       {{"wilcoxon_p", "/wilcoxon/p"},
                        {"wilcoxon_n", "/wilcoxon/n"},
                        {"worse", "/rope/worse"},
                        {"equivalent", "/rope/equivalent"},
                        {"better", "/rope/better"},
                        {"pairs_for_80_percent_power", "/pairs_for_80_percent_power"}});
        }
        QCOMPARE(row, std::size_t(2));
        for (const Json& rows : json["over_rows"]) {
            compareRow(table, row, rows, ofTests);
            QCOMPARE(cell(table, row, "pair"), rows["pair"]["label"].get<std::string>());
            compareRow(table, row++, rows, {{"bootstrap_p", "/bootstrap/p"}, {"randomisation_p", "/randomisation/p"}});
        }
        QCOMPARE(row, std::size_t(5));
        for (const Json& cost : json["costs"])
            compareRow(table, row++, cost, {{"baseline", "/baseline"}, {"value", "/value"}});
        QCOMPARE(row, table.rows.size());
        QCOMPARE(onThePage(run)->tasks[0].curveTitle, QStringLiteral("Accuracy, dev"));
    }

    /// What is shown is rounded and has the same sign: MoLEx, the runs with even numbers, is better by 0.0213.
    void theSignFollowsTheBaseline()
    {
        ComparisonModel model;
        const auto shown = [&] { return model.index(0, ComparisonModel::Difference).data().toString(); };
        const auto printed = [&](std::optional<std::int64_t> flagged) {
            return onTheCommandLine(flagged)["comparisons"][0]["over_seeds"][0]["difference"].get<double>();
        };
        model.setResult(*onThePage(std::nullopt), 0, 0);
        QCOMPARE(shown(), QStringLiteral("+0.0213"));
        QVERIFY(printed(std::nullopt) > 0);
        model.setResult(*onThePage(4), 0, 0);
        QCOMPARE(shown(), QStringLiteral("−0.0213"));
        QVERIFY(printed(4) < 0);
    }

    void theRoutingIsTheSame_data()
    {
        QTest::addColumn<QString>("baseline");
        QTest::addColumn<int>("distinct");
        QTest::newRow("less a baseline's") << QStringLiteral("fixed-random") << 16;
        QTest::newRow("less uniform choice") << QStringLiteral("none") << 4;
    }

    /// Four seeds of each, which choose their own layer of four at 0.25 and at 0.7.
    void theRoutingIsTheSame()
    {
        QFETCH(QString, baseline);
        QFETCH(int, distinct);
        const support::TemporaryFolder folder;
        CompareChoice choice;
        choice.runs = fourSeeds(folder.path(), baseline.toStdString(), 0.25);
        const std::vector<std::int64_t> newer = fourSeeds(folder.path(), "molex", 0.7);
        choice.runs.insert(choice.runs.end(), newer.begin(), newer.end());
        const storage::RunRepository repository(folder.path());

        const CompareResult result = compareRuns(readForComparison(repository, choice), choice);
        // p against uniform choice is of orders drawn for one run after the other
        const Json json = printedTask(folder.path(), support::words("compare 7 5 8 6 3 1 4 2 --json"));
        const ComparedTask& task = result.tasks.at(0);
        QCOMPARE(json["comparisons"].size(), std::size_t(1));
        QCOMPARE(task.routing.size(), std::size_t(1));
        QVERIFY(task.routing.front().has_value());
        QCOMPARE(task.routing.front()->isAgainstUniform, baseline == QStringLiteral("none"));
        QCOMPARE(task.routing.front()->distinct, std::size_t(distinct));
        compareRouting(*task.routing.front(), json["comparisons"][0]["routing"]);
        const auto& groups = result.comparison.tasks.front().groups.groups;
        QCOMPARE(json["groups"].size(), groups.size());
        for (const Json& group : json["groups"]) {
            const auto found = std::find_if(groups.begin(), groups.end(), [&](const engine::RunGroup& each) {
                return each.label == group["label"].get<std::string>();
            });
            QVERIFY(found != groups.end());
            compareAgreement(task.groups.at(std::size_t(found - groups.begin())), group["routing_agreement"]);
        }
    }

    /// The third of three pairs does not differ.
    void wilcoxonsPairsAreNamedOnTerminalAndReport()
    {
        const support::TemporaryFolder folder;
        support::storeTwoGroups(folder.path(), 3, [](support::StoredRun& run) {
            const bool isBetter = run.seed < 3 && run.routing == "molex";
            run.accuracy = 0.6 + 0.01 * double(run.seed) + (isBetter ? 0.002 * double(run.seed) : 0);
        });
        const support::MolexProcess molex(folder.path());
        const support::MolexResult terminal = molex(support::words("compare 1 2 3 4 5 6"));
        QVERIFY2(terminal.out.contains("paired t, n = 3") && terminal.out.contains("0.500, n = 2"),
                 terminal.all().constData());
        const std::filesystem::path file = folder.path() / "report.html";
        const support::MolexResult report =
            molex(support::words("compare 1 2 3 4 5 6 --format html --out") + QStringList{support::text(file)});
        QVERIFY2(report.code == 0, report.all().constData());
        QVERIFY(support::contentOf(file).find(">0.500, n = 2</td>") != std::string::npos);
    }

    /// Runs 1 and 2 have recorded the routes of dev examples, run 3 of the same group as run 2 has not.
    void onlyRoutesOfDevExamplesAreCalledSo()
    {
        const support::TemporaryFolder folder;
        for (const auto& [routing, seed, hasDevRoutes] :
             {std::tuple("fixed-random", 1, true), std::tuple("molex", 1, true), std::tuple("molex", 2, false)}) {
            support::StoredRun run{routing + std::to_string(seed), seed, routing};
            run.hasDevRoutes = hasDevRoutes;
            support::storeRun(folder.path(), run);
        }
        const support::MolexProcess molex(folder.path());
        const std::filesystem::path file = folder.path() / "report.html";
        const auto areCalledSo = [&](const char* runs) {
            const QStringList compare = support::words(runs);
            const Json task = printedTask(folder.path(), compare + QStringList{QStringLiteral("--json")});
            const QByteArray terminal = molex(compare).out;
            molex(compare + support::words("--format html --out") + QStringList{support::text(file)});
            const QString html = QString::fromStdString(support::contentOf(file));
            return std::vector<bool>{
                task["comparisons"][0]["routing"]["of_dev_examples"].get<bool>(),
                !terminal.contains("Routing: votes of the newest records, since not all of these runs"),
                html.contains(QStringLiteral(">Where the dev examples of the evaluation compared went.")),
                !html.contains(QStringLiteral(">Where the votes of the newest records went in runs without"))};
        };
        QCOMPARE(areCalledSo("compare 1 2"), std::vector<bool>(4, true));
        QCOMPARE(areCalledSo("compare 1 2 3"), std::vector<bool>(4, false));
    }

    void aRunThatCannotBeComparedIsNoBaseline()
    {
        std::vector<engine::RunSummary> runs = storage::summarise(*m_repository, m_runs);
        QCOMPARE(reports::baselineRun(runs, 5), std::optional<std::int64_t>(5));
        QCOMPARE(reports::baselineRun(runs, 99), std::optional<std::int64_t>(1));
        runs[4].state = "stopped";
        runs[0].results.clear();
        QCOMPARE(reports::baselineRun(runs, 5), std::optional<std::int64_t>(2));
        QCOMPARE(reports::baselineRun({}, 5), std::optional<std::int64_t>());
    }
};

MOLEX_GUI_TEST(tst_ComparisonNumbers)
#include "tst_ComparisonNumbers.moc"
