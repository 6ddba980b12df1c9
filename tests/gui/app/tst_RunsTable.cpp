#include "tests/support/Desk.h"

#include <QCheckBox>
#include <QDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QTreeWidget>

#include "gui/models/RunCells.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/RunsPanel.h"
#include "tests/support/ComparedStore.h"

using namespace gui;
using storage::RunState;
using support::addRun;
using support::Desk;

/// The runs table as a person uses it.
class tst_RunsTable : public QObject {
    Q_OBJECT

private:
    static RunTableModel& model(const Desk& desk) { return *static_cast<RunTableModel*>(desk.runs()->model()); }
    static storage::RunMarks marks(const Desk& desk, std::int64_t run)
    {
        return desk.stored([run](storage::RunRepository& repository) { return repository.marks(run); });
    }

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

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void tagsNoteAndColourAreEditedAndUndone()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("editMarks")->isEnabled());
        desk.action("editMarks")->trigger();
        auto* dialog = desk.find<QDialog>("runMarksDialog");
        QVERIFY(dialog != nullptr && !dialog->isModal());
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("tagsInput")), QStringLiteral("paper, good one"));
        dialog->findChild<QPlainTextEdit*>(QStringLiteral("noteInput"))->setPlainText(QStringLiteral("as in table 2"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(marks(desk, 1).tags, (std::vector<std::string>{"paper", "good one"}));
        QCOMPARE(marks(desk, 1).note, std::string("as in table 2"));
        QTest::keyClicks(desk.find<QLineEdit>("runFilter"), QStringLiteral("tags:\"good one\""));
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.action("undo")->trigger();
        QTRY_VERIFY(marks(desk, 1).tags.empty());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 0); // the filter still wants the tag
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

    void marksOfSeveralRunsChangeWhereTheyWereEdited()
    {
        const support::TemporaryFolder folder;
        support::storeRun(folder.path(),
                          {"a", 1, "none", 0.6, 0, "d41d", {{"paper", "old"}, "first", false, false, false, 3}, 3, "g"});
        support::storeRun(folder.path(),
                          {"b", 2, "none", 0.6, 0, "d41d", {{"paper"}, "second", false, false, false, {}}, 3, "g"});
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        const auto openDialog = [&desk] {
            desk.clickRow(0); // the group's
            desk.action("editMarks")->trigger();
            return desk.find<QDialog>("runMarksDialog");
        };
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("editMarks")->isEnabled());
        QDialog* dialog = openDialog();
        auto* tags = dialog->findChild<QLineEdit*>(QStringLiteral("tagsInput"));
        QCOMPARE(tags->text(), QStringLiteral("paper")); // what both have
        QCOMPARE(dialog->findChild<QPlainTextEdit*>(QStringLiteral("noteInput"))->toPlainText(), QString());
        QTest::keyClicks(tags, QStringLiteral(", new"));
        desk.runs()->setCurrentIndex(model(desk).index(0, 0, model(desk).index(0, 0))); // it is about the runs chosen when it was opened
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(marks(desk, 1).tags, (std::vector<std::string>{"paper", "old", "new"}));
        QTRY_COMPARE(marks(desk, 2).tags, (std::vector<std::string>{"paper", "new"}));
        QCOMPARE(marks(desk, 1).note, std::string("first"));
        QCOMPARE(marks(desk, 2).note, std::string("second"));
        QCOMPARE(marks(desk, 1).colour, std::optional(3));
        QCOMPARE(marks(desk, 2).colour, std::optional<int>());
        QTRY_VERIFY(desk.find<QDialog>("runMarksDialog") == nullptr);
        dialog = openDialog();
        dialog->findChild<QLineEdit*>(QStringLiteral("tagsInput"))->setText(QStringLiteral("new"));
        dialog->findChild<QPlainTextEdit*>(QStringLiteral("noteInput"))->setPlainText(QStringLiteral("both"));
        for (auto* button : dialog->findChildren<QToolButton*>())
            if (button->toolTip() == QStringLiteral("Colour 2"))
                button->click();
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(marks(desk, 2).tags, std::vector<std::string>{"new"});
        QTRY_COMPARE(marks(desk, 1).tags, (std::vector<std::string>{"old", "new"}));
        for (const std::int64_t run : {1, 2}) {
            QCOMPARE(marks(desk, run).note, std::string("both"));
            QCOMPARE(marks(desk, run).colour, std::optional(1));
        }
    }

    void anArchivedRunIsOutOfSightAndComesBack()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("archiveRun")->isEnabled());
        desk.action("archiveRun")->trigger();
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QCOMPARE(desk.find<QLabel>("runCount")->text(), QStringLiteral("1 of 2 runs"));
        desk.action("undo")->trigger();
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
    }

    void aPinnedRunComesFirstAndOneRunIsTheBaseline()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        desk.clickRow(1);
        QTRY_VERIFY(desk.action("pinRun")->isEnabled());
        desk.action("pinRun")->trigger();
        QTRY_COMPARE(desk.cell(0, 0), QStringLiteral("a"));
        QTRY_VERIFY(desk.action("pinRun")->isChecked());
        desk.action("baselineRun")->trigger();
        QTRY_VERIFY(marks(desk, 1).isBaseline);
        const auto isBaseline = [&desk](int row) {
            return desk.runs()->model()->index(row, 0).data(RunTableModel::IsBaseline).toBool();
        };
        QTRY_VERIFY(isBaseline(0)); // the table knows it too
        desk.clickRow(1);
        QTRY_VERIFY(!desk.action("baselineRun")->isChecked());
        desk.action("baselineRun")->trigger();
        QTRY_VERIFY(marks(desk, 2).isBaseline);
        QVERIFY(!marks(desk, 1).isBaseline);
        desk.action("undo")->trigger();
        QTRY_VERIFY(marks(desk, 1).isBaseline);
        QVERIFY(!marks(desk, 2).isBaseline);
    }

    /// The table is read anew after each edit, which takes a moment; edits within it must not go on from what it says.
    void editsWithinAMomentAreAllUndone()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        const auto choose = [&desk](int row) { desk.runs()->setCurrentIndex(desk.runs()->model()->index(row, 0)); };
        choose(1);
        QTRY_VERIFY(desk.action("baselineRun")->isEnabled());
        desk.action("baselineRun")->trigger(); // run 1; nothing is read between these
        choose(0);
        desk.action("baselineRun")->trigger();
        desk.action("pinRun")->trigger();
        desk.action("archiveRun")->trigger();
        QTRY_VERIFY(marks(desk, 2).isArchived);
        QVERIFY(marks(desk, 2).isBaseline && marks(desk, 2).isPinned && !marks(desk, 1).isBaseline);
        desk.action("undo")->trigger();
        desk.action("undo")->trigger();
        QTRY_VERIFY(!marks(desk, 2).isPinned);
        QVERIFY(marks(desk, 2).isBaseline && !marks(desk, 2).isArchived);
        desk.action("undo")->trigger();
        QTRY_VERIFY(marks(desk, 1).isBaseline);
        QVERIFY(!marks(desk, 2).isBaseline);
        desk.action("undo")->trigger();
        QTRY_VERIFY(!marks(desk, 1).isBaseline);
        for (int i = 0; i < 4; ++i)
            desk.action("redo")->trigger();
        QTRY_VERIFY(marks(desk, 2).isArchived);
        QVERIFY(marks(desk, 2).isBaseline && marks(desk, 2).isPinned && !marks(desk, 1).isBaseline);
    }

    void aWrongFilterIsExplainedBelowTheTable()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.find<QLineEdit>("runFilter")->setText(QStringLiteral("learning_rat>1"));
        QVERIFY(desk.find<QLabel>("runCount")->text().contains(QStringLiteral("did you mean training.learning_rate?")));
        QCOMPARE(desk.runs()->model()->rowCount(), 1);
        QTest::keyClick(desk.find<QLineEdit>("runFilter"), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(desk.find<QLineEdit>("runFilter"), QStringLiteral("training.learning_rate>1"));
        QCOMPARE(desk.runs()->model()->rowCount(), 0);
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

    void aClickOnAHeaderSortsAndOneWithShiftSortsFurther()
    {
        const support::TemporaryFolder folder;
        for (const char* name : {"b", "a", "c"})
            addRun(folder.path(), name, RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 3);
        QCOMPARE(desk.cell(0, 0), QStringLiteral("c")); // the newest
        QHeaderView* header = desk.runs()->header();
        const auto click = [&](int section, Qt::KeyboardModifiers keys) {
            const QPoint place(header->sectionViewportPosition(section) + 10, header->height() / 2);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, keys, place);
        };
        click(0, {});
        QCOMPARE(desk.cell(0, 0), QStringLiteral("a"));
        click(0, {});
        QCOMPARE(desk.cell(0, 0), QStringLiteral("c"));
        QCOMPARE(desk.cell(2, 0), QStringLiteral("a"));
        click(1, Qt::ShiftModifier);
        QCOMPARE(model(desk).view().sort.size(), std::size_t(2));
        click(1, {}); // alone
        QCOMPARE(model(desk).view().sort.size(), std::size_t(1));
        click(1, {}); // the third click takes it away
        QVERIFY(model(desk).view().sort.empty());
    }

    void aGroupsCountStandsBesideItsNameWhereThereIsRoom()
    {
        const support::TemporaryFolder folder;
        for (const char* name : {"a", "b"})
            support::storeRun(folder.path(), {name, 1, "none", 0.6, 0, "d41d", {}, 3, "g"});
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QHeaderView* header = desk.runs()->header();
        const auto isPainted = [&] {
            const QRect place = desk.runs()->visualRect(model(desk).index(0, 1));
            const QImage cell = desk.runs()->viewport()->grab(place).toImage();
            for (int x = 0; x < cell.width(); ++x)
                for (int y = 0; y < cell.height(); ++y)
                    if (cell.pixel(x, y) != cell.pixel(0, 0))
                        return true;
            return false;
        };
        QCOMPARE(desk.cell(0, 1), QString());
        header->resizeSection(1, header->minimumSectionSize());
        QVERIFY(!isPainted()); // cut there it would say nothing
        header->resizeSection(1, 90);
        QVERIFY(isPainted());
        header->moveSection(1, 2);
        QVERIFY(!isPainted());
    }

    void checkedRunsAreCounted()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("checkRun")->isEnabled());
        desk.action("checkRun")->trigger();
        QCOMPARE(desk.find<QLabel>("runCount")->text(), QStringLiteral("2 runs, 1 checked"));
        desk.action("checkRun")->trigger();
        QCOMPARE(desk.find<QLabel>("runCount")->text(), QStringLiteral("2 runs"));
    }
};

MOLEX_GUI_TEST(tst_RunsTable)
#include "tst_RunsTable.moc"
