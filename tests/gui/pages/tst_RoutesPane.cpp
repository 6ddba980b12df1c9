#include "gui/pages/RoutesPane.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTreeView>
#include <QTreeWidget>

#include "engine/run/ConfigJson.h"
#include "gui/pages/RecordSlider.h"
#include "gui/plots/OffsetPlot.h"
#include "gui/plots/RoutesPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/RoutingViewTest.h"

using namespace gui;

/// Routes of rows: those of an evaluation, of layers and of experts.
class tst_RoutesPane : public support::RoutingViewTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }

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

    void twentyRoutesAreDrawnUntilOthersAreWanted()
    {
        feed(400);
        click("routesToolButton");
        engine::RowsEvaluated rows;
        rows.layers = 6;
        rows.positions = {0, 1};
        for (int row = 0; row < 25; ++row) { // of a route of its own each
            rows.labels.push_back(0);
            rows.predictions.push_back(0);
            rows.probability.push_back(0.9F);
            rows.routes.push_back(std::int16_t(row / 5));
            rows.routes.push_back(std::int16_t(row % 5));
        }
        m_view->routes().setRows(12, {400, "dev"}, rows);
        const RouteFlow& flow = find<RoutesPlot>("routesPlot").flow();
        QCOMPARE(flow.rows(), std::int64_t(25));
        QCOMPARE(find<QSpinBox>("commonestRoutesSpinBox").value(), 20);
        QCOMPARE(flow.routes().size(), std::size_t(20));
        find<QSpinBox>("commonestRoutesSpinBox").setValue(25);
        QCOMPARE(flow.routes().size(), std::size_t(25));
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
        find<QSlider>("recordMarkedSlider").setValue(0);
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
        find<QSlider>("recordMarkedSlider").setValue(1);
        m_model->apply({run.routingEvaluation(300)}, 1002);
        QCOMPARE(slider.record(), std::size_t(1));
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

MOLEX_GUI_TEST(tst_RoutesPane)
#include "tst_RoutesPane.moc"
