#include "gui/pages/EmptyPage.h"

#include <QAction>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>

#include "gui/app/Theme.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_EmptyPage : public QObject {
    Q_OBJECT

private:
    /// The widget that a window gives a drop to: the deepest one below the pointer that accepts drops.
    static QWidget* dropTarget(QWidget& page, const QPoint& position)
    {
        QWidget* target = page.childAt(position);
        while (target != nullptr && !target->acceptDrops())
            target = target->parentWidget();
        return target;
    }

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

    void aFolderMayBeDroppedAnywhereAndIsNotMoved()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        EmptyPage page(theme, {});
        page.resize(1000, 600);
        page.show();
        QSignalSpy dropped(&page, &EmptyPage::dropped);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QStringLiteral("/models/mine"))});
        QWidget* target = dropTarget(page, {500, 300});
        QVERIFY(target != nullptr);
        QDragEnterEvent enter({5, 5}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({5, 5}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
        drop.setDropAction(Qt::MoveAction);
        QCoreApplication::sendEvent(target, &drop);
        QCOMPARE(dropped.count(), 1);
        QCOMPARE(dropped[0][0].toString(), QStringLiteral("/models/mine"));
        QCOMPARE(drop.dropAction(), Qt::CopyAction);
    }
};

MOLEX_GUI_TEST(tst_EmptyPage)
#include "tst_EmptyPage.moc"
