#include "gui/pages/CompareTable.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTreeWidget>

#include "gui/models/ComparisonModel.h"
#include "gui/models/MetricTitles.h"
#include "gui/pages/ColumnWidths.h"
#include "tests/support/ComparePageTest.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

/// What of the Compare page's tables is in sight. In a window of 1280 x 800 the page is 1004 pixels wide.
class tst_CompareTable : public support::ComparePageTest {
    Q_OBJECT

    static int endOf(const QHeaderView& header, int section)
    {
        return header.sectionViewportPosition(section) + header.sectionSize(section);
    }

private Q_SLOTS:
    void theWidestOfTheColumnsIsCutFirst()
    {
        std::vector<ColumnWidth> columns = {{100, 20}, {40, 40}, {70, 60}, {300, 300}};
        QCOMPARE(narrowWidest(columns, {0, 1, 2}, -5), -5);
        QCOMPARE(columns[0].width, 100);
        QCOMPARE(narrowWidest(columns, {0, 1, 2}, 30), 0);
        QCOMPARE(columns[0].width, 70);
        QCOMPARE(columns[2].width, 70);
        QCOMPARE(narrowWidest(columns, {0, 1, 2}, 20), 0);
        QCOMPARE(columns[0].width + columns[2].width, 120);
        QCOMPARE(columns[0].width, 60);
        QCOMPARE(narrowWidest(columns, {0, 1, 2}, 50), 10);
        QCOMPARE(columns[0].width, 20);
        QCOMPARE(columns[1].width, 40);
        QCOMPARE(columns[2].width, 60);
        QCOMPARE(columns[3].width, 300); // was not among them
    }

    void theIntervalStandsBesideTheDifferenceInASmallWindow()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::withRows(support::sourceOf(support::twoGroups(3, 0.02)))));
        shown.page.resize(1004, 596);
        const QAbstractItemView& table = shown.find<CompareTable>("compareTable");
        const QHeaderView& header = *shown.find<CompareTable>("compareTable").horizontalHeader();
        for (const int column : {ComparisonModel::Baseline, ComparisonModel::Value, ComparisonModel::Difference,
                                 ComparisonModel::Interval, ComparisonModel::P, ComparisonModel::Holm}) {
            QCOMPARE(header.visualIndex(column), column);
            QTRY_VERIFY2(endOf(header, column) <= table.viewport()->width(),
                         qPrintable(QString::number(endOf(header, column))));
            QVERIFY(header.sectionSize(column) >= table.sizeHintForColumn(column));
        }
    }

    void theTestIsReadWithoutScrolling_data()
    {
        QTest::addColumn<QString>("metric");
        QTest::newRow("short") << "accuracy";
        QTest::newRow("long") << "a_metric_of_another_program_with_a_long_name";
    }

    void theTestIsReadWithoutScrolling()
    {
        QFETCH(QString, metric);
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::withRows(support::sourceOf(support::twoGroups(3, 0.02)));
        for (engine::RunSummary& run : source.runs)
            run.results[0].values[0].key = metric.toStdString();
        shown.page.setResult(result(source));
        const QAbstractItemView& table = shown.find<CompareTable>("compareTable");
        const QHeaderView& header = *shown.find<CompareTable>("compareTable").horizontalHeader();
        constexpr int test = ComparisonModel::Test;
        QTRY_VERIFY(header.sectionSize(test) >= table.sizeHintForColumn(test));
        QCOMPARE(table.model()->index(0, 0).data().toString(), scoreName(metric.toStdString(), "dev"));
        QTRY_VERIFY2(endOf(header, test) <= table.viewport()->width(),
                     qPrintable(QString::number(endOf(header, test))));
    }

    void aNameIsCutBeforeAnyNumber()
    {
        Shown shown(m_theme, m_dialogs);
        const QString name = QStringLiteral("MoLEx with a name of another program that nobody expected");
        auto named = std::make_shared<CompareResult>(
            compareRuns(support::sourceOf(support::twoGroups(3, 0.02)), CompareChoice()));
        for (ComparedGroup& group : named->tasks[0].groups)
            if (group.name == QStringLiteral("MoLEx"))
                group.name = name;
        shown.page.setResult(named);
        const QAbstractItemView& table = shown.find<CompareTable>("compareTable");
        const QHeaderView& header = *shown.find<CompareTable>("compareTable").horizontalHeader();
        constexpr int value = ComparisonModel::Value;
        QCOMPARE(table.model()->headerData(value, Qt::Horizontal, Qt::ToolTipRole).toString(), name);
        QTRY_VERIFY(endOf(header, ComparisonModel::Test) <= table.viewport()->width());
        QVERIFY(header.sectionSize(value) < header.sectionSizeHint(value));
        QVERIFY(header.sectionSize(value) >= table.sizeHintForColumn(value));
        shown.page.resize(2800, 690);
        QTRY_VERIFY(header.sectionSize(value) >= header.sectionSizeHint(value));
    }

    void whatIsCutIsInTheTip()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::withRows(support::sourceOf(support::twoGroups(3, 0.02)))));
        const QAbstractItemModel& model = *shown.find<CompareTable>("compareTable").model();
        const auto tip = [&](int row, int column) { return model.index(row, column).data(Qt::ToolTipRole).toString(); };
        QCOMPARE(tip(0, ComparisonModel::Metric), QStringLiteral("Accuracy, dev"));
        QCOMPARE(tip(0, ComparisonModel::Test), QStringLiteral("paired t n = 3"));
        const auto found = model.match(model.index(0, ComparisonModel::Metric), Qt::DisplayRole,
                                       QStringLiteral("Accuracy, seed 1"), 1, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        const QString test = tip(found.first().row(), ComparisonModel::Test);
        QVERIFY2(test.startsWith(QStringLiteral("McNemar n = 1,000\nb = 50, ")), qPrintable(test));
    }

    void valuesOfBothGroupsAreSeenInTheConfiguration()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(3, 0.02));
        for (engine::RunSummary& run : source.runs) // each group has data of its own
            run.environment[1].second = std::string(64, run.layerEvaluations > 4 ? 'a' : 'b');
        shown.page.setResult(result(source));
        shown.page.resize(1004, 596);
        const QTreeWidget& tree = shown.find<QTreeWidget>("compareConfigTree");
        const QHeaderView& header = *tree.header();
        QCOMPARE(header.count(), 3);
        QTRY_COMPARE(tree.horizontalScrollBar()->maximum(), 0);
        for (const int column : {0, 1, 2}) {
            QTRY_VERIFY2(endOf(header, column) <= tree.viewport()->width(),
                         qPrintable(QString::number(endOf(header, column))));
            QVERIFY(header.sectionSize(column) >= 6 * tree.fontMetrics().averageCharWidth());
            QCOMPARE(tree.headerItem()->toolTip(column), tree.headerItem()->text(column));
        }
        QCOMPARE(tree.topLevelItem(0)->child(0)->toolTip(1).size(), 64);
    }
};

MOLEX_GUI_TEST(tst_CompareTable)
#include "tst_CompareTable.moc"
