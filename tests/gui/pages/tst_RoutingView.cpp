#include "gui/pages/RoutingView.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTreeView>
#include <QTreeWidget>

#include "gui/app/AppSettings.h"
#include "gui/pages/HeatmapPane.h"
#include "gui/pages/RecordSlider.h"
#include "gui/pages/RivalRow.h"
#include "gui/pages/RoutesPane.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/OffsetPlot.h"
#include "gui/plots/RoutesPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/ViewTest.h"

using namespace gui;

class tst_RoutingView : public support::ViewTest<RoutingView> {
    Q_OBJECT

private:
    /// A record every 10 steps, an evaluation every 50.
    void feed(std::int64_t upTo, support::SyntheticOptions options = {400, 50, 6, 10, true, true, 4, 200})
    {
        ViewTest::feed(upTo, options);
    }

    static QWidget* canvasOf(QWidget& plot) { return plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front(); }

private Q_SLOTS:
    void init()
    {
        open({1004, 520});
    }

    void cleanup() { close(); }

    void theSlidersKeysMoveThroughTheRecords()
    {
        feed(400);
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        QSlider& bar = find<QSlider>("recordSlider");
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
        open({1004, 520});
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
        QCOMPARE(heatmap.picture().title, QStringLiteral("share, cola-molex-s3 less cola-fixed…ontrol-s3"));
        QCOMPARE(find<QLabel>("rivalLabel").text(), QStringLiteral("at step 160, its nearest to step 200"));
        find<QSlider>("recordSlider").setValue(6); // step 70: the other's nearest is at 80
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
        QCOMPARE(find<QSlider>("recordSlider").maximum(), 19);
        find<QSlider>("recordSlider").setValue(11); // step 120
        click("classToolButton");
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        QCOMPARE(find<QSlider>("recordSlider").maximum(), 3);
        QCOMPARE(slider.record(), std::size_t(1)); // the newest evaluation by then, at step 100
        QVERIFY(find<QLabel>("recordsLabel").text().startsWith(QStringLiteral("evaluation 2 of 4, split dev")));
        QComboBox& item = find<QComboBox>("routingItemComboBox");
        QCOMPARE(item.itemText(0), QStringLiteral("unacceptable"));
        QCOMPARE(item.itemText(3), QStringLiteral("acceptable less the others"));
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
        QCOMPARE(find<QSlider>("recordSlider").maximum(), 3);
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
        find<QSlider>("recordSlider").setValue(2);
        QCOMPARE(offsets.offsets().self, m_model->routing().share(2, 0, 0));
    }

