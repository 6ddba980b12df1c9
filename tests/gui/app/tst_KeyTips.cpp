#include <QAbstractButton>
#include <QKeySequenceEdit>
#include <QTreeWidget>

#include "gui/app/ShortcutsDialog.h"
#include "gui/models/QueueModel.h"
#include "tests/support/Desk.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// Tool tips that name keys, after these were changed.
class tst_KeyTips : public QObject {
    Q_OBJECT

    static QString tipOf(const Desk& desk, const char* button)
    {
        return desk.find<QAbstractButton>(button)->toolTip();
    }

    static QString inBrackets(const QKeySequence& keys)
    {
        return QLatin1Char('(') + keys.toString(QKeySequence::NativeText) + QLatin1Char(')');
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void tipsNameTheKeysThatTheActionHasNow_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("action");
        const std::pair<const char*, const char*> pairs[] = {
            {"queueWorkButton", "startQueue"},       {"queueUpButton", "queueEarlier"},
            {"queueDownButton", "queueLater"},       {"queueRemoveButton", "queueRemove"},
            {"trainMoreToolButton", "trainMore"},    {"findActionToolButton", "commandPalette"}};
        for (const auto& [button, action] : pairs)
            QTest::newRow(button) << QString::fromLatin1(button) << QString::fromLatin1(action);
    }

    void tipsNameTheKeysThatTheActionHasNow()
    {
        QFETCH(QString, button);
        QFETCH(QString, action);
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QAction* pressed = desk.action(qPrintable(action));
        const auto tip = [&] { return tipOf(desk, qPrintable(button)); };
        const QKeySequence before = pressed->shortcut();
        const QKeySequence now(QStringLiteral("Ctrl+Shift+F9"));
        QVERIFY2(tip().contains(inBrackets(before)), qPrintable(tip()));
        pressed->setShortcut(now);
        QVERIFY2(tip().contains(inBrackets(now)) && !tip().contains(inBrackets(before)), qPrintable(tip()));
        pressed->setShortcut(QKeySequence());
        QVERIFY2(!tip().isEmpty() && !tip().contains(QLatin1Char('(')), qPrintable(tip()));
    }

    void keysFromTheEditorAreInTheTip()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("editShortcuts")->trigger();
        const auto* dialog = desk.window->findChild<ShortcutsDialog*>();
        auto* table = dialog->findChild<QTreeWidget*>();
        const auto rows = table->findItems(QStringLiteral("Start the queue"), Qt::MatchExactly);
        QCOMPARE(rows.size(), 1);
        table->setCurrentItem(rows.first());
        QTest::keyClick(dialog->findChild<QKeySequenceEdit*>(), Qt::Key_F9);
        QTRY_COMPARE(desk.action("startQueue")->shortcut(), QKeySequence(Qt::Key_F9)); // once no more keys come
        QVERIFY(tipOf(desk, "queueWorkButton").contains(QStringLiteral("(F9)")));
    }

    void aQueueThatWorksNamesTheKeysThatPauseIt()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.plan.totalSteps = 2000;
        desk.window->open({support::fakeConfig("a"), support::fakeConfig("b")}, true);
        QTRY_VERIFY(tipOf(desk, "queueWorkButton").contains(inBrackets(desk.action("holdQueue")->shortcut())));
        desk.action("holdQueue")->setShortcut(QKeySequence(Qt::Key_F9));
        QVERIFY(tipOf(desk, "queueWorkButton").contains(QStringLiteral("(F9)")));
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(2), RunState::Finished, 20000);
    }

    /// Since its tips say so: whatever action has these keys elsewhere.
    void theTableKeepsItsKeys()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Queued);
        support::addRun(folder.path(), "b", RunState::Queued);
        Desk desk(folder.path());
        auto* queue = desk.find<QTableView>("queueTable");
        QTRY_COMPARE(queue->model()->rowCount(), 2);
        QVERIFY(tipOf(desk, "queueDownButton").endsWith(QStringLiteral("In the table also Ctrl+Down")));
        QAction* other = desk.action("editShortcuts");
        other->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Down));
        QSignalSpy triggered(other, &QAction::triggered);
        queue->selectRow(0);
        QTest::keyClick(queue, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(queue->model()->index(0, QueueModel::Name).data().toString(), QStringLiteral("b"));
        QCOMPARE(triggered.count(), 0);
    }
};

MOLEX_GUI_TEST(tst_KeyTips)
#include "tst_KeyTips.moc"
