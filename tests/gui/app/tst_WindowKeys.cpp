#include "tests/support/Desk.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolButton>
#include <QTreeWidget>

#include "gui/app/SegmentBar.h"
#include "gui/app/ShortcutsDialog.h"
#include "gui/models/QueueModel.h"
#include "gui/models/RunTableModel.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/StoredGroups.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// The window without a mouse: command palette, shortcuts and names for those who hear them.
class tst_WindowKeys : public QObject {
    Q_OBJECT

    static QWidget* palette(const Desk& desk) { return desk.find<QWidget>("commandPalette"); }

    static QTreeWidgetItem* rowOf(const QTreeWidget& table, const char* text)
    {
        const auto found = table.findItems(QString::fromLatin1(text), Qt::MatchExactly);
        return found.isEmpty() ? nullptr : found.first();
    }

    static void addEnabled(const QList<QAction*>& entries, QSet<QString>& names)
    {
        for (const QAction* entry : entries)
            if (const QMenu* menu = entry->menu())
                addEnabled(menu->actions(), names);
            else if (entry->isEnabled() && !entry->objectName().isEmpty())
                names << entry->objectName();
    }

    /// What the palette lists before a word is typed.
    static QSet<QString> offered(const Desk& desk)
    {
        desk.action("commandPalette")->trigger();
        const auto* found = palette(desk)->findChild<QListWidget*>();
        QSet<QString> names;
        for (int row = 0; row < found->count(); ++row)
            names << found->item(row)->data(Qt::UserRole).value<QAction*>()->objectName();
        palette(desk)->close();
        return names;
    }

    static QSet<QString> possibleIn(const Desk& desk)
    {
        QSet<QString> names;
        addEnabled(desk.window->menuBar()->actions(), names);
        return names;
    }