    void aRouteIsChosenInTheTableAndInThePicture()
    {
        feed(400);
        click("routesToolButton");
        RoutesPlot& plot = find<RoutesPlot>("routesPlot");
        QTreeView& table = find<QTreeView>("routesTreeView");
        QVERIFY(plot.isVisible() && table.isVisible());
        QCOMPARE(table.model()->rowCount(), int(plot.flow().routes().size()));
        QCOMPARE(plot.flow().rows(), std::int64_t(200));
        const QRect second = table.visualRect(table.model()->index(1, 0));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, second.center());
        QCOMPARE(plot.selectedRoute(), std::optional(std::size_t(1)));
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(plot.selectedRoute(), std::optional(std::size_t(2)));
        const QPointF middle = plot.nodeRect(0, 0).center();
        const auto route = plot.routeAt(middle);
        QVERIFY(route.has_value());
        QTest::mouseClick(canvasOf(plot), Qt::LeftButton, {}, middle.toPoint());
        QCOMPARE(table.selectionModel()->selectedRows().front().row(), int(*route));
        find<QSpinBox>("commonestRoutesSpinBox").setValue(3);
        QCOMPARE(plot.flow().routes().size(), std::size_t(3));
        QCOMPARE(table.model()->rowCount(), 3);
    }

    void ofSeveralChoicesTheFirstIsSaidToBeDrawn()
    {
        feed(400);
        click("routesToolButton");
        const QLabel& note = find<QLabel>("routeChoicesLabel");
        QVERIFY(!note.isVisible());
        engine::RowsEvaluated rows;
        rows.labels = {0, 1};
        rows.predictions = {0, 0};
        rows.probability = {0.9F, 0.6F};
        rows.layers = 6;
        rows.positions = {0, 1};
        rows.choices = 2;
        rows.routes = {0, 1, 1, 2, 3, 4, 4, 5};
        m_view->routes().setRows(12, {400, "dev"}, rows);
        QCOMPARE(find<RoutesPlot>("routesPlot").flow().rows(), std::int64_t(2));
        QVERIFY(note.isVisible());
        QCOMPARE(note.text(), QStringLiteral("first choice of 2"));
    }

    void theRowsOfRoutesCanBeFiltered()
    {
        feed(400);
        click("routesToolButton");
        RoutesPlot& plot = find<RoutesPlot>("routesPlot");
        QComboBox& rows = find<QComboBox>("routeRowsComboBox");
        const std::int64_t all = plot.flow().rows();
        rows.setCurrentText(QStringLiteral("predicted wrong"));
        Q_EMIT rows.activated(rows.currentIndex());
        const std::int64_t wrong = plot.flow().rows();
        QVERIFY(wrong > 0 && wrong < all);
        QCOMPARE(*plot.flow().routes()[0].right, 0.0);
        rows.setCurrentText(QStringLiteral("predicted right"));
        Q_EMIT rows.activated(rows.currentIndex());
        QCOMPARE(plot.flow().rows(), all - wrong);
        rows.setCurrentText(QStringLiteral("label acceptable"));
        Q_EMIT rows.activated(rows.currentIndex());
        QVERIFY(plot.flow().rows() > all / 2 && plot.flow().rows() < all);
    }

    void besideTheRoutesStandOffsetsAndLayers()
    {
        feed(400);
        click("routesToolButton");
        QVERIFY(find<QLabel>("offsetsNoteLabel").text().startsWith(QStringLiteral("self ")));
        QTreeWidget& layers = find<QTreeWidget>("layerUseTreeWidget");
        QCOMPARE(layers.topLevelItemCount(), 6);
        QVERIFY(find<QLabel>("layersNoteLabel").text().contains(QStringLiteral("of 6 dead")));
        find<QSlider>("recordSlider").setValue(0);
        QVERIFY(find<QLabel>("recordsLabel").text().startsWith(QStringLiteral("evaluation 1 of 8")));
    }

    void newEvaluationsAreFollowedUntilTheSliderIsMoved()
    {
        feed(200);
        click("routesToolButton");
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        support::SyntheticRun run({400, 50, 6, 10, true, true, 4, 200});
        m_model->apply({run.routingEvaluation(250)}, 1001);
        QCOMPARE(slider.record(), std::size_t(4));
        find<QSlider>("recordSlider").setValue(1);
        m_model->apply({run.routingEvaluation(300)}, 1002);
        QCOMPARE(slider.record(), std::size_t(1));
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
        find<QSlider>("recordSlider").setValue(0); // fewer warnings: the plots beside them stay where they are
        QCoreApplication::processEvents();
        QCOMPARE(area.height(), height);
    }

    void expertsHaveRoutesAndCellsOfTheirOwn()
    {
        engine::RunConfig config;
        config.routing = engine::NoRoutingConfig{};
        config.method = engine::SparseUpcyclingConfig{};
        SavedRun saved;
        saved.record.state = storage::RunState::Finished;
        saved.record.configJson = engine::toJson(config).dump();
        support::SyntheticRun run({400, 50, 6, 10, true, true, 4, 200});
        for (std::int64_t step = 10; step <= 100; step += 10)
            saved.routing.push_back(run.snapshot(step));
        m_model->load(saved);
        QCoreApplication::processEvents();
        QVERIFY(find<RoutingHeatmap>("routingHeatmap").picture().countsExperts);
        QVERIFY(!find<QAbstractButton>("routesToolButton").isEnabled());
        QVERIFY(find<QAbstractButton>("routesToolButton").toolTip().contains(QStringLiteral("has none yet")));
        QVERIFY(!find<QAbstractButton>("classToolButton").isEnabled());
        saved.routingEvaluations.push_back(run.routingEvaluation(50));
        saved.record.id = 12;
        m_model->load(saved);
        QCoreApplication::processEvents();
        QSignalSpy chosen(m_view.get(), &RoutingView::cellChosen);
        RoutingHeatmap& heatmap = find<RoutingHeatmap>("routingHeatmap");
        QTest::mouseClick(canvasOf(heatmap), Qt::LeftButton, {}, heatmap.cellRect(4, 2).center());
        QCOMPARE(chosen.count(), 1);
        const auto cell = chosen[0][0].value<RoutedCell>();
        QCOMPARE((QVariantList{cell.position, cell.layer}), (QVariantList{4, 2}));

        click("routesToolButton");
        const RouteFlow& flow = find<RoutesPlot>("routesPlot").flow();
        QVERIFY(flow.countsExperts());
        QCOMPARE(flow.rows(), std::int64_t(200)); // those at hand
        engine::RowsEvaluated rows;
        rows.labels = {0, 1};
        rows.predictions = {0, 0};
        rows.probability = {0.9F, 0.6F};
        m_view->routes().setRows(12, {50, "dev"}, rows); // of an older version, without experts
        QCOMPARE(flow.rows(), std::int64_t(200));
        rows.layers = 6;
        rows.positions = {1, 3};
        rows.routes = {0, 5, 0, 2};
        m_view->routes().setRows(12, {50, "dev"}, rows);
        QCOMPARE(flow.rows(), std::int64_t(2));
        QVERIFY2(find<QLabel>("routesNoteLabel").text().endsWith(QStringLiteral("layers 1 to 3")),
                 qPrintable(find<QLabel>("routesNoteLabel").text()));
        QVERIFY(!find<OffsetPlot>("offsetPlot").isVisible());
        QTreeWidget& experts = find<QTreeWidget>("layerUseTreeWidget");
        QCOMPARE(experts.topLevelItemCount(), 6);
        QCOMPARE(experts.headerItem()->text(0), QStringLiteral("Expert"));
        QCOMPARE(experts.accessibleName(), QStringLiteral("Experts by their use"));

        click("positionsToolButton");
        find<QAbstractButton>("classToolButton").click();
        QVERIFY(find<RoutingHeatmap>("routingHeatmap").picture().countsExperts);
        QCOMPARE(find<RoutingHeatmap>("routingHeatmap").picture().title, QStringLiteral("share of the class's tokens"));
    }
};

MOLEX_GUI_TEST(tst_RoutingView)
#include "tst_RoutingView.moc"
