#include "tests/support/Desk.h"

#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStyle>
#include <QStyleOptionViewItem>
#include <QToolButton>

#include "gui/models/RunTableModel.h"
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

    /// Where a row has its box.
    static QPoint boxOf(const QTreeView& table, const QModelIndex& row)
    {
        QStyleOptionViewItem option;
        option.initFrom(&table);
        option.rect = table.visualRect(row);
        option.features = QStyleOptionViewItem::HasCheckIndicator;
        return table.style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, &table).center();
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

    /// As words, or as the figure where these do not fit.
    void aGroupsCountStandsBesideItsNameAndIsNeverCut()
    {
        const support::TemporaryFolder folder;
        for (const char* name : {"a", "b"})
            support::storeRun(folder.path(), {name, 1, "none", 0.6, 0, "d41d", {}, 3, "g"});
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QHeaderView* header = desk.runs()->header();
        constexpr int wide = 90;
        const auto painted = [&](int width) { // without the ground around it
            header->resizeSection(1, width);
            const QRect place = desk.runs()->visualRect(model(desk).index(0, 1));
            const QImage cell = desk.runs()->viewport()->grab(place).toImage();
            QRect ink;
            for (int x = 0; x < cell.width(); ++x)
                for (int y = 0; y < cell.height(); ++y)
                    if (cell.pixel(x, y) != cell.pixel(0, 0))
                        ink |= QRect(x, y, 1, 1);
            return ink.isEmpty() ? QImage() : cell.copy(ink);
        };
        QCOMPARE(desk.cell(0, 1), QString());
        const QImage words = painted(wide);
        const QImage figure = painted(header->minimumSectionSize());
        QVERIFY(!figure.isNull());
        QVERIFY(words.width() > figure.width());
        for (int width = header->minimumSectionSize(); width < wide; ++width) {
            const QImage seen = painted(width);
            QVERIFY2(seen == words || seen == figure, qPrintable(QString::number(width)));
        }
        header->moveSection(1, 2);
        QVERIFY(painted(wide).isNull());
    }

    void boxesOfARunAndOfAGroupAreCheckedByTheMouseAndBySpace()
    {
        const support::TemporaryFolder folder;
        for (const char* name : {"a", "b"})
            support::storeRun(folder.path(), {name, 1, "none", 0.6, 0, "d41d", {}, 3, "g"});
        Desk desk(folder.path());
        QTRY_COMPARE(model(desk).rowCount(), 1);
        QTreeView& table = *desk.runs();
        const auto group = [&desk] { return model(desk).index(0, 0); };
        const auto run = [&] { return model(desk).index(0, 0, group()); };
        const auto box = [](const QModelIndex& row) { return Qt::CheckState(row.data(Qt::CheckStateRole).toInt()); };
        const auto click = [&table](QPoint place) {
            QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, place);
        };
        click(boxOf(table, run()));
        QCOMPARE(box(run()), Qt::Checked);
        QCOMPARE(box(group()), Qt::PartiallyChecked);
        QCOMPARE(desk.find<QLabel>("runCount")->text(), QStringLiteral("2 runs, 1 checked"));
        click(table.visualRect(run()).center()); // a box does not take the keys
        QTest::keyClick(&table, Qt::Key_Space);
        QCOMPARE(box(run()), Qt::Unchecked);
        click(boxOf(table, group()));
        QCOMPARE(box(run()), Qt::Checked);
        QCOMPARE(desk.find<QLabel>("runCount")->text(), QStringLiteral("2 runs, 2 checked"));
        click(table.visualRect(group()).center());
        QTest::keyClick(&table, Qt::Key_Space);
        QCOMPARE(box(group()), Qt::Unchecked);
        QCOMPARE(desk.find<QLabel>("runCount")->text(), QStringLiteral("2 runs"));
        click(table.visualRect(group()).center()); // the name chooses the row alone
        QCOMPARE(box(group()), Qt::Unchecked);
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
