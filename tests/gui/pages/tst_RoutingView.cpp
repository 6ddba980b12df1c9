#include "gui/pages/RoutingView.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QToolTip>

#include "gui/app/AppSettings.h"
#include "gui/app/SegmentBar.h"
#include "gui/pages/HeatmapPane.h"
#include "gui/pages/MarkedSlider.h"
#include "gui/pages/RecordSlider.h"
#include "gui/pages/RivalRow.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/OffsetPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/RoutingViewTest.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;

/// What is seen of records: the heatmap in its modes, the slider and the measures of a position.
class tst_RoutingView : public support::RoutingViewTest {
    Q_OBJECT

private:
    /// What is said of a cell under the mouse.
    static QString tipOver(const RoutingHeatmap& heatmap, std::size_t row, std::int64_t layer, QWidget* canvas)
    {
        const QPointF place = heatmap.cellRect(row, layer).center();
        QMouseEvent event(QEvent::MouseMove, place, canvas->mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                          Qt::NoModifier);
        QCoreApplication::sendEvent(canvas, &event);
        return QToolTip::text();
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }

    void theSlidersKeysMoveThroughTheRecords()
    {
        feed(400);
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        QSlider& bar = find<QSlider>("recordMarkedSlider");
        QCOMPARE(slider.record(), std::size_t(39));
        QTest::keyClick(&bar, Qt::Key_Left);
        QCOMPARE(slider.record(), std::size_t(38));
        QVERIFY(!find<QCheckBox>("followCheckBox").isChecked());
        QTest::keyClick(&bar, Qt::Key_Home);
        QCOMPARE(slider.record(), std::size_t(0));
        QTest::keyClick(&bar, Qt::Key_PageUp);
        QCOMPARE(slider.record(), std::size_t(1)); // a twentieth
        QTest::keyClick(&bar, Qt::Key_End);
        QCOMPARE(slider.record(), std::size_t(39));
        QTest::keyClick(&bar, Qt::Key_Space);
        QVERIFY(slider.isPlaying());
        QTest::keyClick(&bar, Qt::Key_Space);
        QVERIFY(!slider.isPlaying());
    }

