#include "gui/models/ComparisonModel.h"

#include <string>
#include <utility>

#include "gui/control/CompareReader.h"
#include "gui/report/BaselineRun.h"
#include "gui/report/ComparisonJson.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunSummaries.h"
#include "tests/support/ComparedStore.h"
#include "tests/support/GuiTestMain.h"
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

    /// As CompareCommand does it, the newer group named first.
    Json onTheCommandLine(std::optional<std::int64_t> flagged) const
    {
        std::vector<engine::RunSummary> runs = storage::summarise(*m_repository, {2, 4, 6, 1, 3, 5});
        engine::ComparisonOptions options;
        options.baseline = reports::baselineRun(runs, flagged);
        return reports::toJson(engine::compare(std::move(runs), options), options);
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
        for (std::int64_t seed = 1; seed <= 3; ++seed)
            for (const bool isRouted : {false, true}) {
                support::StoredRun run{
                    (isRouted ? "molex-s" : "lora-s") + std::to_string(seed), seed, isRouted ? "molex" : "none",
                    0.6 + 0.01 * double(seed % 3) + (isRouted ? 0.02 + 0.002 * double(seed % 2) : 0)};
                run.hasRows = true;
                m_runs.push_back(support::storeRun(m_folder.path(), run));
            }
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
        model.setResult(onThePage(run), 0, 0);
        const storage::Table& table = model.values();
        const Json json = onTheCommandLine(run)["tasks"][0]["comparisons"][0];
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
        QCOMPARE(onThePage(run)->curveTitle, QStringLiteral("Accuracy, dev"));
    }

    /// What is shown is rounded and has the same sign: MoLEx, the runs with even numbers, is better by 0.0213.
    void theSignFollowsTheBaseline()
    {
        ComparisonModel model;
        const auto shown = [&] { return model.index(0, ComparisonModel::Difference).data().toString(); };
        const auto printed = [&](std::optional<std::int64_t> flagged) {
            return onTheCommandLine(flagged)["tasks"][0]["comparisons"][0]["over_seeds"][0]["difference"].get<double>();
        };
        model.setResult(onThePage(std::nullopt), 0, 0);
        QCOMPARE(shown(), QStringLiteral("+0.0213"));
        QVERIFY(printed(std::nullopt) > 0);
        model.setResult(onThePage(4), 0, 0);
        QCOMPARE(shown(), QStringLiteral("−0.0213"));
        QVERIFY(printed(4) < 0);
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
