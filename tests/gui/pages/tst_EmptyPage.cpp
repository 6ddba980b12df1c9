#include "gui/pages/EmptyPage.h"

#include <QAction>
#include <QLabel>

#include "gui/app/Theme.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_EmptyPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLinkSaysAndDoesItsAction()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        QAction opens(QStringLiteral("&Import run…"));
        opens.setObjectName(QStringLiteral("importRun"));
        opens.setShortcut(QKeySequence(QStringLiteral("Ctrl+I")));
        EmptyPage page(theme, {{&opens}, {}});
        page.resize(1000, 600);
        page.show();
        auto* link = page.findChild<QLabel*>(QStringLiteral("importRunLink"));
        QVERIFY(link->text().contains(QStringLiteral(">Import run…<")));
        QSignalSpy triggered(&opens, &QAction::triggered);
        link->setFocus(Qt::TabFocusReason);
        QTest::keyClick(link, Qt::Key_Tab); // to the link within
        QTest::keyClick(link, Qt::Key_Return);
        QCOMPARE(triggered.count(), 1);
    }
};

MOLEX_GUI_TEST(tst_EmptyPage)
#include "tst_EmptyPage.moc"
