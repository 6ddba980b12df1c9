#include "gui/pages/WhenSeen.h"

#include <QVBoxLayout>
#include <QWidget>

#include "tests/support/GuiTestMain.h"

using namespace gui;

/// Work of a view that waits until the view is seen.
class tst_WhenSeen : public QObject {
    Q_OBJECT

    static void putInto(QWidget& whole, QWidget& part)
    {
        auto* layout = new QVBoxLayout(&whole);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(&part);
    }

private Q_SLOTS:
    void whatIsAskedForOutOfSightIsDoneOnceWhenTheViewIsShown()
    {
        QWidget window;
        QWidget view(&window);
        int done = 0;
        WhenSeen work(view, [&done] { ++done; });
        work.ask();
        work.ask();
        QVERIFY(work.putOff());
        QCOMPARE(done, 0);
        window.show(); // and what is in it
        QCOMPARE(done, 1);
        work.ask();
        QCOMPARE(done, 2);
        QVERIFY(!work.putOff());
        view.hide();
        view.show(); // nothing was asked for meanwhile
        QCOMPARE(done, 2);
        window.hide();
        work.ask();
        QCOMPARE(done, 2);
        window.show();
        QCOMPARE(done, 3);
    }

    /// Its parts are in their places by then.
    void itIsDoneInAViewThatIsLaidOut()
    {
        QWidget window;
        QWidget view;
        QWidget part;
        putInto(window, view);
        putInto(view, part);
        window.resize(300, 200);
        QSize seen;
        bool isSeen = false;
        WhenSeen work(view, [&] {
            seen = part.size();
            isSeen = view.isVisible() && part.isVisible();
        });
        work.ask();
        window.show();
        QVERIFY(isSeen);
        QCOMPARE(seen, window.size());
    }
};

MOLEX_GUI_TEST(tst_WhenSeen)
#include "tst_WhenSeen.moc"
