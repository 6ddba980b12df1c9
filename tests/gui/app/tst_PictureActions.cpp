#include "tests/support/Desk.h"

#include <QFile>
#include <QImage>

#include "gui/plots/Plot.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// Which picture File → Save picture takes.
class tst_PictureActions : public QObject {
    Q_OBJECT

    static void click(const Plot& plot)
    {
        QWidget* canvas = plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front();
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->rect().center());
    }

    /// In pixels of the screen, of which each is three in the file.
    static QSize sizeOfSaved(Desk& desk)
    {
        desk.dialogs.answer = QString::fromStdString((desk.folder / "picture.png").string());
        QFile::remove(desk.dialogs.answer);
        desk.action("savePicturePng")->trigger();
        const bool isThere = QTest::qWaitFor([&desk] { return QFile::exists(desk.dialogs.answer); }, 20'000);
        return isThere ? QImage(desk.dialogs.answer).size() / 3 : QSize();
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void thePictureThatHadTheKeysLastIsSaved()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QVERIFY(desk.isReady);
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(desk.action("showRouting")->isEnabled());
        desk.action("showRouting")->trigger();
        auto* heatmap = desk.find<Plot>("routingHeatmap");
        auto* shares = desk.find<Plot>("positionShareStack");
        QTRY_VERIFY(heatmap->isVisible() && shares->isVisible());
        click(*shares);
        QCOMPARE(sizeOfSaved(desk), shares->size());
        click(*heatmap);
        QVERIFY(sizeOfSaved(desk) != shares->size());

        for (int step = 0; step < 40 && QApplication::focusWidget() != shares; ++step) {
            QVERIFY(QApplication::focusWidget() != nullptr);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(shares->hasFocus());
        QCOMPARE(sizeOfSaved(desk), shares->size());
    }

    void everyPictureTakesTheKeysAndSaysWhatItIs()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        const QList<Plot*> plots = desk.window->findChildren<Plot*>();
        QVERIFY(plots.size() > 10);
        for (const Plot* plot : plots) {
            QVERIFY2(plot->focusPolicy() == Qt::StrongFocus, qPrintable(plot->objectName()));
            QVERIFY2(!plot->accessibleName().isEmpty(), qPrintable(plot->objectName()));
        }
    }
};

MOLEX_GUI_TEST(tst_PictureActions)
#include "tst_PictureActions.moc"
