#include "gui/plots/RoutesPlot.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include "gui/plots/OffsetPlot.h"
#include "gui/plots/ShareStack.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SavedPicture.h"

using namespace gui;

class tst_RoutesPlot : public QObject {
    Q_OBJECT

private:
    /// 5 rows by 0 1 2, 3 by 2 1 0, 2 by routes of their own; the two commonest are shown.
    static RouteFlow flow()
    {
        RouteRows rows;
        rows.layers = 12;
        rows.positions = {0, 1, 2};
        for (int row = 0; row < 5; ++row)
            rows.add({0, 1, 2}, row != 0);
        for (int row = 0; row < 3; ++row)
            rows.add({2, 1, 0}, 1);
        rows.add({3, 3, 3}, 1);
        rows.add({4, 4, 4}, 1);
        return RouteFlow(rows, 2);
    }

    static void display(QWidget& plot)
    {
        plot.resize(600, 400);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
    }

    static RouteFlow flowOfExperts()
    {
        RouteRows rows;
        rows.layers = 4;
        rows.positions = {1, 3};
        rows.countsExperts = true;
        rows.add({2, 0}, 1);
        return RouteFlow(rows, 2);
    }

    static QWidget* canvasOf(QWidget& plot) { return plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front(); }

private Q_SLOTS:
    void expertsAreNamedInPlaceOfLayers()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        RoutesPlot plot(theme, dialogs);
        plot.setFlow(flowOfExperts());
        display(plot);
        const QString text = plot.textAt(plot.nodeRect(1, 0).center());
        QVERIFY2(text.startsWith(QStringLiteral("Layer 3, expert 0\n")), qPrintable(text));
        QVERIFY(plot.accessibleName().contains(QStringLiteral("experts")));
        plot.setFlow(flow());
        QVERIFY(!plot.accessibleName().contains(QStringLiteral("experts")));
    }

    void heightsAreSharesAndNothingIsLeftOut()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        RoutesPlot plot(theme, dialogs);
        plot.setFlow(flow());
        display(plot);
        const QRectF first = plot.nodeRect(0, 0);
        const QRectF second = plot.nodeRect(0, 1);
        QVERIFY(std::abs(first.height() / second.height() - 5.0 / 3) < 1e-9);
        QVERIFY(std::abs(plot.otherRect(0).height() / first.height() - 0.4) < 1e-9);
        QVERIFY(second.top() > first.bottom());
        QVERIFY(plot.otherRect(0).top() > second.bottom());
        for (std::size_t column = 0; column < 3; ++column)
            QVERIFY(QRectF(plot.rect()).contains(plot.otherRect(column)));
        const QImage image = plot.grab().toImage();
        QCOMPARE(image.pixelColor(first.center().toPoint()), toQColor(storage::layerColor(0, 12)));
        QCOMPARE(image.pixelColor(plot.otherRect(0).center().toPoint()), lightColours().plotAxis);
    }

    void wordsOfTheOtherRoutesLieOnNoNode_data()
    {
        QTest::addColumn<int>("positions");
        QTest::newRow("between two columns") << 3;
        QTest::newRow("below the band") << 12;
    }

    void wordsOfTheOtherRoutesLieOnNoNode()
    {
        QFETCH(int, positions);
        RouteRows rows;
        rows.layers = 12;
        for (std::int64_t position = 0; position < positions; ++position)
            rows.positions.push_back(position);
        const auto add = [&](std::int64_t layer, std::int64_t last) {
            std::vector<std::int64_t> route(std::size_t(positions), layer);
            route.back() = last; // so that the last column has most nodes, and the others room below them
            rows.add(route, 1);
        };
        for (std::int64_t row = 0; row < 10; ++row)
            add(0, row % 5);
        add(3, 3);
        add(4, 4);
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        RoutesPlot plot(theme, dialogs);
        plot.setFlow(RouteFlow(rows, 5));
        display(plot);
        QCOMPARE(plot.flow().otherRoutes(), std::size_t(2));
        QVERIFY(QRectF(plot.rect()).contains(plot.otherWordsRect()));
        for (std::size_t column = 0; column < std::size_t(positions); ++column) {
            QVERIFY(!plot.otherRect(column).intersects(plot.otherWordsRect()));
            for (std::size_t node = 0; node < plot.flow().columns()[column].size(); ++node)
                QVERIFY(!plot.nodeRect(column, node).intersects(plot.otherWordsRect()));
        }
    }

    void bandsThatWereWideAreNamedThoughTheyHaveGone()
    {
        engine::RoutingSnapshot snapshot;
        snapshot.step = 10;
        snapshot.layers = 12;
        snapshot.positions = {0};
        snapshot.counts = {0, 0, 0, 56, 0, 40, 0, 0, 0, 4, 0, 0};
        RoutingGrid grid;
        QVERIFY(grid.append(snapshot));
        snapshot.step = 20;
        snapshot.counts = {0, 0, 0, 4, 0, 0, 0, 92, 0, 4, 0, 0};
        QVERIFY(grid.append(snapshot));
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        ShareStack stack(theme, dialogs);
        stack.setGrid(&grid);
        display(stack);
        QCOMPARE(stack.namedLayers(), (std::vector<std::int64_t>{3, 5, 7})); // 9 never has a twentieth
    }

    void ofMoreNamesThanThereIsRoomForTheWidestBandsHaveTheirs()
    {
        engine::RoutingSnapshot snapshot;
        snapshot.step = 10;
        snapshot.layers = 16;
        snapshot.positions = {0};
        for (std::int64_t layer = 0; layer < 16; ++layer)
            snapshot.counts.push_back(60 + layer); // of 1,080
        RoutingGrid grid;
        QVERIFY(grid.append(snapshot));
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        ShareStack stack(theme, dialogs);
        stack.setGrid(&grid);
        display(stack);
        QCOMPARE(stack.namedLayers().size(), std::size_t(16));
        stack.resize(400, 140);
        stack.grab(); // drawn in this size
        const std::vector<std::int64_t> names = stack.namedLayers();
        QVERIFY(!names.empty() && names.size() < 16);
        QCOMPARE(names.front(), std::int64_t(16 - names.size()));
        QCOMPARE(names.back(), std::int64_t(15));
    }

    void theMouseSaysNodesRoutesAndTheRest()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        RoutesPlot plot(theme, dialogs);
        plot.setFlow(flow());
        plot.setUnits({QStringLiteral("dev row"), QStringLiteral("dev rows")});
        display(plot);
        QCOMPARE(plot.textAt(plot.nodeRect(2, 1).center()),
                 QStringLiteral("Position 2, layer 2\n50 % of the dev rows, along the routes shown"));
        QCOMPARE(plot.textAt(plot.otherRect(1).center()), QStringLiteral("2 other routes\n20 % of the dev rows"));
        const QPointF beside = plot.nodeRect(0, 0).center() + QPointF(plot.nodeRect(0, 0).width(), 0);
        QCOMPARE(plot.textAt(beside), QStringLiteral("Route 1: 0 1 2\n5 of 10 dev rows, 80 % of them right"));
        QCOMPARE(plot.textAt({1, 1}), QString());
        RouteRows rows;
        rows.layers = 12;
        rows.positions = {0, 1, 2};
        rows.add({0, 1, 2}, 1);
        rows.add({2, 1, 0}, 1);
        plot.setFlow(RouteFlow(rows, 1));
        QCoreApplication::processEvents();
        QCOMPARE(plot.textAt(plot.otherRect(1).center()), QStringLiteral("1 other route\n50 % of the dev rows"));
    }

    void aClickChoosesTheRouteAndItIsDrawnInTheAccent()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        RoutesPlot plot(theme, dialogs);
        plot.setFlow(flow());
        display(plot);
        QSignalSpy chosen(&plot, &RoutesPlot::routeChosen);
        const QPoint place = plot.nodeRect(0, 1).center().toPoint();
        QTest::mouseClick(canvasOf(plot), Qt::LeftButton, {}, place);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].value<std::size_t>(), std::size_t(1));
        QCOMPARE(plot.grab().toImage().pixelColor(place), toQColor(storage::layerColor(2, 12)));
        plot.setSelectedRoute(1);
        QCoreApplication::processEvents();
        QCOMPARE(plot.grab().toImage().pixelColor(place), lightColours().selection);
        plot.setFlow(RouteFlow()); // without that route
        QVERIFY(!plot.selectedRoute());
    }

    void manyPositionsAndOneStayInside()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        RoutesPlot plot(theme, dialogs);
        for (const std::int64_t positions : {1, 48}) {
            RouteRows rows;
            rows.layers = 48;
            for (std::int64_t position = 0; position < positions; ++position)
                rows.positions.push_back(position);
            for (std::int64_t row = 0; row < 30; ++row) {
                std::vector<std::int64_t> route;
                for (std::int64_t position = 0; position < positions; ++position)
                    route.push_back((row * (position + 1)) % 48);
                rows.add(route, -1);
            }
            plot.setFlow(RouteFlow(rows, 20));
            display(plot);
            plot.resize(400, 240);
            QCoreApplication::processEvents();
            const auto last = std::size_t(positions) - 1;
            QVERIFY(QRectF(plot.rect()).contains(plot.otherRect(last)));
            QVERIFY(plot.nodeRect(last, 0).width() >= 3);
            plot.grab();
        }
    }

    void anEmptyFlowIsDrawnAsNothingAndAPictureIsSaved()
    {
        Theme theme(*qApp, Theme::Choice::Dark);
        FileDialogs dialogs;
        RoutesPlot plot(theme, dialogs);
        display(plot);
        QCOMPARE(plot.textAt({100, 100}), QString());
        plot.setFlow(flow());
        QTemporaryDir folder;
        QCOMPARE(support::savePicture(plot, folder.filePath(QStringLiteral("routes.png"))), QString());
        QCOMPARE(QImage(folder.filePath(QStringLiteral("routes.png"))).pixelColor(1, 1), lightColours().base);
    }

    void offsetsAreBars()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        OffsetPlot plot(theme, dialogs);
        const RoutingOffsets offsets = offsetsOf({0, 2}, 3, {2, 2, 0, 1, 0, 5});
        QCOMPARE(OffsetPlot::words(offsets), QStringLiteral("self 70 %, mean 0.4; uniform would be 33 % and 1.0"));
        plot.setOffsets(offsets);
        display(plot);
        QVERIFY(plot.barRect(0).height() > 2 * plot.barRect(1).height());
        const QImage image = plot.grab().toImage();
        QCOMPARE(image.pixelColor(plot.barRect(0).bottomLeft().toPoint() + QPoint(4, -6)), runColour(0, false));
        plot.setOffsets({});
        QCoreApplication::processEvents();
        plot.grab();
    }

    void offsetsInAPanePushedTogetherAreDrawnToo()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        OffsetPlot plot(theme, dialogs);
        plot.setOffsets(offsetsOf({0, 2}, 3, {2, 2, 0, 1, 0, 5}));
        plot.resize(24, 60);
        plot.show();
        plot.grab();
        QCOMPARE(plot.width(), 24);
    }
};

MOLEX_GUI_TEST(tst_RoutesPlot)
#include "tst_RoutesPlot.moc"
