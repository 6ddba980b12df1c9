#include "gui/pages/CompareTable.h"

#include <algorithm>

#include <QComboBox>
#include <QHeaderView>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTreeWidget>

#include "gui/models/ComparisonModel.h"
#include "gui/models/MetricTitles.h"
#include "gui/pages/ColumnWidths.h"
#include "gui/pages/WrappedHeader.h"
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

    /// LoRA, MoLEx and a control whose name is long.
    static std::shared_ptr<const CompareResult> threeGroups()
    {
        CompareSource source = support::withRows(support::sourceOf(support::twoGroups(6, 0.02)));
        for (std::size_t run = 0; run < 6; ++run) // three seeds of each kind
            if (source.runs[run].layerEvaluations > 4)
                source.runs[run].config["training"]["batch_size"] = 77;
        auto named = std::make_shared<CompareResult>(compareRuns(source, CompareChoice()));
        QStringList names = {QStringLiteral("MoLEx"), QStringLiteral("fixed random gate (control)")};
        for (ComparedGroup& group : named->tasks[0].groups)
            group.name = group.isBaseline || names.isEmpty() ? QStringLiteral("LoRA") : names.takeFirst();
        return named;
    }

    static const WrappedHeader& wrapped(const QHeaderView& header) { return static_cast<const WrappedHeader&>(header); }

    static bool isWhole(const QHeaderView& header, int section)
    {
        QString title = header.model()->headerData(section, Qt::Horizontal).toString();
        QString seen = wrapped(header).shown(section);
        return seen.remove(QLatin1Char('\n')).remove(QLatin1Char(' ')) == title.remove(QLatin1Char(' '));
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

    void noTitleIsCutWithThreeGroups()
    {
        Shown shown(m_theme, m_dialogs);
        const auto compared = threeGroups();
        QCOMPARE(compared->tasks[0].groups.size(), std::size_t(3));
        shown.page.setResult(compared);
        shown.page.resize(1004, 596);
        const auto& table = shown.find<CompareTable>("compareTable");
        const QHeaderView& head = *table.horizontalHeader();
        auto& against = shown.find<QComboBox>("compareAgainst");
        QCOMPARE(against.count(), 2);
        for (int group = 0; group < against.count(); ++group) {
            against.setCurrentIndex(group);
            for (int column = 0; column <= ComparisonModel::Test; ++column) {
                QTRY_VERIFY2(isWhole(head, column), qPrintable(wrapped(head).shown(column)));
                QVERIFY(!table.model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
            }
            QTRY_VERIFY(endOf(head, ComparisonModel::Test) <= table.viewport()->width());
        }
    }

    void keysOfTheConfigurationAreCutAsTheLast()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(threeGroups());
        const QTreeWidget& tree = shown.find<QTreeWidget>("compareConfigTree");
        const QHeaderView& names = *tree.header();
        QCOMPARE(names.count(), 4);
        const int whole = static_cast<const QAbstractItemView&>(tree).sizeHintForColumn(0);
        const int leastOfValues = 3 * 6 * tree.fontMetrics().averageCharWidth();
        const auto room = [&] { return tree.viewport()->width() - leastOfValues; };
        shown.page.resize(1004, 596);
        QTRY_VERIFY(endOf(names, 3) <= tree.viewport()->width());
        QTRY_VERIFY2(names.sectionSize(0) >= std::min(whole, room()),
                     qPrintable(QString::number(names.sectionSize(0))));
        shown.page.resize(1800, 596);
        for (int column = 0; column < names.count(); ++column)
            QTRY_VERIFY2(isWhole(names, column), qPrintable(wrapped(names).shown(column)));
        QVERIFY(names.sectionSize(0) >= whole);
        const auto kinds = tree.findItems(QStringLiteral("kind"), Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(kinds.size(), qsizetype(1));
        QCOMPARE(kinds.front()->toolTip(0), QStringLiteral("routing.kind"));
        QVERIFY(!kinds.front()->toolTip(3).isEmpty());
    }

    void aTitleIsPaintedOnSeveralLines()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(threeGroups());
        shown.page.resize(1004, 596);
        const QHeaderView& names = *shown.find<QTreeWidget>("compareConfigTree").header();
        const int line = names.fontMetrics().lineSpacing();
        const auto lines = [&names] { return 1 + int(wrapped(names).shown(3).count(QLatin1Char('\n'))); };
        QTRY_VERIFY(lines() > 1);
        QTRY_VERIFY(names.height() >= lines() * line);
        const QRect top(names.sectionViewportPosition(3) + 2, 4, names.sectionSize(3) - 4, line / 2);
        const QImage seen = names.viewport()->grab(top).toImage(); // where one line in the middle would have no letters
        bool isPainted = false;
        for (int x = 0; x < seen.width(); ++x)
            for (int y = 0; y < seen.height(); ++y)
                isPainted = isPainted || seen.pixel(x, y) != seen.pixel(0, 0);
        QVERIFY(isPainted);
    }

    void aTitleIsCutWhereEvenItsLinesHaveNoRoom()
    {
        QStandardItemModel model(0, 1);
        WrappedHeader header;
        header.setModel(&model);
        header.setMinimumSectionSize(10);
        const auto shownAs = [&](const QString& title, int width) {
            model.setHorizontalHeaderLabels({title});
            header.resizeSection(0, width);
            return header.shown(0);
        };
        const QString name = QStringLiteral("starter-kind=fixed-random");
        QCOMPARE(shownAs(name, 1000), name);
        const int least = header.leastWidth(0);
        const QString narrow = shownAs(name, least);
        QVERIFY2(!narrow.contains(QChar(0x2026)), qPrintable(narrow));
        QCOMPARE(QString(narrow).remove(QLatin1Char('\n')), name);
        QVERIFY(narrow.count(QLatin1Char('\n')) <= 3);
        QVERIFY(shownAs(name, least / 2).contains(QChar(0x2026)));
        const QString many = QStringLiteral("a name of many short words that would be a column of its own");
        shownAs(many, 1000);
        const QString few = shownAs(many, header.leastWidth(0));
        QCOMPARE(few.count(QLatin1Char('\n')), qsizetype(3));
        QVERIFY2(!few.contains(QChar(0x2026)), qPrintable(few));
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
