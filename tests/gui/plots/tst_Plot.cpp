#include "gui/plots/Plot.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include <QAction>
#include <QClipboard>
#include <QFocusEvent>
#include <QImage>
#include <QTemporaryDir>

#include "gui/plots/AgreementPlot.h"
#include "gui/plots/CalibrationPlot.h"
#include "gui/plots/OffsetPlot.h"
#include "gui/plots/PairedPlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/RedrawQueue.h"
#include "gui/plots/RoutesPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "gui/plots/ScatterPlot.h"
#include "gui/plots/ShareStack.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SavedPicture.h"
#include "tests/support/SyntheticRun.h"

using namespace gui;

namespace {

class CountedPlot final : public Plot {
public:
    CountedPlot(Theme& theme, FileDialogs& dialogs)
        : Plot(theme, dialogs)
    {
        begin();
    }
    int redraws = 0;
    int room = 0; ///< between the axes' ends, as it was told last

protected:
    void prepare() override
    {
        ++redraws;
        room = canvas().axisRect()->width();
    }
};

} // namespace

/// What every picture has from its base.
class tst_Plot : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    FileDialogs m_dialogs;

    static QWidget* canvasOf(QWidget& plot) { return plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front(); }

    static QColor edgeOf(QWidget& plot)
    {
        QCoreApplication::processEvents();
        return plot.grab().toImage().pixelColor(0, 230);
    }

    static void giveFocus(QWidget& plot, QEvent::Type inOrOut, Qt::FocusReason reason)
    {
        QFocusEvent event(inOrOut, reason);
        QCoreApplication::sendEvent(&plot, &event);
    }

    template <class Picture>
    void requireFrame()
    {
        QWidget page;
        Picture plot(m_theme, m_dialogs, &page);
        page.resize(400, 240);
        plot.resize(400, 240);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QVERIFY(!plot.accessibleName().isEmpty());
        QTest::mouseClick(canvasOf(plot), Qt::LeftButton, {}, QPoint(200, 100));
        QVERIFY(plot.hasFocus());
        QCOMPARE(edgeOf(plot), lightColours().base);
        plot.clearFocus();
        plot.setFocus(Qt::TabFocusReason);
        QVERIFY2(edgeOf(plot) == lightColours().accent, Picture::staticMetaObject.className());
        plot.clearFocus();
        QCOMPARE(edgeOf(plot), lightColours().base);
    }

private Q_SLOTS:
    void whoComesToAPictureByKeysSeesAFrame()
    {
        requireFrame<AgreementPlot>();
        requireFrame<CalibrationPlot>();
        requireFrame<OffsetPlot>();
        requireFrame<PairedPlot>();
        requireFrame<RoutesPlot>();
        requireFrame<RoutingHeatmap>();
        requireFrame<ScatterPlot>();
        requireFrame<ShareStack>();
    }

    void theFrameComesBackWithTheKeysAndIsInNoPicture()
    {
        OffsetPlot plot(m_theme, m_dialogs);
        plot.resize(400, 240);
        plot.show();
        plot.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&plot));
        giveFocus(plot, QEvent::FocusIn, Qt::TabFocusReason);
        giveFocus(plot, QEvent::FocusOut, Qt::PopupFocusReason); // its menu
        QCOMPARE(edgeOf(plot), lightColours().base);
        giveFocus(plot, QEvent::FocusIn, Qt::PopupFocusReason);
        QCOMPARE(edgeOf(plot), lightColours().accent);

        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("offsets.png"));
        QCOMPARE(support::savePicture(plot, file), QString());
        QCOMPARE(QImage(file).pixelColor(0, 690), lightColours().base);
        plot.exportActions().back()->trigger(); // copies it
        QCOMPARE(QApplication::clipboard()->pixmap().toImage().pixelColor(0, 230), lightColours().base);
        QCOMPARE(edgeOf(plot), lightColours().accent); // still on the screen
    }

    /// A turn without any room still draws one.
    void picturesThatFindNoRoomInATurnWaitForTheNext()
    {
        QWidget page;
        std::vector<CountedPlot*> plots;
        for (int number = 0; number < 4; ++number) {
            plots.push_back(new CountedPlot(m_theme, m_dialogs));
            plots.back()->setParent(&page);
            plots.back()->setGeometry(0, 100 * number, 300, 100);
        }
        page.resize(300, 400);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QCoreApplication::processEvents();
        RedrawQueue& queue = RedrawQueue::instance();
        queue.setRoom(std::chrono::milliseconds(0));
        const auto drawn = [&plots] {
            return std::count_if(plots.begin(), plots.end(), [](const auto* plot) { return plot->redraws > 0; });
        };
        for (CountedPlot* plot : plots) {
            plot->redraws = 0;
            plot->resize(310, 100);
        }
        page.grab(); // as a window that is resized is painted at once
        QCOMPARE(drawn(), 0);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
        QCOMPARE(drawn(), 1);
        QVERIFY(queue.isLate());
        page.grab(); // as they are
        QCOMPARE(drawn(), 1);
        delete plots.back(); // one that waits
        plots.pop_back();
        QTRY_COMPARE(drawn(), 3);
        QTRY_VERIFY(!queue.isLate());
        queue.setRoom(std::nullopt);
    }

    void sizesThatNobodySeesAreNotDrawn()
    {
        CountedPlot plot(m_theme, m_dialogs);
        plot.resize(300, 200);
        QCOMPARE(plot.redraws, 0);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
        plot.redraws = 0;
        for (const int width : {310, 320, 330}) // as a layout that settles
            plot.resize(width, 200);
        QCOMPARE(plot.redraws, 0);
        QCOMPARE(plot.grab().toImage().pixelColor(329, 199), lightColours().base); // of its size, whoever asks
        QCOMPARE(plot.redraws, 1);
        plot.resize(400, 240);
        QTRY_COMPARE(plot.redraws, 2); // what the first three sizes asked for is done with the fourth
        QCoreApplication::processEvents();
        QCOMPARE(plot.redraws, 2);
    }

    /// Curves and stacks have as many points as there are pixels.
    void aPictureIsPreparedForTheSizeThatItIsDrawnIn()
    {
        CountedPlot plot(m_theme, m_dialogs);
        plot.resize(300, 200);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
        QVERIFY(plot.room < 300);
        plot.redraws = 0;
        plot.resize(700, 200);
        QTRY_VERIFY(plot.redraws > 0);
        QVERIFY2(plot.room > 500, qPrintable(QString::number(plot.room)));
    }

    void nothingIsStackedOfAGridThatIsGone()
    {
        support::SyntheticRun run({200, 100, 6, 10, true, true, 1});
        RoutingGrid grid;
        for (std::int64_t step = 10; step <= 200; step += 10)
            grid.append(run.snapshot(step));
        ShareStack stack(m_theme, m_dialogs);
        stack.setGrid(&grid);
        stack.resize(560, 440);
        stack.show();
        QTRY_VERIFY(stack.stretchCount() > 0);
        stack.setGrid(nullptr);
        QCOMPARE(stack.stretchCount(), std::size_t(0));
        QVERIFY(stack.namedLayers().empty());
        stack.grab();
    }
};

MOLEX_GUI_TEST(tst_Plot)
#include "tst_Plot.moc"
