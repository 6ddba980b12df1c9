#include "tests/support/Desk.h"

#include <functional>

#include <QApplication>
#include <QDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QMenu>
#include <QToolButton>
#include <QTreeWidget>

#include "gui/models/RunCells.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/RunViewMenu.h"
#include "gui/pages/RunsPanel.h"
#include "tests/support/RunTables.h"

using namespace gui;
using storage::RunState;
using support::addRun;
using support::Desk;

/// Columns, order, groups and saved views of the runs table, as a person uses them.
class tst_RunViews : public QObject {
    Q_OBJECT

private:
    static RunTableModel& model(const Desk& desk) { return *static_cast<RunTableModel*>(desk.runs()->model()); }

    /// An entry of the menu beside the filter, or of a menu in it; none where it has no such.
    static QAction* entry(const Desk& desk, const QString& text, const QString& inner = {})
    {
        QMenu* menu = desk.find<QToolButton>("runViewButton")->menu();
        Q_EMIT menu->aboutToShow(); // it is filled then
        const auto find = [](const QMenu& from, const QString& words) {
            const QList<QAction*> actions = from.actions();
            const auto found = std::find_if(actions.begin(), actions.end(),
                                            [&](const QAction* action) { return action->text() == words; });
            return found == actions.end() ? nullptr : *found;
        };
        QAction* found = find(*menu, text);
        return found == nullptr || inner.isEmpty() ? found : find(*found->menu(), inner);
    }

    static void saveView(const Desk& desk, const QString& name)
    {
        entry(desk, QStringLiteral("Save this view…"))->trigger();
        auto* dialog = desk.find<QInputDialog>("viewNameDialog");
        QVERIFY(dialog != nullptr && !dialog->isModal());
        dialog->setTextValue(name);
        dialog->accept();
        QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
    }

