#include "gui/pages/ComparePage.h"

#include <algorithm>
#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSet>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeWidget>

#include "gui/app/ElidedLabel.h"
#include "gui/app/EmptyState.h"
#include "gui/models/ComparisonModel.h"
#include "gui/pages/CompareWordsView.h"
#include "gui/plots/GroupPlot.h"
#include "gui/plots/PairedPlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/ComparePageTest.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SavedPicture.h"

using namespace gui;

/// What the page shows of a comparison, and what can be taken away from it.
class tst_ComparePage : public support::ComparePageTest {
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhatToDoAndThenShowsEverything()
    {
        Shown shown(m_theme, m_dialogs);
        QVERIFY(shown.find<EmptyState>("compareEmpty").isVisible());
        QSignalSpy summary(&shown.page, &ComparePage::summaryChanged);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02))));
        QVERIFY(!shown.find<EmptyState>("compareEmpty").isVisible());
        QCOMPARE(summary.last().at(0).toString(), QStringLiteral("6 runs compared, 2 tests by seed, 0 by example"));
        QVERIFY(shown.find<QLabel>("compareLegend").text().contains(QStringLiteral("LoRA")));
        QVERIFY(shown.find<QLabel>("compareLegend").text().contains(QStringLiteral("baseline")));
        QCOMPARE(shown.find<GroupPlot>("compareCurves").readOut(), QStringLiteral("mean, 95 % Student t, n = 3"));
        QCOMPARE(shown.find<PairedPlot>("comparePairs").lines(), std::size_t(3));
        QVERIFY(shown.find<RoutingHeatmap>("compareRouting").isVisible());
        QCOMPARE(shown.find<RoutingHeatmap>("compareRouting").picture().isNoise.size(), std::size_t(16));
        QCOMPARE(shown.find<QLabel>("compareRoutingTitle").text(),
                 QStringLiteral("Share, MoLEx − uniform choice, n = 3"));
        QVERIFY(shown.find<QTableView>("compareTable").model()->rowCount() > 2);
        const auto* words = shown.page.findChild<CompareWordsView*>();
        QVERIFY(words->text().contains(QStringLiteral("Not the same budget:")));
        const auto isSeen = [words] {
            const QList<QLabel*> labels = words->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(QStringLiteral("Not the same budget:"));
            });
        };
        QVERIFY(!isSeen()); // in a turn of its own
        QTRY_VERIFY(isSeen());
        const std::weak_ptr held(shown.page.result());
        shown.page.showProblem(QStringLiteral("because"));
        QCOMPARE(shown.find<EmptyState>("compareEmpty").advice(), QStringLiteral("because"));
        QVERIFY(held.expired());
    }

    void whereAllOfTheRoutingIsHatchedThePageSaysWhyBelowIt()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02))));
        const auto& note = shown.find<QLabel>("compareRoutingNote");
        QVERIFY(note.isVisible());
        QVERIFY2(note.text().contains(QStringLiteral("With 3 runs the smallest p ")), qPrintable(note.text()));
        QTRY_VERIFY(note.height() >= note.heightForWidth(note.width())); // all of its lines
        const int plots = shown.find<GroupPlot>("compareCurves").height();
        shown.page.setResult(result(support::sourceOf(support::twoGroups(6, 0.02)))); // some cells stand out
        QVERIFY(!note.isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(shown.find<GroupPlot>("compareCurves").height(), plots); // the note takes nothing from the tables
    }

    void whatCannotBeTestedIsNotCalledNoiseBesideTheHatch()
    {
        QTemporaryDir folder;
        for (const int seeds : {2, 3}) { // of four layers: two give no p below 1 / 16
            Shown shown(m_theme, m_dialogs);
            shown.page.setResult(result(support::sourceOf(support::twoGroups(seeds, 0.02))));
            QFile svg(folder.filePath(QStringLiteral("%1.svg").arg(seeds)));
            QCOMPARE(support::savePicture(shown.find<RoutingHeatmap>("compareRouting"), svg.fileName()), QString());
            QVERIFY(svg.open(QIODevice::ReadOnly));
            const QByteArray text = svg.readAll();
            QCOMPARE(text.contains("within"), seeds == 3);
            QCOMPARE(text.contains("few"), seeds == 2);
        }
    }

    void onlyWhatDiffersIsListedAndOtherDataComesFirst()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(2, 0.02));
        source.runs[1].environment[1].second = "other";
        shown.page.setResult(result(source));
        auto& tree = shown.find<QTreeWidget>("compareConfigTree");
        QCOMPARE(tree.topLevelItem(0)->text(0), QStringLiteral("environment"));
        QCOMPARE(tree.topLevelItem(0)->child(0)->text(0), QStringLiteral("Data hash"));
        QCOMPARE(tree.topLevelItem(0)->childCount(), 1);
        QVERIFY(shown.find<QLabel>("compareEqual").text().contains(QStringLiteral("model hash")));
        QVERIFY(shown.find<ElidedLabel>("compareConfigHead").text().contains(QStringLiteral("differ")));
        QTest::mouseClick(&shown.find<QToolButton>("nextDifferenceButton"), Qt::LeftButton);
        QCOMPARE(tree.currentItem()->text(0), QStringLiteral("Data hash"));
        QTest::mouseClick(&shown.find<QToolButton>("nextDifferenceButton"), Qt::LeftButton);
        QVERIFY(tree.currentItem()->parent()->text(0) != QStringLiteral("environment"));
        QTest::mouseClick(&shown.find<QToolButton>("previousDifferenceButton"), Qt::LeftButton);
        QTest::mouseClick(&shown.find<QToolButton>("previousDifferenceButton"), Qt::LeftButton);
        QVERIFY(tree.itemBelow(tree.currentItem()) == nullptr); // around: the last one
        for (int i = 1; i < tree.topLevelItemCount(); ++i)
            for (int j = 0; j < tree.topLevelItem(i)->childCount(); ++j)
                QVERIFY(tree.topLevelItem(i)->child(j)->text(1) != tree.topLevelItem(i)->child(j)->text(2));
    }

    void dataThatIsNotKnownIsNotEqual()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(2, 0.02));
        std::erase_if(source.runs[3].environment, [](const auto& each) { return each.first == "Data hash"; });
        shown.page.setResult(result(source));
        const QTreeWidgetItem& hash = *shown.find<QTreeWidget>("compareConfigTree").topLevelItem(0)->child(0);
        QCOMPARE(hash.text(0), QStringLiteral("Data hash"));
        QCOMPARE(hash.text(1), QStringLiteral("d41d"));
        QCOMPARE(hash.text(2), QStringLiteral("d41d | –"));
        QCOMPARE(shown.find<QLabel>("compareEqual").text(), QStringLiteral("Equal: model hash, libtorch"));
    }

    void allGroupsStandSideBySide()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(6, 0.02));
        for (std::size_t run = 0; run < 6; ++run) // three seeds of each kind, as a third and a fourth group
            source.runs[run].config["training"]["batch_size"] = 77;
        shown.page.setResult(result(source));
        auto& all = shown.find<QCheckBox>("compareAllGroups");
        QVERIFY(all.isVisible());
        auto& table = shown.find<QTableWidget>("groupsTable");
        QVERIFY(!table.isVisible());
        all.setChecked(true);
        QVERIFY(table.isVisible() && !shown.find<QTableView>("compareTable").isVisible());
        QCOMPARE(table.rowCount(), 4);
        QCOMPARE(table.columnCount(), 3);
        QCOMPARE(table.horizontalHeaderItem(1)->text(), QStringLiteral("CoLA, Accuracy, dev"));
        QCOMPARE(table.horizontalHeaderItem(2)->text(), QStringLiteral("CoLA, Loss, dev (nats)"));
        QStringList names;
        int marked = 0;
        for (int row = 0; row < table.rowCount(); ++row) {
            names << table.item(row, 0)->text();
            QVERIFY(table.item(row, 1)->text().contains(QStringLiteral(" ± ")));
            marked += table.item(row, 1)->text().endsWith(QLatin1Char('*')) ? 1 : 0;
        }
        QCOMPARE(names.filter(QStringLiteral(", baseline")).size(), 1);
        QVERIFY(marked > 0);
        const auto note = [&] { return shown.find<QLabel>("groupsNote").text(); };
        const QString tests = QStringLiteral("* differs from the baseline (Welch and paired t), p < ");
        QVERIFY2(note().contains(tests) && note().contains(QStringLiteral("after Holm over 6 tests.")),
                 qPrintable(note()));
        shown.find<QComboBox>("compareCorrection").setCurrentIndex(1);
        QVERIFY2(note().contains(tests) && note().contains(QStringLiteral("not corrected")), qPrintable(note()));
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02)))); // one group against the baseline
        QVERIFY(!all.isVisible() && shown.find<QTableView>("compareTable").isVisible());
    }

    void aRowOfTheTableChoosesThePairs()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02))));
        auto& table = shown.find<QTableView>("compareTable");
        table.selectRow(1);
        QCOMPARE(shown.find<PairedPlot>("comparePairs").lines(), std::size_t(3));
        table.selectRow(3); // a cost
        QCOMPARE(shown.find<PairedPlot>("comparePairs").lines(), std::size_t(3));
    }

    /// Beside their ends, as long as all have room.
    void seedsOfPairsAreWritten_data()
    {
        QTest::addColumn<int>("seeds");
        QTest::addColumn<bool>("areWritten");
        QTest::newRow("a few") << 3 << true;
        QTest::newRow("hundreds") << 300 << false;
    }

    void seedsOfPairsAreWritten()
    {
        QFETCH(int, seeds);
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(seeds, 0.02))));
        auto& pairs = shown.find<PairedPlot>("comparePairs");
        QCOMPARE(pairs.lines(), std::size_t(seeds));
        QTemporaryDir folder;
        QFile picture(folder.filePath(QStringLiteral("pairs.svg"))); // whose words are text
        QCOMPARE(support::savePicture(pairs, picture.fileName()), QString());
        QVERIFY(picture.open(QIODevice::ReadOnly));
        QTEST(QString::fromUtf8(picture.readAll()).contains(QLatin1String(">s2</text>")), "areWritten");
    }

    /// As Matthews is, where every model says the same of every row.
    void scoresThatAreAllZeroHaveAnAxisThatCanBeRead()
    {
        Shown shown(m_theme, m_dialogs);
        std::vector<support::ComparedRun> runs = support::twoGroups(3, 0.02);
        for (support::ComparedRun& run : runs)
            run.accuracy = 0;
        shown.page.setResult(result(support::sourceOf(runs)));
        auto& pairs = shown.find<PairedPlot>("comparePairs");
        pairs.resize(300, 260);
        pairs.grab();
        QCoreApplication::processEvents();
        const QVector<QString> labels = pairs.findChild<QCustomPlot*>()->yAxis->tickVectorLabels();
        QVERIFY(labels.size() >= 3);
        QCOMPARE(QSet<QString>(labels.begin(), labels.end()).size(), labels.size());
    }

    /// 0.61, 0.62 and 0.60 of LoRA, 0.632 and 0.640 of MoLEx: the third seed of MoLEx has failed.
    void barsAreTheTablesMeans()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(3, 0.02));
        source.runs[5].state = "failed";
        shown.page.setResult(result(source));
        const QAbstractItemModel& table = *shown.find<QTableView>("compareTable").model();
        QCOMPARE(table.index(0, ComparisonModel::Baseline).data().toString(), QStringLiteral("0.6150"));
        QCOMPARE(table.index(0, ComparisonModel::Value).data().toString(), QStringLiteral("0.6360"));
        const auto [baseline, value] = shown.find<PairedPlot>("comparePairs").bars();
        QVERIFY2(std::abs(baseline - 0.615) < 1e-12, qPrintable(QString::number(baseline)));
        QVERIFY2(std::abs(value - 0.636) < 1e-12, qPrintable(QString::number(value)));
    }

    /// Seed 1: 610 and 632 of 1,000 right, the first 50 by LoRA alone.
    void examplesAreTestedByMcNemarWithItsCounts()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::withRows(support::sourceOf(support::twoGroups(3, 0.02)))));
        QCOMPARE(shown.page.summary(), QStringLiteral("6 runs compared, 2 tests by seed, 3 by example"));
        auto& table = shown.find<QTableView>("compareTable");
        const QAbstractItemModel& model = *table.model();
        const auto found = model.match(model.index(0, ComparisonModel::Metric), Qt::DisplayRole,
                                       QStringLiteral("Accuracy, seed 1"), 1, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        const auto at = [&](int column) { return found.first().siblingAtColumn(column); };
        QCOMPARE(at(ComparisonModel::Test).data().toString(), QStringLiteral("McNemar"));
        QCOMPARE(at(ComparisonModel::Test).data(ComparisonModel::Note).toString(), QStringLiteral("n = 1,000"));
        const QString tip = at(ComparisonModel::Test).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("b = 50, c = 72: ")), qPrintable(tip));
        QVERIFY2(at(ComparisonModel::Effect).data().toString().startsWith(QStringLiteral("Cohen's g 0.09")),
                 qPrintable(at(ComparisonModel::Effect).data().toString()));
        for (const int column : {ComparisonModel::BootstrapP, ComparisonModel::RandomisationP}) {
            QVERIFY(!table.isColumnHidden(column));
            QVERIFY(at(column).data().toString().startsWith(QStringLiteral("0.")));
        }
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("table.md"));
        QVERIFY(written(path, [&] { shown.page.exportTable(storage::TableFormat::Markdown, path); })
                    .contains(QStringLiteral("McNemar n = 1,000, b = 50, c = 72")));
    }

    void runsThatStillTrainAreShownWithoutATest()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(2, 0.02));
        source.runs[1].state = "running";
        shown.page.setResult(result(source));
        QVERIFY(shown.find<QLabel>("compareLegend").text().contains(QStringLiteral("1 run, 1 more drawn")));
        for (engine::RunSummary& run : source.runs)
            run.state = "running";
        shown.page.setResult(result(source));
        QVERIFY(!shown.find<EmptyState>("compareEmpty").isVisible());
        QTRY_VERIFY(shown.find<GroupPlot>("compareCurves").drawnPoints() > 0);
        QCOMPARE(shown.find<QTableView>("compareTable").model()->rowCount(), 0);
        QVERIFY(shown.find<QTreeWidget>("compareConfigTree").topLevelItemCount() > 0);
        QVERIFY(shown.page.findChild<CompareWordsView*>()->text().contains(QStringLiteral("Nothing to test yet:")));
        for (storage::SeriesPoints& curve : source.curves)
            curve = {};
        shown.page.setResult(result(source));
        QVERIFY(shown.find<EmptyState>("compareEmpty").isVisible());
    }

    void aLongCurveIsDrawnByFewPointsAndZoomedByTheWheel()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(2, 0.02));
        constexpr std::int64_t count = 50000;
        for (storage::SeriesPoints& points : source.curves) {
            points = {"accuracy", {}, {}, {}};
            for (std::int64_t step = 1; step <= count; ++step) {
                points.steps.push_back(step);
                points.values.push_back(0.5 + 0.01 * double(step % 7));
                points.seconds.push_back(double(step));
            }
        }
        source.stepsPerEpoch.clear(); // steps are the axis
        shown.page.setResult(result(source));
        auto& plot = shown.find<GroupPlot>("compareCurves");
        QTRY_VERIFY(plot.drawnPoints() > 0);
        QVERIFY(plot.drawnPoints() < 30000);
        QCOMPARE(plot.xRange().second, double(count));
        const QPointF middle = QRectF(plot.rect()).center();
        QWidget* canvas = plot.childAt(middle.toPoint());
        QVERIFY(canvas != nullptr);
        QWheelEvent wheel(middle, canvas->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(canvas, &wheel);
        QVERIFY(plot.xRange().second - plot.xRange().first < 0.81 * double(count));
        QTest::mouseDClick(canvas, Qt::LeftButton, {}, middle.toPoint());
        QCOMPARE(plot.xRange().second, double(count));
    }

    void theTableIsTakenAway_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("part");
        QTest::newRow("CSV") << int(storage::TableFormat::Csv) << "\r\nseeds,dev_loss,dev,,,LoRA,MoLEx,0.";
        QTest::newRow("Markdown") << int(storage::TableFormat::Markdown) << "| Accuracy, dev";
        QTest::newRow("LaTeX") << int(storage::TableFormat::Latex) << "\\toprule";
    }

    void theTableIsTakenAway()
    {
        QFETCH(int, format);
        QFETCH(QString, part);
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02))));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("table"));
        const QString text = written(path, [&] { shown.page.exportTable(storage::TableFormat(format), path); });
        QVERIFY2(text.contains(part), qPrintable(text));
        QCOMPARE(text.contains(QStringLiteral("−0.0213 (−5.5 %)"))
                     || text.contains(QStringLiteral("$-$0.0213 ($-$5.5 \\%)")),
                 format != int(storage::TableFormat::Csv)); // one value a column for programs
        QSignalSpy troubled(&shown.page, &ComparePage::troubled);
        shown.page.exportTable(storage::TableFormat(format), folder.filePath(QStringLiteral("no/where")));
        QTRY_COMPARE(troubled.size(), 1);
        QVERIFY(troubled.first().first().toString().contains(QStringLiteral("no/where cannot be written")));
    }

    void allGroupsAreTakenAwayWithTheNamesOnThePage()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02))));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("groups"));
        const auto groups = [&](storage::TableFormat format) {
            return written(path, [&] { shown.page.exportGroups(format, path); });
        };
        const QString csv = groups(storage::TableFormat::Csv);
        QVERIFY2(csv.startsWith(QStringLiteral("group,baseline,\"CoLA, accuracy, dev: mean\",")), qPrintable(csv));
        QVERIFY2(csv.contains(QStringLiteral("\r\nLoRA,yes,")) && csv.contains(QStringLiteral("\r\nMoLEx,no,")),
                 qPrintable(csv));
        QVERIFY(groups(storage::TableFormat::Markdown).contains(QStringLiteral("| LoRA (baseline) | ")));
        const QString latex = groups(storage::TableFormat::Latex);
        QVERIFY2(latex.contains(QStringLiteral("MoLEx & 0.63")) && latex.contains(QStringLiteral("\\caption{")),
                 qPrintable(latex));
        QSignalSpy troubled(&shown.page, &ComparePage::troubled);
        shown.page.exportGroups(storage::TableFormat::Csv, folder.filePath(QStringLiteral("no/where")));
        QTRY_COMPARE(troubled.size(), 1);
        shown.page.showProblem(QStringLiteral("other runs")); // were chosen while the file was
        shown.page.exportGroups(storage::TableFormat::Csv, path);
        QVERIFY(troubled.last().first().toString().contains(QStringLiteral("nothing is compared any more")));
    }

    void bothThemesAndAnExportWork()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02))));
        m_theme.setChoice(Theme::Choice::Dark);
        QTest::qWait(50);
        m_theme.setChoice(Theme::Choice::Light);
        QTemporaryDir folder;
        for (const char* name : {"compareCurves", "comparePairs", "compareRouting"})
            for (const char* suffix : {"png", "svg", "pdf"}) {
                const QString file = folder.filePath(QStringLiteral("%1.%2").arg(QLatin1String(name), QLatin1String(suffix)));
                QCOMPARE(support::savePicture(shown.find<Plot>(name), file), QString());
                QVERIFY(QFileInfo(file).size() > 500);
            }
    }
};

MOLEX_GUI_TEST(tst_ComparePage)
#include "tst_ComparePage.moc"
