#include <QCheckBox>
#include <QTableView>
#include <QToolButton>

#include "gui/pages/EmptyHint.h"
#include "tests/support/Desk.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;
using storage::RunState;
using support::addRun;
using support::Desk;

/// What is in sight of the docks below in a window of the usual size.
class tst_BottomDocks : public QObject {
    Q_OBJECT

private:
    static QTableView* queue(const Desk& desk) { return desk.find<QTableView>("queueTable"); }

    static void makeUsual(const Desk& desk)
    {
        desk.window->resize(1280, 800);
        QTRY_COMPARE(desk.window->size(), QSize(1280, 800));
    }

    /// What a test that fails says.
    static QString places(const QRect& part, const QRect& sight)
    {
        return QStringLiteral("%1 to %2 in %3 to %4")
            .arg(part.top())
            .arg(part.bottom())
            .arg(sight.top())
            .arg(sight.bottom());
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void anEmptyQueuesAdviceIsReadWhole()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        makeUsual(desk);
        const auto* hint = queue(desk)->viewport()->findChild<EmptyHint*>();
        QTRY_VERIFY(hint->isVisible());
        QTRY_COMPARE(hint->size(), queue(desk)->viewport()->size());
        const QRect words = hint->wordsRect();
        QVERIFY(words.height() > 2 * hint->fontMetrics().height()); // a title and a text
        QVERIFY2(hint->rect().contains(words), qPrintable(places(words, hint->rect())));
    }

    void threeWaitingRunsAreInSight()
    {
        const support::TemporaryFolder folder;
        for (const char* name : {"a", "b", "c"})
            addRun(folder.path(), name, RunState::Queued);
        Desk desk(folder.path());
        makeUsual(desk);
        QTRY_COMPARE(queue(desk)->model()->rowCount(), 3);
        const auto third = [&desk] { return queue(desk)->visualRect(queue(desk)->model()->index(2, 0)); };
        QTRY_VERIFY(third().height() > 0);
        const QRect sight = queue(desk)->viewport()->rect();
        QVERIFY2(third().top() >= 0 && third().bottom() <= sight.bottom(), qPrintable(places(third(), sight)));
    }

    void theQueuesButtonsSayInWordsWhatTheyDo()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        makeUsual(desk);
        for (const char* name : {"queueWorkButton", "queueChangeButton", "queueRemoveButton"}) {
            const auto* button = desk.find<QToolButton>(name);
            QVERIFY2(button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon && !button->text().isEmpty(), name);
            QVERIFY2(button->width() >= button->sizeHint().width(), name);
            QVERIFY2(button->height() >= button->sizeHint().height(), name);
        }
        const auto* goesOn = desk.find<QCheckBox>("queueGoesOnCheckBox");
        QVERIFY(!goesOn->text().isEmpty() && goesOn->width() >= goesOn->sizeHint().width());
    }
};

MOLEX_GUI_TEST(tst_BottomDocks)
#include "tst_BottomDocks.moc"