    /// Opens the menu of the order and goes down to one text after the other, each in the menu that the one before opens.
    static void chooseOrder(const Desk& desk, const QStringList& texts)
    {
        desk.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
        QTest::keyClick(desk.window.get(), Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
        for (const QString& text : texts) {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu != nullptr);
            const auto isReached = [menu, &text] {
                return menu->activeAction() != nullptr && menu->activeAction()->text() == text;
            };
            for (qsizetype step = 0; !isReached() && step <= menu->actions().size(); ++step)
                QTest::keyClick(menu, Qt::Key_Down);
            QVERIFY2(isReached(), qPrintable(text));
            QTest::keyClick(menu, Qt::Key_Return);
        }
        QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void runsAreSortedByKeys()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "b", RunState::Stopped);
        addRun(folder.path(), "a", RunState::Failed);
        addRun(folder.path(), "c", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 3);
        const QHeaderView& header = *desk.runs()->header();
        const auto names = [&desk] { return desk.cell(0, 0) + desk.cell(1, 0) + desk.cell(2, 0); };
        QCOMPARE(names(), QStringLiteral("cab"));
        chooseOrder(desk, {columnTitle("state")});
        QCOMPARE(names(), QStringLiteral("acb"));
        QVERIFY(header.isSortIndicatorShown());
        QCOMPARE(header.sortIndicatorSection(), int(RunTableModel::State));
        QCOMPARE(header.sortIndicatorOrder(), Qt::AscendingOrder);
        chooseOrder(desk, {QStringLiteral("Then by"), columnTitle("name")});
        QCOMPARE(names(), QStringLiteral("abc"));
        QCOMPARE(model(desk).view().sort.size(), std::size_t(2));
        chooseOrder(desk, {QStringLiteral("Then by"), QStringLiteral("2. Run, ascending")});
        QCOMPARE(names(), QStringLiteral("acb"));
        chooseOrder(desk, {QStringLiteral("Then by"), QStringLiteral("2. Run, descending")}); // and no longer by it
        chooseOrder(desk, {QStringLiteral("State, ascending")});
        QCOMPARE(names(), QStringLiteral("cba"));
        QCOMPARE(header.sortIndicatorOrder(), Qt::DescendingOrder);
        chooseOrder(desk, {QStringLiteral("The newest first")});
        QCOMPARE(names(), QStringLiteral("cab"));
        QVERIFY(!header.isSortIndicatorShown());
    }

    void aKeyThatIsTickedIsAColumn()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 1);
        desk.action("chooseColumns")->trigger();
        auto* dialog = desk.find<QDialog>("runColumns");
        QVERIFY(dialog != nullptr && QTest::qWaitForWindowActive(dialog));
        auto* keys = dialog->findChild<QTreeWidget*>(QStringLiteral("columnKeys"));
        const QString seed = QStringLiteral("runtime.seed");
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("columnFilter")), seed);
        const QList<QTreeWidgetItem*> found = keys->findItems(seed, Qt::MatchExactly | Qt::MatchRecursive, 1);
        QCOMPARE(found.size(), qsizetype(1));
        QVERIFY(!found.first()->isHidden());
        keys->scrollToItem(found.first());
        QTest::mouseClick(keys->viewport(), Qt::LeftButton, {}, keys->visualItemRect(found.first()).center());
        QCOMPARE(keys->currentItem(), found.first());
        QCOMPARE(model(desk).columnCount(), 3); // selected, and no more
        QTest::keyClick(keys, Qt::Key_Space);
        QCOMPARE(found.first()->checkState(0), Qt::Checked);
        QTRY_COMPARE(desk.runs()->header()->count(), 4);
        QVERIFY(desk.runs()->header()->sectionSize(3) > 0);
        QCOMPARE(model(desk).headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), seed);
        QCOMPARE(desk.cell(0, 3), QString::number(support::fakeConfig("a").runtime.seed));
        QTest::keyClick(keys, Qt::Key_Space);
        QTRY_COMPARE(desk.runs()->header()->count(), 3);
    }

    void runsAreGroupedByAKeyOfTheMenu()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Failed);
        addRun(folder.path(), "c", RunState::Failed);
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 3);
        const QString groups = QStringLiteral("Group by");
        const QString state = columnTitle("state");
        QVERIFY(entry(desk, groups, columnTitle("group"))->isChecked()); // and no run has one
        QVERIFY(entry(desk, groups, columnTitle("name")) == nullptr); // each has its own
        entry(desk, groups, state)->trigger();
        QCOMPARE(model(desk).view().groupBy, std::string("state"));
        QTRY_COMPARE(model(desk).rowCount(), 2);
        QCOMPARE(model(desk).rowCount(model(desk).index(0, 0)) + model(desk).rowCount(model(desk).index(1, 0)), 3);
        QVERIFY(entry(desk, groups, state)->isChecked());
        entry(desk, groups, QStringLiteral("Nothing"))->trigger();
        QTRY_COMPARE(model(desk).rowCount(), 3);
    }

    void runsAreGroupedByANumberOfFewValues()
    {
        const support::TemporaryFolder folder;
        AppSettings settings(QString::fromStdString((folder.path() / "settings.ini").string()));
        Theme theme(*qApp, Theme::Choice::Light);
        using Table = storage::RunTable;
        constexpr int runs = 51;
        std::vector<support::TableRun> all;
        for (int run = 1; run <= runs; ++run)
            all.push_back({.id = run, .name = "run", .best = 0.5 + 0.25 * (run % 2)});
        Table table = support::tableOf(all);
        const auto set = [&table](const char* key, Table::Source source, const std::function<double(int)>& value) {
            const std::size_t column = table.column(key, source, Table::Kind::Numbers);
            for (int row = 0; row < runs; ++row)
                table.set(std::size_t(row), column, value(row));
        };
        set("parameters", Table::Source::Fact, [](int row) { return row % 2 == 0 ? 887'042.0 : 896'270.0; });
        set("layer_evaluations", Table::Source::Fact, [](int row) { return double(row % 3); });
        set("trainable", Table::Source::Fact, [](int row) { return row < 2 ? 0.0 : double(row); }); // 50 values
        set("total_steps", Table::Source::Fact, [](int row) { return double(row); });                // 51
        set("layers", Table::Source::Fact, [](int) { return 12.0; });
        set("step", Table::Source::Fact, [](int row) { return double(row % 3); });
        set("best.accuracy", Table::Source::Metric, [](int row) { return 0.1 * (row % 3); });
        RunTableModel shown(theme);
        shown.setTable(table);
        RunViewMenu button(shown, theme, settings);
        connect(&button, &RunViewMenu::viewChosen, &shown, &RunTableModel::setView);
        Q_EMIT button.menu()->aboutToShow();
        auto* menu = button.findChild<QMenu*>(QStringLiteral("groupByMenu"));
        QStringList offered;
        for (QAction* action : menu->actions()) {
            offered << action->text();
            if (action->text() == columnTitle("parameters"))
                action->trigger();
        }
        QVERIFY(offered.contains(columnTitle("trainable")));
        for (const char* key : {"id", "best", "layer_evaluations", "total_steps", "layers", "step", "best.accuracy"})
            QVERIFY2(!offered.contains(columnTitle(key)), key);
        QCOMPARE(shown.view().groupBy, std::string("parameters"));
        QCOMPARE(shown.rowCount(), 2);
        QStringList values{shown.index(0, 0).data().toString(), shown.index(1, 0).data().toString()};
        values.sort();
        QCOMPARE(values, (QStringList{numberText("parameters", 887'042), numberText("parameters", 896'270)}));
    }

    void aViewIsSavedTakenUpAgainAndForgotten()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Failed);
        const QString name = QStringLiteral("failed ones");
        const QString filter = QStringLiteral("state:failed");
        RunView saved;
        {
            Desk desk(folder.path());
            QTRY_COMPARE(model(desk).rowCount(), 2);
            QTest::keyClicks(desk.find<QLineEdit>("runFilter"), filter);
            entry(desk, QStringLiteral("Group by"), columnTitle("state"))->trigger();
            saved = model(desk).view();
            QCOMPARE(saved.filter, filter);
            saveView(desk, QStringLiteral(" ")); // no name
            QVERIFY(desk.settings.runViews().isEmpty());
            saveView(desk, QStringLiteral(" failed ones "));
            QCOMPARE(desk.settings.runViews().keys(), QStringList{name});
            QMenu* menu = desk.find<QToolButton>("runViewButton")->menu();
            QVERIFY(entry(desk, name) != nullptr); // it has been opened before
            QCOMPARE(menu->findChildren<QMenu*>().size(), 4); // groups, order, further keys, views to be forgotten
            entry(desk, QStringLiteral("Group by"), QStringLiteral("Nothing"))->trigger();
        }
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 2); // no filter stays for the next start
        QVERIFY(!(model(desk).view() == saved));
        entry(desk, name)->trigger();
        QVERIFY(model(desk).view() == saved);
        QTRY_COMPARE(desk.find<QLineEdit>("runFilter")->text(), filter);
        entry(desk, QStringLiteral("Forget a view"), name)->trigger();
        QVERIFY(desk.settings.runViews().isEmpty());
        QVERIFY(entry(desk, name) == nullptr);
        QVERIFY(entry(desk, QStringLiteral("Forget a view")) == nullptr);
        QVERIFY(model(desk).view() == saved); // what is shown stays
    }

    void whatTheMenuBesideTheFilterDoesIsInTheMenusOfTheWindow()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Failed);
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 2);
        const auto choose = [&desk](const char* menuName, const QString& text) {
            auto* menu = desk.find<QMenu>(menuName);
            QVERIFY(menu != nullptr && menu->isVisible());
            for (QAction* each : menu->actions())
                if (each->text() == text)
                    each->trigger();
            menu->close();
        };
        desk.action("groupRuns")->trigger();
        choose("chooseGroupsMenu", columnTitle("state"));
        QCOMPARE(model(desk).view().groupBy, std::string("state"));
        const RunView saved = model(desk).view();
        desk.action("saveRunView")->trigger();
        auto* dialog = desk.find<QInputDialog>("viewNameDialog");
        dialog->setTextValue(QStringLiteral("mine"));
        dialog->accept();
        desk.action("showArchivedRuns")->trigger();
        QVERIFY(model(desk).view().showsArchived);
        desk.action("chooseRunView")->trigger();
        choose("chooseViewMenu", QStringLiteral("mine"));
        QVERIFY(model(desk).view() == saved);
        QVERIFY(!desk.action("showArchivedRuns")->isChecked()); // whoever chose it
        desk.action("chooseColumns")->trigger();
        QVERIFY(desk.find<QDialog>("runColumns") != nullptr);
    }

    void aColumnsWidthStaysForTheNextStart()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Finished);
        {
            Desk desk(folder.path());
            QTRY_COMPARE(model(desk).rowCount(), 1);
            desk.runs()->header()->resizeSection(RunTableModel::Best, 123);
        }
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 1);
        QCOMPARE(desk.runs()->header()->sectionSize(RunTableModel::Best), 123);
    }

    void resetLayoutTakesTheTableBackAndLeavesSavedViews()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Failed);
        int first = 0;
        const auto isFirst = [&first](const Desk& desk) {
            const QHeaderView* header = desk.runs()->header();
            return model(desk).view() == RunView() && header->sectionSize(RunTableModel::Best) == first
                && header->visualIndex(RunTableModel::Best) == RunTableModel::Best && !header->isSortIndicatorShown();
        };
        {
            Desk desk(folder.path());
            QTRY_COMPARE(model(desk).rowCount(), 2);
            QCoreApplication::processEvents();
            QHeaderView* header = desk.runs()->header();
            first = header->sectionSize(RunTableModel::Best);
            QVERIFY(isFirst(desk));
            RunView view;
            view.filter = QStringLiteral("state:failed");
            view.groupBy = "state";
            view.columns.push_back("runtime.seed");
            view.sort.emplace_back("name", false);
            model(desk).setView(view);
            header->resizeSection(RunTableModel::Best, first + 40);
            header->moveSection(RunTableModel::Best, RunTableModel::State);
            saveView(desk, QStringLiteral("mine"));
            QVERIFY(!isFirst(desk));
            desk.action("resetLayout")->trigger();
            QTRY_COMPARE(model(desk).rowCount(), 2);
            QVERIFY(isFirst(desk));
            QCOMPARE(desk.find<QLineEdit>("runFilter")->text(), QString());
            QCOMPARE(desk.settings.runViews().keys(), QStringList{QStringLiteral("mine")});
        }
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 2);
        QCoreApplication::processEvents();
        QVERIFY(isFirst(desk)); // no width was kept for it
    }

    void statesGiveWayToNamesWithTheRoomThereIs()
    {
        constexpr int leastName = 150;
        const support::TemporaryFolder folder;
        addRun(folder.path(), "corpus of linguistic acceptability, molex, s42", RunState::Finished);
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 1);
        RunsPanel panel(model(desk), desk.theme, desk.settings);
        panel.resize(600, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto* table = panel.findChild<QTreeView*>(QStringLiteral("runTable"));
        const auto width = [table](int section) { return table->header()->sectionSize(section); };
        QTRY_VERIFY(width(RunTableModel::Name) > leastName);
        const int words = width(RunTableModel::State);
        panel.resize(panel.width() - (width(RunTableModel::Name) - leastName), 300);
        QTRY_COMPARE(width(RunTableModel::Name), leastName);
        QCOMPARE(width(RunTableModel::State), words);
        table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
        QTRY_VERIFY(width(RunTableModel::State) < words);
        table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        QTRY_COMPARE(width(RunTableModel::State), words);
        panel.resize(panel.width() - 40, 300);
        QTRY_VERIFY(width(RunTableModel::State) < words);
        panel.resize(600, 300);
        QTRY_COMPARE(width(RunTableModel::State), words);
    }

    void aViewThatIsForgottenOrSavedOverComesBack()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Failed); // states to group by
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 2);
        const QString name = QStringLiteral("mine");
        saveView(desk, name);
        const QString first = desk.settings.runViews().value(name);
        QVERIFY(!first.isEmpty());
        entry(desk, QStringLiteral("Group by"), columnTitle("state"))->trigger();
        saveView(desk, name);
        QVERIFY(desk.settings.runViews().value(name) != first);
        desk.action("undo")->trigger();
        QCOMPARE(desk.settings.runViews().value(name), first);
        entry(desk, QStringLiteral("Forget a view"), name)->trigger();
        QVERIFY(desk.settings.runViews().isEmpty());
        desk.action("undo")->trigger();
        QCOMPARE(desk.settings.runViews().value(name), first);
        desk.action("redo")->trigger();
        QVERIFY(desk.settings.runViews().isEmpty());
    }

    void columnsAreChosenAndComeBackAtTheNextStart()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        {
            Desk desk(folder.path());
            QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
            RunView view = model(desk).view();
            view.columns.push_back("runtime.seed");
            model(desk).setView(view);
            QCOMPARE(model(desk).headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("runtime.seed"));
            QVERIFY(!desk.cell(0, 3).isEmpty());
        }
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->columnCount(), 4);
    }
};

MOLEX_GUI_TEST(tst_RunViews)
#include "tst_RunViews.moc"