    static bool isWithoutName(const QWidget& widget)
    {
        const bool isQtsOwn =
            widget.objectName().startsWith(QLatin1String("qt_")) || widget.inherits("QComboBoxListView");
        if (widget.focusPolicy() == Qt::NoFocus || isQtsOwn)
            return false;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(&widget));
        const bool isControl = face != nullptr && face->role() != QAccessible::Client
            && face->role() != QAccessible::Pane && face->role() != QAccessible::Window
            && face->role() != QAccessible::StaticText;
        return isControl && face->text(QAccessible::Name).isEmpty();
    }

    /// A button that is a picture alone, and does not say what it does.
    static bool isRiddle(const QWidget& widget)
    {
        const auto* button = qobject_cast<const QAbstractButton*>(&widget);
        const bool isQtsOwn =
            widget.objectName().startsWith(QLatin1String("qt_")) || widget.inherits("QLineEditIconButton");
        if (button == nullptr || isQtsOwn || button->icon().isNull())
            return false;
        const auto* tool = qobject_cast<const QToolButton*>(button);
        const bool isPictureAlone =
            button->text().isEmpty() || (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly);
        return isPictureAlone && button->toolTip().isEmpty();
    }

    /// What a screen reader says: every control, of open dialogs too, has words of its own or a name. What is a picture
    /// alone has a tip.
    static void requireWords(const Desk& desk)
    {
        QStringList wordless;
        for (const QWidget* widget : desk.window->findChildren<QWidget*>())
            if (isWithoutName(*widget) || isRiddle(*widget))
                wordless << QStringLiteral("%1 %2 %3").arg(QLatin1String(widget->metaObject()->className()),
                                                           widget->objectName(), widget->toolTip());
        QVERIFY2(wordless.isEmpty(), qPrintable(wordless.join(QLatin1Char('\n'))));
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void anActionIsFoundByAFewLetters()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QTest::keyClick(desk.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(palette(desk)->isVisible());
        auto* words = palette(desk)->findChild<QLineEdit*>();
        auto* found = palette(desk)->findChild<QListWidget*>();
        QVERIFY(found->count() > 10);
        QTest::keyClicks(words, QStringLiteral("dark"));
        QCOMPARE(found->count(), 1);
        QTest::keyClick(words, Qt::Key_Return);
        QVERIFY(!palette(desk)->isVisible());
        QVERIFY(desk.theme.isDark());
    }

    void thePaletteIsFoundInTheToolBarToo()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        auto* find = desk.find<QAbstractButton>("findActionToolButton");
        QVERIFY(find->isVisible());
        QVERIFY(find->toolTip().contains(QStringLiteral("Ctrl+Shift+P")));
        QTest::mouseClick(find, Qt::LeftButton);
        QTRY_VERIFY(palette(desk)->isVisible());
    }

    void wordsOfActionsBeginAtOneEdge()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QVERIFY(desk.action("compactWorkspace")->icon().isNull()); // one without
        desk.action("commandPalette")->trigger();
        const auto* found = palette(desk)->findChild<QListWidget*>();
        QVERIFY(found->count() > 10);
        QCOMPARE(found->iconSize(), QSize(16, 16)); // larger ones would be of different widths
        for (int row = 0; row < found->count(); ++row)
            QCOMPARE(found->item(row)->icon().actualSize({16, 16}), QSize(16, 16));
        palette(desk)->close();
        desk.action("editShortcuts")->trigger();
        const auto* table = desk.window->findChild<ShortcutsDialog*>()->findChild<QTreeWidget*>();
        for (int row = 0; row < table->topLevelItemCount(); ++row)
            QCOMPARE(table->topLevelItem(row)->icon(0).actualSize({16, 16}), QSize(16, 16));
    }

    void whatCannotBeDoneIsNotOffered()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("commandPalette")->trigger();
        auto* words = palette(desk)->findChild<QLineEdit*>();
        auto* found = palette(desk)->findChild<QListWidget*>();
        QTest::keyClicks(words, QStringLiteral("pause"));
        QCOMPARE(found->count(), 0);
        QTest::keyClick(words, Qt::Key_Return);
        QVERIFY(palette(desk)->isVisible());
        QTest::keyClick(words, Qt::Key_Escape);
        QVERIFY(!palette(desk)->isVisible());
    }

    void buttonsOfDialogsHaveWordsAlone()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("editShortcuts")->trigger();
        const auto buttons = desk.window->findChild<ShortcutsDialog*>()->findChild<QDialogButtonBox*>()->buttons();
        QCOMPARE(buttons.size(), 2);
        for (const QAbstractButton* button : buttons)
            QVERIFY(button->icon().isNull() && !button->text().isEmpty());
    }

    void keysAreChangedAndStay()
    {
        const support::TemporaryFolder folder;
        {
            Desk desk(folder.path());
            desk.action("editShortcuts")->trigger();
            auto* dialog = desk.window->findChild<ShortcutsDialog*>();
            QVERIFY(dialog != nullptr && dialog->isVisible());
            auto* table = dialog->findChild<QTreeWidget*>();
            auto* keys = dialog->findChild<QKeySequenceEdit*>();
            table->setCurrentItem(rowOf(*table, "Full screen"));
            QTest::keyClick(keys, Qt::Key_N, Qt::ControlModifier);
            const auto* verdict = dialog->findChild<QLabel*>(QStringLiteral("shortcutVerdict"));
            QTRY_VERIFY(verdict->text().contains(QStringLiteral("New run"))); // once no more keys come
            QCOMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(Qt::Key_F11));
            QTest::keyClick(keys, Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
            QTRY_COMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(QStringLiteral("Ctrl+Alt+F")));
            QCOMPARE(rowOf(*table, "Full screen")->text(1), QStringLiteral("Ctrl+Alt+F"));
        }
        Desk desk(folder.path());
        QCOMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(QStringLiteral("Ctrl+Alt+F")));
        desk.action("editShortcuts")->trigger();
        auto* dialog = desk.window->findChild<ShortcutsDialog*>();
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("shortcutResetButton")), Qt::LeftButton);
        QCOMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(Qt::Key_F11));
        QVERIFY(desk.settings.shortcuts().isEmpty());
    }

    void everyActionOfTheMenusIsInThePalette()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QSet<QString> names;
        for (const QAction* action : desk.window->actions())
            names << action->objectName();
        QVERIFY(names.contains(QStringLiteral("undo")) && names.contains(QStringLiteral("logToggle")));
        desk.action("editShortcuts")->trigger();
        const auto* table = desk.window->findChild<ShortcutsDialog*>()->findChild<QTreeWidget*>();
        QCOMPARE(table->topLevelItemCount(), names.size());
        desk.window->findChild<ShortcutsDialog*>()->close();
        const QSet<QString> possible = possibleIn(desk);
        QVERIFY(possible.contains(QStringLiteral("themeDark")) && possible.contains(QStringLiteral("queueGoesOn")));
        QCOMPARE(offered(desk), possible);
    }

    void everyActionHasKeysThatSetOffNoOther()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        const QList<QAction*> actions = desk.window->actions();
        for (qsizetype i = 0; i < actions.size(); ++i) {
            const QKeySequence keys = actions[i]->shortcut();
            QVERIFY2(!keys.isEmpty(), qPrintable(actions[i]->objectName()));
            for (qsizetype j = 0; j < i; ++j) {
                const QKeySequence other = actions[j]->shortcut();
                const bool meet = keys.matches(other) != QKeySequence::NoMatch // nor a beginning of its keys
                    || other.matches(keys) != QKeySequence::NoMatch;
                QVERIFY2(!meet, qPrintable(actions[i]->objectName() + QLatin1Char(' ') + actions[j]->objectName()));
            }
        }
    }

    /// Tabs, modes and the queue's buttons have entries and keys of their own, which do what a click does.
    void theRunPageIsWorkedByKeys()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QVERIFY(!desk.action("showRouting")->isEnabled()); // nothing to show yet
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(desk.action("showRouting")->isEnabled());
        const auto* tabs = desk.find<QTabWidget>("runTabWidget");
        const char* names[] = {"showMetrics",       "showRouting", "showSamples",
                               "showConfiguration", "showLog",     "showCheckpoints"};
        QCOMPARE(int(std::size(names)), tabs->count());
        for (int tab = 0; tab < tabs->count(); ++tab) {
            desk.action("showLaunch")->trigger();
            desk.action(names[tab])->trigger();
            QCOMPARE(desk.tabs()->currentIndex(), 1);
            QCOMPARE(tabs->currentIndex(), tab);
            QVERIFY2(desk.action(names[tab])->text().remove(QLatin1Char('&')).startsWith(tabs->tabText(tab)),
                     names[tab]);
        }
        QVERIFY(!desk.action("followLatest")->isEnabled()); // nothing follows here
        QTest::keyClick(desk.window.get(), Qt::Key_2, Qt::AltModifier);
        QCOMPARE(tabs->currentIndex(), 1);
        auto* follow = desk.find<QCheckBox>("followCheckBox");
        QVERIFY(follow->isChecked());
        desk.action("followLatest")->trigger();
        QVERIFY(!follow->isChecked());
        const auto* modes = desk.find<SegmentBar>("routingModeSegmentBar");
        desk.action("routingChange")->trigger();
        QCOMPARE(modes->current(), 2);
        desk.action("heatmapCividis")->trigger();
        QVERIFY(desk.action("cividisAction")->isChecked());
        QVERIFY(!desk.action("heatmapViridis")->isChecked() && desk.action("heatmapCividis")->isChecked());
        desk.action("heatmapCividis")->trigger(); // once more
        QVERIFY(desk.action("heatmapCividis")->isChecked() && desk.action("cividisAction")->isChecked());
        desk.action("heatmapScale")->trigger();
        QVERIFY(desk.action("heatmapScale")->isChecked() && desk.settings.hasAutomaticScale());
        desk.dialogs.answer = QString::fromStdString((folder.path() / "picture.png").string());
        QTRY_VERIFY(desk.find<RoutingHeatmap>("routingHeatmap")->isVisible()); // the run's routing has been read
        desk.action("savePicturePng")->trigger();
        QTRY_VERIFY(QFile::exists(desk.dialogs.answer));
        desk.action("showLaunch")->trigger();
        desk.action("copyPicture")->trigger();
        QCOMPARE(desk.window->statusBar()->currentMessage(), QStringLiteral("There is no picture in sight"));
        QVERIFY(!desk.action("routingRoutes")->isEnabled()); // none were recorded
        QVERIFY(!offered(desk).contains(QStringLiteral("routingRoutes")));
    }

    void theQueueIsWorkedByKeys()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Queued);
        support::addRun(folder.path(), "b", RunState::Queued);
        Desk desk(folder.path());
        auto* queue = desk.find<QTableView>("queueTable");
        const auto first = [queue] { return queue->model()->index(0, QueueModel::Name).data().toString(); };
        QTRY_COMPARE(queue->model()->rowCount(), 2);
        QVERIFY(!desk.action("queueLater")->isEnabled()); // none is selected
        queue->selectRow(0);
        QVERIFY(!desk.action("queueEarlier")->isEnabled() && desk.action("queueLater")->isEnabled());
        desk.action("queueLater")->trigger();
        QCOMPARE(first(), QStringLiteral("b"));
        QTRY_VERIFY(desk.action("queueEarlier")->isEnabled());
        desk.action("queueEarlier")->trigger();
        QCOMPARE(first(), QStringLiteral("a"));
        desk.action("queueRemove")->trigger();
        QTRY_COMPARE(queue->model()->rowCount(), 1);
        QCOMPARE(first(), QStringLiteral("b"));
        QVERIFY(desk.action("queueGoesOn")->isChecked());
        desk.action("queueGoesOn")->trigger();
        QVERIFY(!desk.settings.goesOnAfterFailure());
        desk.find<QAbstractButton>("queueGoesOnCheckBox")->click();
        QVERIFY(desk.action("queueGoesOn")->isChecked());
    }

    void everyControlHasAName()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.window->findChild<MessageArea*>()->tell(
            QStringLiteral("note"), {MessageArea::Kind::Note, QStringLiteral("One waits."), {}});
        requireWords(desk);
    }

    void everyControlOfADialogHasAName()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("editMarks")->isEnabled());
        desk.action("editMarks")->trigger();
        desk.action("editShortcuts")->trigger();
        QMenu* views = desk.find<QToolButton>("runViewButton")->menu();
        Q_EMIT views->aboutToShow();
        for (const QString& asks : {QStringLiteral("Columns…"), QStringLiteral("Save this view…")})
            for (QAction* entry : views->actions())
                if (entry->text() == asks)
                    entry->trigger();
        for (const char* dialog : {"runMarksDialog", "shortcutsDialog", "runColumns", "viewNameDialog"})
            QVERIFY2(desk.find<QDialog>(dialog) != nullptr && desk.find<QDialog>(dialog)->isVisible(), dialog);
        requireWords(desk);
    }

    /// Other actions are possible then, and other controls are there.
    void actionsAndNamesAreWholeWhileARunTrains()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.plan.totalSteps = 100000;
        desk.window->open({support::fakeConfig("a")}, true);
        const auto can = [&desk](const char* name) { return desk.action(name)->isEnabled(); };
        QTRY_VERIFY_WITH_TIMEOUT(can("pause") && can("stop") && can("showRouting"), 20000);
        const QSet<QString> possible = possibleIn(desk);
        for (const char* name : {"pause", "stop", "showRouting"})
            QVERIFY2(possible.contains(QLatin1String(name)), name);
        QCOMPARE(offered(desk), possible);
        requireWords(desk);
        desk.action("stop")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Stopped, 20000);
    }

    void actionsAndNamesAreWholeForAComparison()
    {
        const support::TemporaryFolder folder;
        support::storeTwoGroups(folder.path(), 2);
        Desk desk(folder.path());
        auto& runs = *static_cast<RunTableModel*>(desk.runs()->model());
        QTRY_COMPARE(runs.runsThere(), 4);
        runs.setChecked({1, 2, 3, 4}, true);
        QTRY_VERIFY(desk.action("compareChecked")->isEnabled());
        desk.action("compareChecked")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->model()->rowCount() > 0);
        const QSet<QString> possible = possibleIn(desk);
        for (const char* name : {"compareChecked", "showCompare"})
            QVERIFY2(possible.contains(QLatin1String(name)), name);
        QCOMPARE(offered(desk), possible);
        for (const auto& [button, popup] : {std::pair("testSettingsButton", "testSettings"),
                                            {"curveViewButton", "curveView"}}) {
            desk.find<QToolButton>(button)->click();
            QVERIFY2(desk.find<QDialog>(popup)->isVisible(), popup);
            requireWords(desk);
            desk.find<QDialog>(popup)->close();
        }
    }
};

MOLEX_GUI_TEST(tst_WindowKeys)
#include "tst_WindowKeys.moc"
