#include "gui/app/FirstShow.h"

#include <QWidget>

#include "tests/support/GuiTestMain.h"

using namespace gui;

namespace {

class CountedPaints final : public QWidget {
public:
    int paints = 0;

protected:
    void paintEvent(QPaintEvent*) override { ++paints; }
};

} // namespace

class tst_FirstShow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itCallsOnceAfterTheFirstPicture()
    {
        CountedPaints window;
        int calls = 0;
        int paintsBefore = 0;
        window.show();
        const FirstShow firstShow(window, [&] {
            ++calls;
            paintsBefore = window.paints;
        });
        QCOMPARE(calls, 0);
        QTRY_COMPARE(calls, 1);
        QVERIFY(paintsBefore > 0);
        window.hide();
        window.show();
        QTRY_VERIFY(window.paints > paintsBefore);
        QCoreApplication::processEvents();
        QCOMPARE(calls, 1);
    }

    void aWindowThatIsThereAlreadyCounts()
    {
        CountedPaints window;
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        int calls = 0;
        const FirstShow firstShow(window, [&calls] { ++calls; });
        QTRY_COMPARE(calls, 1);
    }
};

MOLEX_GUI_TEST(tst_FirstShow)
#include "tst_FirstShow.moc"