    void evaluationsAreMarkedBelowTheSlider()
    {
        feed(400);
        MarkedSlider& bar = find<MarkedSlider>("recordMarkedSlider");
        const std::vector<std::int64_t>& steps = m_model->routingEvaluations().steps();
        const std::vector<int> places = bar.markPlaces();
        QVERIFY(steps.size() >= 4);
        QCOMPARE(places.size(), steps.size());
        const QImage seen = bar.grab().toImage();
        const int line = bar.rect().center().y() + 7;
        for (std::size_t mark = 0; mark + 1 < places.size(); ++mark) // the handle stands on the last
            QVERIFY(seen.pixelColor(places[mark], line) != seen.pixelColor(places[mark] + 3, line));
        for (const std::size_t mark : {std::size_t(0), std::size_t(2), places.size() - 1}) {
            QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(places[mark], bar.rect().center().y()));
            QCOMPARE(find<RecordSlider>("routingRecordSlider").record(), *m_model->routing().nearest(steps[mark]));
        }
        m_view->pages().choose(1); // routes: every record is an evaluation
        QVERIFY(bar.markPlaces().empty());
    }

    void theModeButtonsChangeThePicture()
    {
        feed(200);
        const RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        const RoutingGrid& grid = m_model->routing();
        QCOMPARE(heatmap.picture().value(3, 3), grid.share(19, 3, 3));
        click("probabilityToolButton");
        QCOMPARE(heatmap.picture().value(3, 3), grid.probability(19, 3, 3));
        click("changeToolButton");
        QCOMPARE(heatmap.picture().value(3, 3), grid.change(19, 3, 3));
        QVERIFY(heatmap.picture().scale == RoutingPicture::Scale::Difference);
        find<QAction>("automaticScaleAction").trigger();
        QVERIFY(heatmap.picture().largest != 0.6);
    }

    void coloursAndScaleAreRemembered()
    {
        const support::TemporaryFolder folder;
        AppSettings settings(QString::fromStdString((folder.path() / "settings.ini").string()));
        m_view->heatmap().remember(settings);
        QVERIFY(!find<QAction>("cividisAction").isChecked());
        find<QAction>("cividisAction").trigger();
        find<QAction>("automaticScaleAction").trigger();
        begin();
        feed(200);
        click("changeToolButton");
        const RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        QVERIFY(heatmap.map() == storage::SequentialMap::Viridis);
        QCOMPARE(heatmap.picture().largest, 0.6);
        m_view->heatmap().remember(settings);
        QVERIFY(find<QAction>("cividisAction").isChecked() && find<QAction>("automaticScaleAction").isChecked());
        QVERIFY(heatmap.map() == storage::SequentialMap::Cividis);
        QVERIFY(heatmap.picture().largest != 0.6);
    }

    void againstAnotherRunSharesAreDifferences()
    {
        feed(200);
        RivalRow& row = find<RivalRow>("rivalRow");
        QList<qint64> wanted;
        RoutingShape shape;
        connect(&row, &RivalRow::rivalsWanted, this, [&](qint64 run, const RoutingShape& asked) {
            shape = asked;
            row.setRivals(run, {{7, QStringLiteral("cola-fixed-random-control-s3")}, {5, QStringLiteral("other")}});
        });
        connect(&row, &RivalRow::rivalWanted, this, [&](qint64, qint64 rival) { wanted << rival; });
        QVERIFY(!row.isVisible());
        click("againstToolButton");
        QVERIFY(row.isVisible());
        QCOMPARE(shape, (RoutingShape{6, {0, 1, 2, 3, 4, 5}, false}));
        QCOMPARE(wanted, QList<qint64>{7});
        const RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        QVERIFY(heatmap.picture().isEmpty()); // not read yet
        auto rival = std::make_shared<RoutingRival>();
        rival->run = {7, QStringLiteral("cola-fixed-random-control-s3")};
        support::SyntheticRun other({400, 50, 6, 40, true, true, 9, 200});
        for (std::int64_t step = 40; step <= 160; step += 40)
            rival->grid.append(other.snapshot(step));
        row.setRival(12, rival);
        const RoutingGrid& grid = m_model->routing();
        QCOMPARE(heatmap.picture().value(3, 3), grid.share(19, 3, 3) - rival->grid.share(3, 3, 3));
        QVERIFY(heatmap.picture().scale == RoutingPicture::Scale::Difference);
        QCOMPARE(heatmap.picture().title, QStringLiteral("share, cola-molex-s3 minus cola-fixed…ontrol-s3"));
        const QLabel& steps = find<QLabel>("rivalLabel");
        const QWidget& warning = find<QWidget>("rivalWarning");
        QCOMPARE(steps.text(), QStringLiteral("at step 160, its nearest to step 200"));
        QVERIFY(warning.isVisible());
        QCOMPARE(steps.palette().color(QPalette::WindowText), m_theme->ink(Ink::Warning));
        m_theme->setChoice(Theme::Choice::Dark);
        QCOMPARE(steps.palette().color(QPalette::WindowText), m_theme->ink(Ink::Warning));
        find<QSlider>("recordMarkedSlider").setValue(15); // step 160, as the other's
        QCOMPARE(steps.text(), QStringLiteral("at step 160"));
        QVERIFY(!warning.isVisible());
        QCOMPARE(steps.palette().color(QPalette::WindowText), m_theme->ink(Ink::Secondary));
        find<QSlider>("recordMarkedSlider").setValue(6); // step 70: the other's nearest is at 80
        QCOMPARE(heatmap.picture().value(2, 1), grid.share(6, 2, 1) - rival->grid.share(1, 2, 1));
        find<QComboBox>("rivalComboBox").setCurrentIndex(1);
        Q_EMIT find<QComboBox>("rivalComboBox").activated(1);
        QCOMPARE(wanted.last(), 5);
        row.setRival(12, rival); // of the one before: too late
        QVERIFY(heatmap.picture().isEmpty());
        row.setProblem(12, QStringLiteral("a block is damaged"));
        QVERIFY(find<QLabel>("rivalLabel").text().contains(QStringLiteral("a block is damaged")));
        click("shareToolButton");
        QVERIFY(!row.isVisible());
        QCOMPARE(heatmap.picture().value(3, 3), grid.share(6, 3, 3));
    }

    /// It is seen to be cut, and which of two names it is, and the tip has all of it.
    void aLongNameOfTheOtherRunIsElidedInItsMiddle()
    {
        feed(200);
        const QString name(80, QLatin1Char('a'));
        RivalRow& row = find<RivalRow>("rivalRow");
        connect(&row, &RivalRow::rivalsWanted, this, [&](qint64 run) {
            row.setRivals(run, {{7, name + QLatin1Char('1')}});
        });
        click("againstToolButton");
        auto& runs = find<QComboBox>("rivalComboBox");
        QVERIFY(runs.width() < runs.fontMetrics().horizontalAdvance(name));
        QVERIFY(runs.toolTip().startsWith(name + QStringLiteral("1\n")));
        const QImage first = runs.grab().toImage();
        runs.setItemText(0, name + QLatin1Char('2'));
        QVERIFY(runs.grab().toImage() != first);
    }

    void withoutARunOfTheSameShapeItSaysSo()
    {
        feed(200);
        RivalRow& row = find<RivalRow>("rivalRow");
        connect(&row, &RivalRow::rivalsWanted, this, [&](qint64 run) { row.setRivals(run, {}); });
        click("againstToolButton");
        QVERIFY(find<QLabel>("rivalLabel").text().startsWith(QStringLiteral("No other run")));
        QVERIFY(!find<QComboBox>("rivalComboBox").isEnabled());
        feed(100); // another model: asked anew
        QVERIFY(find<QLabel>("rivalLabel").text().startsWith(QStringLiteral("No other run")));
    }

    void theMeanOfARangeOfStepsIsShown()
    {
        feed(200);
        const RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        find<QSpinBox>("averageSpinBox").setValue(50);
        QCOMPARE(heatmap.picture().value(2, 2), m_model->routing().share(15, 19, 2, 2));
        QVERIFY(heatmap.picture().value(2, 2) != m_model->routing().share(19, 2, 2));
        click("classToolButton");
        QVERIFY(!find<QSpinBox>("averageSpinBox").isEnabled());
        click("shareToolButton");
        QVERIFY(find<QSpinBox>("averageSpinBox").isEnabled());
    }

    void classesAndExamplesAreOfEvaluations()
    {
        feed(200);
        QCOMPARE(find<QSlider>("recordMarkedSlider").maximum(), 19);
        find<QSlider>("recordMarkedSlider").setValue(11); // step 120
        click("classToolButton");
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        QCOMPARE(find<QSlider>("recordMarkedSlider").maximum(), 3);
        QCOMPARE(slider.record(), std::size_t(1)); // the newest evaluation by then, at step 100
        QVERIFY(find<QLabel>("recordsLabel").text().startsWith(QStringLiteral("evaluation 2 of 4, split dev")));
        QComboBox& item = find<QComboBox>("routingItemComboBox");
        QCOMPARE(item.itemText(0), QStringLiteral("unacceptable"));
        QCOMPARE(item.itemText(3), QStringLiteral("acceptable minus the others"));
        QCOMPARE(find<QLabel>("routingItemLabel").text(), QStringLiteral("322 of 1,043 dev rows"));
        const RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        const auto& evaluated = m_model->routingEvaluations()[1];
        QCOMPARE(heatmap.picture().value(0, 0), double(evaluated.counts[0]) / 322);
        click("exampleToolButton");
        QCOMPARE(item.count(), 200);
        item.setCurrentIndex(7);
        Q_EMIT item.activated(7);
        QCOMPARE(heatmap.picture().chosen, evaluated.examples[7].route);
        click("shareToolButton");
        QCOMPARE(slider.record(), std::size_t(9)); // step 100 again
        QVERIFY(!item.isVisible());
    }

    void beforeTheFirstEvaluationThereAreNoClassesAndNoRoutes()
    {
        feed(40);
        for (const char* button : {"classToolButton", "exampleToolButton", "routesToolButton"}) {
            QVERIFY(!find<QAbstractButton>(button).isEnabled());
            QVERIFY(find<QAbstractButton>(button).toolTip().contains(QStringLiteral("at evaluations")));
        }
        support::SyntheticRun run({400, 50, 6, 10, true, true, 4, 200});
        m_model->apply({run.routingEvaluation(50)}, 1001);
        for (const char* button : {"classToolButton", "exampleToolButton", "routesToolButton"})
            QVERIFY(find<QAbstractButton>(button).isEnabled());
    }

    void aModeThatTheNextRunLacksFallsBackToShares()
    {
        feed(200);
        click("routesToolButton");
        click("positionsToolButton");
        click("exampleToolButton");
        feed(40);
        QVERIFY(find<QAbstractButton>("shareToolButton").isChecked());
        QCOMPARE(find<QSlider>("recordMarkedSlider").maximum(), 3);
        feed(200);
        click("routesToolButton");
        feed(40);
        QVERIFY(find<QAbstractButton>("positionsToolButton").isChecked());
        QVERIFY(find<RoutingHeatmap>("routingHeatmap").isVisible());
    }

    void aClickOnACellSaysPositionAndLayer()
    {
        feed(200);
        RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        QSignalSpy chosen(m_view.get(), &RoutingView::cellChosen);
        QTest::mouseClick(canvasOf(heatmap), Qt::LeftButton, {}, heatmap.cellRect(4, 2).center());
        QCOMPARE(chosen.count(), 1);
        const auto cell = chosen[0][0].value<RoutedCell>();
        QCOMPARE((QVariantList{cell.position, cell.layer}), (QVariantList{4, 2}));
        QCOMPARE(cell.step, std::int64_t(200));
        QVERIFY(!cell.label);
        QCOMPARE(find<QComboBox>("positionComboBox").currentIndex(), 4);
    }

    /// Of the record that the slider stands at, not of another.
    void theMouseOnACellSaysItsNumbers()
    {
        feed(200);
        RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        const RoutingGrid& grid = m_model->routing();
        QStringList said;
        for (const std::size_t record : {std::size_t(19), std::size_t(2)}) {
            find<QSlider>("recordMarkedSlider").setValue(int(record));
            QCoreApplication::processEvents();
            said << tipOver(heatmap, 4, 2, canvasOf(heatmap));
            QVERIFY2(said.last().startsWith(QStringLiteral("Position 4 chose layer 2\n")), qPrintable(said.last()));
            const QString count = QString::number(grid.count(record, record, 4, 2));
            QVERIFY2(said.last().contains(QStringLiteral(", %1 of 320 ").arg(count)), qPrintable(said.last()));
            const QString probability = QString::number(grid.probability(record, 4, 2), 'f', 3);
            QVERIFY2(said.last().contains(QStringLiteral("mean gate probability ") + probability),
                     qPrintable(said.last()));
        }
        QVERIFY(said.first() != said.last());
        QToolTip::hideText();
    }

    void theMouseOnACellOfSeveralRecordsSaysTheMeanThatIsDrawn()
    {
        feed(200);
        find<QSpinBox>("averageSpinBox").setValue(50);
        click("probabilityToolButton");
        QCoreApplication::processEvents();
        RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        const RoutingGrid& grid = m_model->routing();
        const QString said = tipOver(heatmap, 4, 4, canvasOf(heatmap));
        QToolTip::hideText();
        const QString drawn = QString::number(heatmap.picture().value(4, 4), 'f', 3);
        QVERIFY(drawn != QString::number(grid.probability(19, 4, 4), 'f', 3));
        QVERIFY2(said.contains(QStringLiteral("in the 5 records up to step 200\nmean gate probability ") + drawn),
                 qPrintable(said));
        double sum = 0;
        for (std::size_t record = 15; record <= 19; ++record)
            sum += grid.entropy(4).value(record);
        QCOMPARE(heatmap.picture().entropy[4], sum / 5);
        QVERIFY(heatmap.picture().entropy[4] != grid.entropy(4).value(19));
    }

    void theMeasuresOfAPositionCanBeChosen()
    {
        feed(200);
        QComboBox& choice = find<QComboBox>("secondMeasureComboBox");
        CurvePlot& curves = find<CurvePlot>("secondMeasureCurvePlot");
        QVERIFY(curves.readOut().contains(QStringLiteral("balance")));
        choice.setCurrentText(QStringLiteral("Mixing weight"));
        QVERIFY(curves.readOut().contains(QStringLiteral("own layer 0.8")));
        choice.setCurrentText(QStringLiteral("Margin"));
        QCOMPARE(curves.accessibleName(), QStringLiteral("Margin"));
        choice.setCurrentText(QStringLiteral("Offsets"));
        QVERIFY(!curves.isVisible());
        const OffsetPlot& offsets = find<OffsetPlot>("secondMeasureOffsetPlot");
        QVERIFY(offsets.isVisible());
        QCOMPARE(offsets.offsets().self, m_model->routing().share(19, 0, 0));
        find<QSlider>("recordMarkedSlider").setValue(2);
        QCOMPARE(offsets.offsets().self, m_model->routing().share(2, 0, 0));
    }

    void theEntropyIsDrawnFromZeroBeyondThatOfUniformChoice()
    {
        feed(40); // while the gates are undecided, so that the curves alone would begin far above zero
        QCoreApplication::processEvents();
        const std::pair<double, double> range = find<CurvePlot>("firstMeasureCurvePlot").yRange();
        QCOMPARE(range.first, 0.0);
        QVERIFY(range.second > m_model->routing().uniformEntropy());
        const auto words = find<CurvePlot>("firstMeasureCurvePlot").words();
        QVERIFY(!words.empty() && words.front().first == QStringLiteral("uniform, 1.79"));
    }

    void warningsThatCameWhileHiddenHaveRoom()
    {
        m_view->hide();
        feed(400, {400, 50, 12, 10, false, true, 4});
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QCoreApplication::processEvents();
        const QLabel& first = find<QLabel>("warning0Label");
        QVERIFY(first.text().contains(QStringLiteral("The gate gets no gradient from the task")));
        const QWidget& area = find<QWidget>("warningScrollArea");
        QTRY_VERIFY(area.height() >= first.height() + find<QLabel>("warning1Label").height());
        const int height = area.height();
        find<QSlider>("recordMarkedSlider").setValue(0); // fewer warnings: the plots beside them stay where they are
        QCoreApplication::processEvents();
        QCOMPARE(area.height(), height);
    }
};

MOLEX_GUI_TEST(tst_RoutingView)
#include "tst_RoutingView.moc"
