#include "gui/models/RouteFlow.h"

#include <cmath>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_RouteFlow : public QObject {
    Q_OBJECT

private:
    using Route = std::vector<std::int64_t>;

    /// Three positions, four layers.
    static RouteRows rows(const std::vector<std::pair<Route, int>>& routes)
    {
        RouteRows result;
        result.layers = 4;
        result.positions = {0, 1, 3};
        for (const auto& [route, count] : routes)
            for (int row = 0; row < count; ++row)
                result.add(route, -1);
        return result;
    }

private Q_SLOTS:
    void theCommonestComeFirstAndTheRestIsOne()
    {
        const RouteFlow flow(rows({{{0, 1, 2}, 2}, {{1, 1, 1}, 5}, {{0, 0, 0}, 1}, {{3, 2, 1}, 2}}), 2);
        QCOMPARE(flow.rows(), std::int64_t(10));
        QCOMPARE(flow.routes().size(), std::size_t(2));
        QCOMPARE(flow.routes()[0].layers, (Route{1, 1, 1}));
        QCOMPARE(flow.routes()[0].share, 0.5);
        QCOMPARE(flow.routes()[1].layers, (Route{0, 1, 2})); // of equals the one through shallower layers
        QCOMPARE(flow.otherRoutes(), std::size_t(2));
        QVERIFY(std::abs(flow.otherShare() - 0.3) < 1e-12);
        for (const auto& column : flow.columns()) {
            double share = flow.otherShare();
            for (const RouteFlow::Node& node : column)
                share += node.share;
            QVERIFY(std::abs(share - 1) < 1e-12);
        }
    }

    /// Two choices a position; the first counts.
    void allRowsOfAnEvaluationAreCounted()
    {
        engine::RowsEvaluated evaluated;
        evaluated.labels = {0, 1, 1};
        evaluated.predictions = {0, 0, 1};
        evaluated.probability = {0.9F, 0.8F, 0.7F};
        evaluated.layers = 4;
        evaluated.positions = {2, 3};
        evaluated.choices = 2;
        evaluated.routes = {0, 1, 2, 3, 1, 0, 3, 2, 0, 2, 2, 0};
        const RouteRows rows = routesOf(evaluated);
        QCOMPARE(rows.routes, (std::vector<std::int64_t>{0, 2, 1, 3, 0, 2}));
        QCOMPARE(rows.right, (std::vector<std::int8_t>{1, 0, 1}));
        QCOMPARE(RouteFlow(rows, 20).choices(), std::int64_t(2));
        QCOMPARE(routesOf(evaluated, {std::int64_t(1), std::nullopt}).rows(), std::size_t(2));
        QCOMPARE(routesOf(evaluated, {std::nullopt, false}).routes, (std::vector<std::int64_t>{1, 3}));
        evaluated.probability.clear(); // a regression has nothing to be right about
        QCOMPARE(routesOf(evaluated, {std::nullopt, false}).right, (std::vector<std::int8_t>{-1, -1, -1}));
    }

    void nodesAreLayersInOrderOfDepth()
    {
        const RouteFlow flow(rows({{{3, 0, 1}, 1}, {{1, 0, 1}, 2}, {{3, 2, 1}, 1}}), 9);
        const std::vector<RouteFlow::Node>& first = flow.columns()[0];
        QCOMPARE(first.size(), std::size_t(2));
        QCOMPARE(first[0].layer, std::int64_t(1));
        QCOMPARE(first[0].share, 0.5);
        QCOMPARE(first[1].layer, std::int64_t(3));
        QCOMPARE(first[1].top, 0.5);
        QCOMPARE(flow.columns()[2].size(), std::size_t(1));
        QCOMPARE(flow.otherRoutes(), std::size_t(0));
        QCOMPARE(flow.otherShare(), 0.0);
    }

    void bandsCarryAllRowsFromNodeToNode()
    {
        const RouteFlow flow(rows({{{0, 1, 0}, 3}, {{0, 1, 3}, 2}, {{2, 1, 3}, 4}, {{2, 0, 0}, 1}}), 9);
        QCOMPARE(flow.bands().size(), std::size_t(2));
        for (std::size_t column = 0; column < flow.bands().size(); ++column) {
            std::vector<double> leaving(flow.columns()[column].size());
            std::vector<double> arriving(flow.columns()[column + 1].size());
            for (const RouteFlow::Band& band : flow.bands()[column]) {
                leaving[band.from] += band.share;
                arriving[band.to] += band.share;
                const RouteFlow::Node& from = flow.columns()[column][band.from];
                const RouteFlow::Node& to = flow.columns()[column + 1][band.to];
                QVERIFY(band.fromTop >= from.top - 1e-12 && band.fromTop + band.share <= from.top + from.share + 1e-12);
                QVERIFY(band.toTop >= to.top - 1e-12 && band.toTop + band.share <= to.top + to.share + 1e-12);
            }
            for (std::size_t node = 0; node < leaving.size(); ++node)
                QVERIFY(std::abs(leaving[node] - flow.columns()[column][node].share) < 1e-12);
            for (std::size_t node = 0; node < arriving.size(); ++node)
                QVERIFY(std::abs(arriving[node] - flow.columns()[column + 1][node].share) < 1e-12);
        }
    }

    void routesOfOneWayThatLieTogetherAreOneBand()
    {
        const RouteFlow flow(rows({{{0, 1, 0}, 3}, {{0, 1, 3}, 2}}), 9);
        QCOMPARE(flow.bands()[0].size(), std::size_t(1));
        QCOMPARE(flow.bands()[0][0].share, 1.0);
        QCOMPARE(flow.bands()[1].size(), std::size_t(2));
    }

    void aRouteIsFoundInEveryColumn()
    {
        const RouteFlow flow(rows({{{0, 1, 0}, 3}, {{0, 2, 3}, 2}, {{1, 2, 0}, 5}}), 9);
        for (std::size_t route = 0; route < flow.routes().size(); ++route)
            for (std::size_t column = 0; column < 3; ++column) {
                const RouteFlow::Place place = flow.place(route, column);
                const RouteFlow::Node& node = flow.columns()[column][place.node];
                QCOMPARE(node.layer, flow.routes()[route].layers[column]);
                QVERIFY(place.top >= node.top - 1e-12);
                QVERIFY(place.top + flow.routes()[route].share <= node.top + node.share + 1e-12);
            }
    }

    void rightIsCountedWhereSomethingCanBeRight()
    {
        RouteRows some = rows({});
        some.add({0, 0, 0}, 1);
        some.add({0, 0, 0}, 0);
        some.add({0, 0, 0}, 1);
        some.add({1, 1, 1}, -1);
        const RouteFlow flow(some, 9);
        QCOMPARE(*flow.routes()[0].right, 2.0 / 3);
        QVERIFY(!flow.routes()[1].right);
    }

    void anEvaluationsRowsCanBeFiltered()
    {
        engine::RoutingEvaluated evaluated;
        evaluated.layers = 4;
        evaluated.positions = {0, 1};
        evaluated.rows = {1, 2};
        evaluated.choices = 2;
        evaluated.examples = {{0, 0, 1, {3, 0, 2, 1}, {}}, {1, 1, 1, {1, 0, 2, 1}, {}}, {2, 1, 0, {1, 0, 3, 1}, {}}};
        const RouteRows all = routesOf(evaluated);
        QCOMPARE(all.routes, (Route{3, 2, 1, 2, 1, 3})); // the first of two choices
        QCOMPARE(all.right, (std::vector<std::int8_t>{0, 1, 0}));
        QCOMPARE(routesOf(evaluated, {1, std::nullopt}).rows(), std::size_t(2));
        QCOMPARE(routesOf(evaluated, {std::nullopt, false}).routes, (Route{3, 2, 1, 3}));
        evaluated.rows = {3}; // a task without classes: nothing to filter by, nothing to be right about
        QCOMPARE(routesOf(evaluated, {1, true}).right, (std::vector<std::int8_t>{-1, -1, -1}));
    }

    void nothingGivesNothing()
    {
        QCOMPARE(RouteFlow().columns().size(), std::size_t(0));
        const RouteFlow empty(rows({}), 20);
        QCOMPARE(empty.rows(), std::int64_t(0));
        QCOMPARE(empty.routes().size(), std::size_t(0));
        RouteRows single;
        single.layers = 4;
        single.positions = {2};
        single.add({3}, 1);
        QCOMPARE(RouteFlow(single, 20).columns()[0][0].share, 1.0);
    }
};

MOLEX_TEST(tst_RouteFlow)
#include "tst_RouteFlow.moc"
