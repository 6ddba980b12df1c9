#include "gui/models/ComparisonModel.h"

#include <QAbstractItemModelTester>

#include <string>

#include "tests/support/ComparedWords.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;
using support::compared;
using support::ComparedRun;
using support::sourceOf;
using support::twoGroups;

/// The table on the page, and its values for other programs.
class tst_ComparisonModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableHasTestsCostsAndNoMore()
    {
        const CompareResult result = compared(twoGroups(3, 0.02));
        ComparisonModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setResult(result, 0, 0);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(model.headerData(ComparisonModel::Baseline, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("LoRA"));
        QCOMPARE(cell(0, ComparisonModel::Metric), QStringLiteral("Accuracy, dev"));
        QCOMPARE(cell(0, ComparisonModel::Baseline), QStringLiteral("0.6100"));
        QCOMPARE(cell(0, ComparisonModel::Difference), QStringLiteral("+0.0213"));
        QCOMPARE(cell(0, ComparisonModel::Test), QStringLiteral("paired t"));
        QCOMPARE(model.index(0, ComparisonModel::Test).data(ComparisonModel::Note).toString(), QStringLiteral("n = 3"));
        QCOMPARE(model.index(0, ComparisonModel::Difference).data(ComparisonModel::Note).toString(),
                 QStringLiteral("(+3.5 %)"));
        QVERIFY(model.metricAt(1).has_value());
        QVERIFY(!model.metricAt(2).has_value());
        bool hasLayers = false;
        for (int row = 2; row < model.rowCount(); ++row) {
            QVERIFY(cell(row, ComparisonModel::P).isEmpty());
            hasLayers = hasLayers || cell(row, ComparisonModel::Metric) == QStringLiteral("Layer evaluations");
        }
        QVERIFY(hasLayers);
    }

    /// Differences 0.022, 0.020 and 0.022: d_z is their mean over their standard deviation; of the 2^3 choices of signs
    /// two are as one-sided, so Wilcoxon's p is 2 / 8; t(2) is nearly all above 0.01.
    void theTableHasEveryTestOverSeeds()
    {
        const CompareResult result = compared(twoGroups(3, 0.02));
        ComparisonModel model;
        model.setResult(result, 0, 0);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, ComparisonModel::Effect), QStringLiteral("d_z 18.5"));
        QCOMPARE(cell(0, ComparisonModel::Wilcoxon), QStringLiteral("0.250"));
        QCOMPARE(cell(0, ComparisonModel::Rope), QStringLiteral("0.00 / 0.00 / 1.00"));
        QCOMPARE(cell(1, ComparisonModel::Metric), QStringLiteral("Loss, dev (nats)"));
        QCOMPARE(cell(1, ComparisonModel::Rope), QString()); // a loss has no width of being equal
        QVERIFY(model.isEmpty(ComparisonModel::BootstrapP) && model.isEmpty(ComparisonModel::RandomisationP));
        QCOMPARE(model.table().columns.size(), std::size_t(ComparisonModel::BootstrapP));
        const auto header = [&](int column) {
            return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        };
        QCOMPARE(header(ComparisonModel::Wilcoxon), QStringLiteral("Wilcoxon p"));
        QCOMPARE(header(ComparisonModel::Rope), QStringLiteral("Worse / same / better"));
    }

    /// One of four pairs does not differ.
    void wilcoxonHasTheNOfItsOwnPairs()
    {
        std::vector<ComparedRun> runs = twoGroups(4, 0.02);
        const auto note = [&runs] {
            ComparisonModel model;
            model.setResult(compared(runs), 0, 0);
            return model.index(0, ComparisonModel::Wilcoxon).data(ComparisonModel::Note).toString();
        };
        QCOMPARE(note(), QString());
        runs[7].accuracy = runs[6].accuracy;
        QCOMPARE(note(), QStringLiteral("n = 3"));
    }

    void independentSidesHaveNoWilcoxon()
    {
        std::vector<ComparedRun> runs = twoGroups(3, 0.02);
        for (ComparedRun& run : runs)
            run.seed += run.isRouted ? 10 : 0;
        const CompareResult result = compared(runs);
        ComparisonModel model;
        model.setResult(result, 0, 0);
        QCOMPARE(model.index(0, ComparisonModel::Test).data().toString(), QStringLiteral("Welch"));
        QVERIFY(model.index(0, ComparisonModel::Effect).data().toString().startsWith(QStringLiteral("g ")));
        QVERIFY(model.isEmpty(ComparisonModel::Wilcoxon) && model.isEmpty(ComparisonModel::Rope));
    }

    void aSmallDifferenceKeepsItsFigures()
    {
        QCOMPARE(signedNumber(3e-5, 0.61), QStringLiteral("+0.000030"));
        QCOMPARE(signedNumber(-0.00012, 0.61), QStringLiteral("−0.00012"));
        QCOMPARE(signedNumber(0.02133, 0.61), QStringLiteral("+0.0213"));
        QCOMPARE(signedNumber(0, 0.61), QStringLiteral("+0.0000"));
        QCOMPARE(signedNumber(-3.14e-9, 0.61), QStringLiteral("−3.14e−9"));
    }

    void valuesForProgramsAreNotRounded()
    {
        const CompareResult result = compareRuns(support::withRows(sourceOf(twoGroups(3, 0.02))), {});
        ComparisonModel model;
        model.setResult(result, 0, 0);
        const storage::Table& table = model.values();
        const auto cell = [&](std::size_t row, const char* name) {
            for (std::size_t column = 0; column < table.columns.size(); ++column)
                if (table.columns[column].title == name)
                    return table.rows.at(row).at(column);
            return std::string("no such column");
        };
        const engine::GroupComparison& group = result.comparison.tasks[0].against[0];
        QCOMPARE(table.rows.size(), group.seeds.size() + group.rows.size() + group.costs.size());
        for (std::size_t row = 0; row < group.seeds.size(); ++row) {
            const engine::Difference& difference = group.seeds[row].difference;
            QCOMPARE(cell(row, "over"), std::string("seeds"));
            QCOMPARE(cell(row, "metric"), difference.metric);
            QCOMPARE(cell(row, "group"), std::string("MoLEx"));
            QCOMPARE(std::stod(cell(row, "difference")), difference.difference);
            QCOMPARE(std::stod(cell(row, "percent")), *difference.percent);
            QCOMPARE(std::stod(cell(row, "interval_low")), difference.test.interval->low);
            QCOMPARE(std::stod(cell(row, "p")), *difference.test.p);
            QCOMPARE(std::stod(cell(row, "wilcoxon_p")), *group.seeds[row].wilcoxon->p);
        }
        QCOMPARE(cell(1, "worse"), std::string());
        QCOMPARE(group.rows.size(), std::size_t(3));
        QCOMPARE(cell(2, "over"), std::string("examples"));
        QCOMPARE(cell(2, "test"), std::string("McNemar"));
        QCOMPARE(cell(2, "n"), std::string("1000"));
        QCOMPARE(cell(2, "b"), std::string("50"));
        QCOMPARE(cell(2, "c"), std::string("72"));
        QCOMPARE(std::stod(cell(2, "bootstrap_p")), *group.rows[0].bootstrap.p);
        QCOMPARE(std::stod(cell(2, "randomisation_p")), *group.rows[0].randomisation.p);
        QCOMPARE(std::stod(cell(2, "interval_high")), group.rows[0].bootstrap.interval->high);
        QCOMPARE(cell(5, "over"), std::string("cost"));
        QCOMPARE(cell(5, "test"), std::string());
    }
};

MOLEX_GUI_TEST(tst_ComparisonModel)
#include "tst_ComparisonModel.moc"
