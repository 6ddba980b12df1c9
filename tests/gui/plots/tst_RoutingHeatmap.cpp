#include "gui/plots/RoutingHeatmap.h"

#include <algorithm>
#include <cmath>

#include <QFile>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolTip>

#include "gui/app/Format.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/ShareStack.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SavedPicture.h"
#include "tests/support/SyntheticRun.h"

using namespace gui;

class tst_RoutingHeatmap : public QObject {
    Q_OBJECT

private:
    static RoutingGrid synthetic(std::int64_t records, std::int64_t layers)
    {
        support::SyntheticRun run({records * 10, 100, layers, 10, true, true, 1});
        RoutingGrid grid;
        for (std::int64_t record = 1; record <= records; ++record)
            grid.append(run.snapshot(record * 10));
        return grid;
    }

    static RoutingPicture record(const RoutingGrid& grid, std::size_t index,
                                 RoutingChoice::Kind kind = RoutingChoice::Kind::Share)
    {
        RoutingChoice choice;
        choice.kind = kind;
        choice.first = choice.last = index;
        return pictureOf(grid, choice);
    }

    static void display(QWidget& plot)
    {
        plot.resize(560, 440);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
    }

    /// As the contrast of text on its ground is measured: 1 for equal colours.
    static double contrast(const QColor& a, const QColor& b)
    {
        const auto linear = [](double part) {
            return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        const auto luminance = [&](const QColor& colour) {
            return 0.2126 * linear(double(colour.redF())) + 0.7152 * linear(double(colour.greenF()))
                + 0.0722 * linear(double(colour.blueF()));
        };
        const auto [low, high] = std::minmax({luminance(a), luminance(b)});
        return (high + 0.05) / (low + 0.05);
    }

    static QWidget* canvasOf(QWidget& plot) { return plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front(); }

private Q_SLOTS:
    void everyCellHasTheColourOfItsShare()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(3, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 2));
        display(plot);
        const QImage image = plot.grab().toImage();
        for (std::size_t row = 2; row < 12; ++row) { // the frame of the selected first row reaches into the second
            for (std::int64_t layer = 1; layer < 11; ++layer) {
                const QRect cell = plot.cellRect(row, layer);
                QCOMPARE(cell.width(), cell.height());
                QCOMPARE(image.pixelColor(cell.topLeft() + QPoint(1, 1)),
                         toQColor(storage::sequentialColor(grid.share(2, row, layer))));
            }
        }
    }

    void changeIsCentredOnNoChange()
    {
        Theme theme(*qApp, Theme::Choice::Dark);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(3, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0, RoutingChoice::Kind::Change));
        display(plot);
        const QRect cell = plot.cellRect(4, 3);
        QCOMPARE(plot.grab().toImage().pixelColor(cell.topLeft() + QPoint(1, 1)), toQColor(storage::divergingColor(0, true)));
    }

    void cellsStaySquareAndInsideAtAnySize()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 24);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0));
        display(plot);
        for (const QSize size : {QSize(400, 800), QSize(900, 300), QSize(1400, 1000)}) {
            plot.resize(size);
            QCoreApplication::processEvents();
            const QRect last = plot.cellRect(23, 23);
            QCOMPARE(last.width(), last.height());
            QVERIFY(plot.rect().contains(last));
        }
    }

    void numbersOfSmallCellsDoNotRunTogether()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0));
        display(plot);
        const QCPAxis& axis = *plot.findChild<QCustomPlot*>()->xAxis;
        QCOMPARE(axis.tickVectorLabels().count(QString()), 0);
        plot.resize(260, 220);
        QCoreApplication::processEvents();
        const QVector<QString> labels = axis.tickVectorLabels();
        QCOMPARE(labels.size(), 12); // a tick at every layer
        QCOMPARE(labels.front(), QStringLiteral("0"));
        const auto next = std::find_if(labels.begin() + 1, labels.end(), [](const QString& label) { return !label.isEmpty(); });
        QVERIFY(next != labels.end());
        const int wide = QFontMetrics(axis.tickLabelFont()).horizontalAdvance(QStringLiteral("11"));
        QVERIFY(wide > plot.cellRect(0, 0).width()); // or there would be nothing to leave out
        QVERIFY(wide < (next - labels.begin()) * plot.cellRect(0, 0).width());
    }

    void aClickAndTheArrowsChooseARow()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0));
        display(plot);
        QSignalSpy chosen(&plot, &RoutingHeatmap::rowChosen);
        QTest::mouseClick(canvasOf(plot), Qt::LeftButton, {}, plot.cellRect(7, 4).center());
        QCOMPARE(plot.selectedRow(), std::size_t(7));
        QTest::keyClick(&plot, Qt::Key_Down);
        QTest::keyClick(&plot, Qt::Key_Up);
        QTest::keyClick(&plot, Qt::Key_Up);
        QCOMPARE(plot.selectedRow(), std::size_t(6));
        QCOMPARE(chosen.count(), 4);
        plot.setSelectedRow(0);
        QTest::keyClick(&plot, Qt::Key_Up);
        QCOMPARE(plot.selectedRow(), std::size_t(0));
    }

    void aClickAndEnterChooseACell()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0));
        display(plot);
        QSignalSpy chosen(&plot, &RoutingHeatmap::cellChosen);
        QTest::mouseClick(canvasOf(plot), Qt::LeftButton, {}, plot.cellRect(7, 4).center());
        QCOMPARE(chosen.takeFirst(), (QVariantList{QVariant::fromValue(std::size_t(7)), qint64(4)}));
        QTest::keyClick(&plot, Qt::Key_Right);
        QTest::keyClick(&plot, Qt::Key_Up);
        QVERIFY(chosen.isEmpty()); // moving alone chooses no cell
        QTest::keyClick(&plot, Qt::Key_Return);
        QCOMPARE(chosen.takeFirst(), (QVariantList{QVariant::fromValue(std::size_t(6)), qint64(5)}));
        QTest::mouseClick(canvasOf(plot), Qt::LeftButton, {}, QPoint(3, 3));
        QVERIFY(chosen.isEmpty());
    }

    void theMouseSaysTheValuesOfTheCellUnderIt()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0));
        display(plot);
        const auto hover = [&](QPointF place) {
            QWidget* canvas = canvasOf(plot);
            QMouseEvent event(QEvent::MouseMove, place, canvas->mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                              Qt::NoModifier);
            QCoreApplication::sendEvent(canvas, &event);
        };
        hover(plot.cellRect(7, 4).center());
        QCOMPARE(QToolTip::text(), QString()); // nobody has words for a cell
        plot.setCellText([](std::size_t row, std::int64_t layer) {
            return QStringLiteral("row %1, layer %2").arg(row).arg(layer);
        });
        for (const auto& [row, layer] : {std::pair<std::size_t, std::int64_t>(7, 4), {0, 11}, {11, 0}}) {
            const QRect cell = plot.cellRect(row, layer);
            const QString words = QStringLiteral("row %1, layer %2").arg(row).arg(layer);
            for (const QPoint corner : {cell.topLeft(), cell.bottomRight(), cell.center()}) {
                hover(corner);
                QCOMPARE(QToolTip::text(), words);
            }
        }
        hover(plot.cellRect(7, 11).center() + QPoint(plot.cellRect(7, 11).width(), 0)); // on the row's bar
        QCOMPARE(QToolTip::text(), QStringLiteral("Position 7: gate entropy %1 nats; of uniform choice 2.48")
                                       .arg(format::fixed(grid.entropy(7).value(0), 2)));
        hover(plot.cellRect(0, 0).topLeft() - QPoint(3, 0)); // beside the cells
        QTRY_VERIFY(!QToolTip::isVisible());
    }

    void theArrowsShowAndSayTheValuesOfTheirCell()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0));
        plot.setSelectedRow(7);
        display(plot);
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.accessibleDescription().isEmpty()); // nobody has words for a cell
        plot.setCellText([](std::size_t row, std::int64_t layer) {
            return QStringLiteral("row %1\nlayer %2").arg(row).arg(layer);
        });
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(QToolTip::text(), QStringLiteral("row 7\nlayer 2"));
        QCOMPARE(plot.accessibleDescription(), QStringLiteral("row 7; layer 2"));
        QTest::keyClick(&plot, Qt::Key_Up);
        QCOMPARE(QToolTip::text(), QStringLiteral("row 6\nlayer 2"));
        QCOMPARE(plot.accessibleDescription(), QStringLiteral("row 6; layer 2"));
        plot.setPicture(record(grid, 0)); // of another step, where the cell has another value
        QVERIFY(plot.accessibleDescription().isEmpty());
        QFocusEvent focus(QEvent::FocusIn, Qt::TabFocusReason);
        QCoreApplication::sendEvent(&plot, &focus);
        QCOMPARE(plot.accessibleDescription(), QStringLiteral("row 6; layer 2"));
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
    }

    /// As in a comparison.
    void whereNoRowIsSelectedTheKeysStillMarkTheirCell()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0));
        plot.setRowsSelectable(false);
        display(plot);
        const auto corner = [&plot] {
            QCoreApplication::processEvents();
            return plot.grab().toImage().pixelColor(plot.cellRect(1, 1).topLeft());
        };
        QVERIFY(corner() != lightColours().accent);
        QTest::keyClick(&plot, Qt::Key_Down);
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(corner(), lightColours().accent);
    }

    void theMapAndTheScaleCanBeChosen()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        engine::RoutingSnapshot snapshot;
        snapshot.step = 10;
        snapshot.layers = 4;
        snapshot.positions = {0, 1};
        snapshot.counts = {4, 3, 2, 1, 1, 2, 4, 3};
        RoutingGrid grid;
        grid.append(snapshot);
        RoutingHeatmap plot(theme, dialogs);
        plot.setMap(storage::SequentialMap::Cividis);
        RoutingChoice choice;
        choice.isAutomatic = true;
        plot.setPicture(pictureOf(grid, choice));
        display(plot);
        const QRect cell = plot.cellRect(1, 3);
        QCOMPARE(plot.grab().toImage().pixelColor(cell.topLeft() + QPoint(2, 2)),
                 toQColor(storage::sequentialColor(0.3 / 0.4, storage::SequentialMap::Cividis)));
    }

    void aDeadLayerIsMarkedUnderItsColumn()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 12);
        RoutingPicture picture = record(grid, 0);
        picture.isDead[8] = true;
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(picture);
        display(plot);
        const QImage image = plot.grab().toImage();
        const auto under = [&](std::int64_t layer) { return plot.cellRect(11, layer).bottomLeft() + QPoint(3, 2); };
        QCOMPARE(image.pixelColor(under(8)), lightColours().warningIcon);
        QVERIFY(image.pixelColor(under(7)) != lightColours().warningIcon);
    }

    void hatchingIsSeenOnEveryColour_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    /// Of the scale of differences, from end to end. A fifth of the pixels is hatch.
    void hatchingIsSeenOnEveryColour()
    {
        QFETCH(bool, isDark);
        Theme theme(*qApp, isDark ? Theme::Choice::Dark : Theme::Choice::Light);
        FileDialogs dialogs;
        RoutingPicture picture;
        picture.layers = 9;
        picture.scale = RoutingPicture::Scale::Difference;
        picture.positions = {20, 21, 22, 23, 24, 25, 26, 27, 28}; // none has a layer of its own, which is marked
        for (int cell = 0; cell < 81; ++cell)
            picture.values.push_back(cell / 40.0 - 1);
        picture.isNoise.assign(81, true);
        picture.isCollapsed.assign(9, false);
        picture.isDead.assign(9, false);
        RoutingHeatmap plot(theme, dialogs);
        plot.setRowsSelectable(false);
        plot.setPicture(picture);
        display(plot);
        const QImage image = plot.grab().toImage();
        for (std::size_t cell = 0; cell < 81; ++cell) {
            const QColor ground = toQColor(storage::divergingColor(picture.values[cell], isDark));
            const QRect whole = plot.cellRect(cell / 9, std::int64_t(cell % 9));
            const QRect part(whole.left(), whole.top(), whole.width(), 8); // above the number
            int seen = 0;
            for (int y = part.top(); y <= part.bottom(); ++y)
                for (int x = part.left(); x <= part.right(); ++x)
                    seen += contrast(image.pixelColor(x, y), ground) >= 2 ? 1 : 0;
            QVERIFY2(10 * seen >= part.width() * part.height(),
                     qPrintable(QStringLiteral("%1: %2 pixels").arg(picture.values[cell]).arg(seen)));
        }
    }

    void aSavedPictureHasNoEmptyRoomAndNoSelection()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(1, 12);
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(record(grid, 0));
        plot.setSelectedRow(6);
        display(plot);
        plot.resize(560, 900);
        QCoreApplication::processEvents();
        const QRect cell = plot.cellRect(11, 0);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("routing.png"));
        QCOMPARE(support::savePicture(plot, path), QString());
        const QImage picture(path);
        QVERIFY(picture.height() / 3 < cell.bottom() + 80);
        const QPoint corner = plot.cellRect(6, 1).topLeft() * 3;
        QCOMPARE(picture.pixelColor(corner + QPoint(1, 1)), toQColor(storage::sequentialColor(grid.share(0, 6, 1))));
        QCOMPARE(plot.cellRect(11, 0), cell); // the screen is as before
        QCOMPARE(support::savePicture(plot, folder.filePath(QStringLiteral("routing.svg"))), QString());
        QFile svg(folder.filePath(QStringLiteral("routing.svg")));
        QVERIFY(svg.open(QIODevice::ReadOnly) && svg.readAll().contains("gate entropy (nats)"));
    }

    void anEmptyGridIsDrawnAsNothing()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const RoutingGrid grid;
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture({});
        display(plot);
        ShareStack stack(theme, dialogs);
        stack.setGrid(&grid);
        display(stack);
        QCOMPARE(stack.stretchCount(), std::size_t(0));
    }

    void longRunsAreStackedByStretchesThatLeaveNothingOut()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const RoutingGrid grid = synthetic(2000, 6);
        ShareStack stack(theme, dialogs);
        stack.setGrid(&grid);
        stack.setRow(3);
        display(stack);
        QVERIFY(stack.stretchCount() > 50);
        QVERIFY(stack.stretchCount() <= 280);
        const std::size_t last = stack.stretchCount() - 1;
        const std::size_t first = last * 2000 / (last + 1);
        for (std::int64_t layer = 0; layer < 6; ++layer)
            QVERIFY(std::abs(stack.shareIn(last, layer) - grid.share(first, 1999, 3, layer)) < 1e-12);
    }
};

MOLEX_GUI_TEST(tst_RoutingHeatmap)
#include "tst_RoutingHeatmap.moc"
