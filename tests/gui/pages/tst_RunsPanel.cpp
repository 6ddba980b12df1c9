#include "gui/pages/RunsPanel.h"

#include <QHeaderView>
#include <QIcon>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeView>

#include "gui/app/AppSettings.h"
#include "gui/app/Theme.h"
#include "gui/models/RunCells.h"
#include "gui/models/RunTableModel.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/RunTables.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;
using support::tableOf;
using support::TableRun;

/// The table of the dock Runs by itself, over runs that are made up.
class tst_RunsPanel : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

    struct Shown
    {
        explicit Shown(Theme& theme)
            : settings(QString::fromStdString((folder.path() / "settings.ini").string()))
            , model(theme)
            , panel(model, theme, settings)
            , table(panel.findChild<QTreeView*>(QStringLiteral("runTable")))
        {
            panel.resize(600, 300);
            panel.show();
        }

        int width(int section) const { return table->header()->sectionSize(section); }
        /// The only run's first cell.
        QImage picture(const TableRun& run)
        {
            model.setTable(tableOf({run}));
            QCoreApplication::processEvents();
            return table->viewport()->grab(table->visualRect(model.indexOf(run.id))).toImage();
        }
        int wholeWidth(const QModelIndex& name) const
        {
            return table->visualRect(name).left() + table->sizeHintForIndex(name).width();
        }

        support::TemporaryFolder folder;
        AppSettings settings;
        RunTableModel model;
        RunsPanel panel;
        QTreeView* table;
    };

private Q_SLOTS:
    void aNameBelowItsGroupIsWithoutWhatTheGroupSays_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("below");
        QTest::newRow("-") << "starter" << "starter-kind=molex-s42" << "kind=molex-s42";
        QTest::newRow("/") << "starter" << "starter/s1" << "s1";
        QTest::newRow("_") << "starter" << "starter_s1" << "s1";
        QTest::newRow("=") << "rank" << "rank=8" << "8";
        QTest::newRow("space") << "starter" << "starter trial" << "trial";
        QTest::newRow("once") << "a" << "a-a-s1" << "a-s1";
        QTest::newRow("the same") << "starter" << "starter" << "starter";
        QTest::newRow("nothing more") << "starter" << "starter-" << "starter-";
        QTest::newRow("another word") << "start" << "starter-s1" << "starter-s1";
        QTest::newRow("within") << "lora" << "cola-lora-s1" << "cola-lora-s1";
        QTest::newRow("no group") << "" << "-s1" << "-s1";
    }

    void aNameBelowItsGroupIsWithoutWhatTheGroupSays()
    {
        QFETCH(QString, group);
        QFETCH(QString, name);
        QFETCH(QString, below);
        QCOMPARE(nameBelow(group, name), below);
    }

    void theTableShowsNamesSoAndHasThemWhole()
    {
        Shown shown(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
        const auto picture = [&shown](const char* name) { return shown.picture({1, name, "starter"}); };
        picture("kind=molex-s42"); // columns have their widths
        const QImage rest = picture("kind=molex-s42");
        QVERIFY(picture("kind=molex-s43") != rest); // names are seen at all
        QVERIFY(picture("starter-kind=molex-s42") == rest);
        const QModelIndex run = shown.model.indexOf(1);
        QVERIFY(run.parent().isValid());
        QCOMPARE(run.data().toString(), QStringLiteral("starter-kind=molex-s42"));
        QCOMPARE(run.data(Qt::EditRole), run.data());
        QVERIFY(run.data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("starter-kind=molex-s42\n")));
        for (const int column : {RunTableModel::Name, RunTableModel::State}) // which may have the figure alone
            QCOMPARE(run.parent().siblingAtColumn(column).data(Qt::ToolTipRole).toString(),
                     QStringLiteral("starter\n1 run"));
    }

    void aSelectedGroupStaysSelectedAndALostChoiceIsTold()
    {
        using Runs = std::vector<std::int64_t>;
        Shown shown(m_theme);
        const auto show = [&shown](const std::vector<TableRun>& runs) { shown.model.setTable(tableOf(runs)); };
        show({{2, "b", "two"}, {1, "a", "one"}});
        shown.table->setCurrentIndex(shown.model.groupIndex(QStringLiteral("one")));
        QCOMPARE(shown.panel.chosen(), Runs{1});
        QSignalSpy told(&shown.panel, &RunsPanel::choiceChanged);
        show({{3, "c", "three"}, {2, "b", "two"}, {1, "a", "one"}});
        QCOMPARE(shown.table->currentIndex(), shown.model.groupIndex(QStringLiteral("one")));
        QCOMPARE(told.count(), 0);
        show({{4, "d", "one"}, {3, "c", "three"}, {2, "b", "two"}, {1, "a", "one"}});
        QCOMPARE(shown.panel.chosen(), (Runs{4, 1}));
        QCOMPARE(told.count(), 1);
        show({{3, "c", "three"}, {2, "b", "two"}});
        QCOMPARE(shown.panel.chosen(), Runs{});
        QCOMPARE(told.count(), 2);
        shown.panel.select(2);
        show({{3, "c", "three"}});
        QCOMPARE(shown.panel.current(), qint64(0));
        QCOMPARE(told.count(), 3);
    }

    void aSweepsNameHasNoKeysWhereItIsTooLong()
    {
        QCOMPARE(withoutKeys(QStringLiteral("rank=8-learning_rate=0.002")), QStringLiteral("8-0.002"));
        QCOMPARE(withoutKeys(QStringLiteral("kind=fixed-random-s42")), QStringLiteral("fixed-random-s42"));
        QCOMPARE(withoutKeys(QStringLiteral("learning_rate=1e-05")), QStringLiteral("1e-05"));
        QCOMPARE(withoutKeys(QStringLiteral("molex-s42")), QStringLiteral("molex-s42"));
    }

    void namesThatAreCutDifferWhereverTheyDo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("other");
        QTest::newRow("at the end") << "fixed-random-layers-of-all-s46" << "fixed-random-layers-of-all-s45";
        QTest::newRow("at the beginning") << "fixed-random-layers-of-all-s46" << "mixed-random-layers-of-all-s46";
        QTest::newRow("the first of two values") << "rank=8-learning_rate=0.002" << "rank=4-learning_rate=0.002";
        QTest::newRow("the last of two values") << "rank=8-learning_rate=0.002" << "rank=8-learning_rate=0.001";
    }

    /// In the dock's width.
    void namesThatAreCutDifferWhereverTheyDo()
    {
        QFETCH(QString, name);
        QFETCH(QString, other);
        Shown shown(m_theme);
        shown.panel.resize(272, 300);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
        const auto picture = [&shown](const QString& below) {
            return shown.picture({1, "starter-" + below.toStdString(), "starter"});
        };
        picture(name); // columns have their widths
        const QImage one = picture(name);
        QVERIFY(shown.wholeWidth(shown.model.indexOf(1)) > shown.width(RunTableModel::Name));
        const QImage two = picture(other);
        QCOMPARE(two.size(), one.size());
        QVERIFY(two != one);
        QVERIFY(picture(name) == one);
    }

    void namesBelowOneGroupHaveTheirKeysTogether()
    {
        Shown shown(m_theme);
        shown.panel.resize(272, 300);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
        const auto picture = [&shown](const char* name, const char* sibling) {
            shown.model.setTable(tableOf({{2, sibling, "starter"}, {1, name, "starter"}}));
            QCoreApplication::processEvents();
            return shown.table->viewport()->grab(shown.table->visualRect(shown.model.indexOf(1))).toImage();
        };
        const char* wide = "starter-k=fixed-random-layers-of-s42";
        picture("starter-k=a-s42", wide); // columns have their widths
        QVERIFY(shown.wholeWidth(shown.model.indexOf(2)) > shown.width(RunTableModel::Name));
        const QImage without = picture("starter-a-s42", wide);
        QVERIFY(picture("starter-k=a-s42", wide) == without);
        const char* keyless = "starter-fixed-random-layers-of-all-s42"; // which has none to lose
        QVERIFY(picture("starter-k=a-s42", keyless) != picture("starter-a-s42", keyless));
        QVERIFY(picture("starter-k=a-s42", wide) == without); // names are measured anew
        shown.panel.resize(900, 300);
        picture("starter-k=a-s42", wide);
        QVERIFY(picture("starter-k=a-s42", wide) != picture("starter-a-s42", wide));
    }

    void aNameThatIsCutEndsBeforeThePin()
    {
        constexpr int pin = 16;
        Shown shown(m_theme);
        shown.panel.resize(272, 300);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
        const auto picture = [&shown](const char* name, bool isPinned) {
            const QImage cell =
                shown.picture({1, name, "", "finished", 0, {{"pinned", isPinned ? "yes" : ""}}});
            return cell.copy(cell.width() - pin - 1, 0, pin, cell.height());
        };
        const char* narrow = "illiilliilliilliilliilliilliilliilli";
        const char* wide = "MWWMMWWMMWWMMWWMMWWMMWWMMWWMMWWMMWWM";
        QVERIFY(picture(wide, true) == picture(narrow, true));
        QVERIFY(picture(wide, true) != picture(wide, false)); // it is there
    }

    void aSwatchIsInItsRunsColourCheckedOrNot()
    {
        Shown shown(m_theme);
        shown.model.setTable(tableOf({{3, "b-s1", "b"}, {2, "a-s2", "a"}, {1, "a-s1", "a"}}));
        const auto swatch = [&shown](std::int64_t run) {
            const auto icon = shown.model.indexOf(run).data(Qt::DecorationRole).value<QIcon>();
            return icon.pixmap(32, 32).toImage().pixelColor(10, 16);
        };
        for (const bool isChecked : {false, true}) {
            shown.model.setChecked({1}, isChecked);
            QCOMPARE(swatch(1), runColour(0, false));
            QCOMPARE(swatch(2), runColour(0, false));
            QCOMPARE(swatch(3), runColour(1, false));
        }
        shown.model.setComparedColours({{1, 4}, {2, 4}});
        QCOMPARE(swatch(1), runColour(4, false));
        QSignalSpy told(&shown.model, &QAbstractItemModel::dataChanged);
        shown.model.setComparedColours({{1, 4}, {2, 5}, {3, 6}}); // of hundreds that are compared few change
        QCOMPARE(told.count(), 2);
        shown.model.setComparedColours({{1, 4}, {2, 5}});
        QCOMPARE(told.count(), 3);
        QCOMPARE(swatch(2), runColour(0, false)); // not checked
    }

    /// Equal texts are measured once, in the font that the table has.
    void columnsAreAsWideAsTheWidestTextInThem()
    {
        Shown shown(m_theme);
        shown.panel.resize(1600, 300); // what is out of sight does not grow
        QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
        const auto show = [&shown](const char* text) {
            shown.model.setTable(tableOf({{3, "c", "", "finished", 0, {{"tags", "x"}, {"note", "x"}}},
                                          {2, "b", "", "finished", 0, {{"tags", text}, {"note", "x"}}},
                                          {1, "a", "", "finished", 0, {{"tags", "x"}, {"note", text}}}}));
            QCoreApplication::processEvents();
        };
        const auto isRoomFor = [&shown](const char* text) {
            const int wanted = shown.table->fontMetrics().horizontalAdvance(QString::fromLatin1(text));
            return shown.width(3) > wanted && shown.width(4) > wanted;
        };
        const char* text = "a text of several words";
        show(text);
        RunView view;
        view.columns = {"state", "best", "tags", "note"};
        shown.model.setView(view);
        QVERIFY(isRoomFor(text));
        QCOMPARE(shown.width(3), shown.width(4)); // below titles of four letters
        const char* longer = "a text of several words, and more";
        show(longer);
        QVERIFY(isRoomFor(longer));
        QFont font = shown.table->font();
        font.setPixelSize(2 * shown.table->fontInfo().pixelSize());
        shown.table->setFont(font);
        show(longer);
        QVERIFY(isRoomFor(longer));
    }

    void whatScrollsIntoSightHasItsRoom()
    {
        Shown shown(m_theme);
        shown.panel.resize(800, 300);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
        std::vector<TableRun> runs;
        for (std::int64_t id = 60; id >= 1; --id)
            runs.push_back({id, "r", "", "finished", 0, {{"tags", id > 1 ? "x" : "a text of several words"}}});
        shown.model.setTable(tableOf(runs));
        RunView view;
        view.columns = {"state", "tags"};
        shown.model.setView(view);
        const int wanted = shown.table->fontMetrics().horizontalAdvance(QStringLiteral("a text of several words"));
        QVERIFY(shown.width(2) < wanted); // sized by what is in sight
        shown.table->scrollToBottom();
        QTRY_VERIFY(shown.width(2) > wanted);
        shown.table->scrollToTop();
        QCoreApplication::processEvents();
        QVERIFY(shown.width(2) > wanted); // it does not jump about
    }

    void statesKeepTheirWordsWhereNamesBelowGroupsFit()
    {
        constexpr int leastName = 150; // that whole names would take
        Shown shown(m_theme);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.panel));
        shown.model.setTable(tableOf({{2, "starter-run-s2", "starter-run", "finished", 0.6},
                                      {1, "starter-run-s1", "starter-run", "finished", 0.5}}));
        QTRY_VERIFY(shown.width(RunTableModel::Name) > leastName);
        const int words = shown.width(RunTableModel::State);
        const QModelIndex run = shown.model.indexOf(1);
        const int wanted = qMax(shown.wholeWidth(run), shown.wholeWidth(run.parent()));
        QVERIFY2(wanted < leastName, qPrintable(QString::number(wanted)));
        const auto giveNames = [&shown](int width) {
            shown.panel.resize(shown.panel.width() - shown.width(RunTableModel::Name) + width, 300);
            QCoreApplication::processEvents(); // columns have their widths after the table has its own
        };
        giveNames(wanted);
        QTRY_COMPARE(shown.width(RunTableModel::Name), wanted);
        QCOMPARE(shown.width(RunTableModel::State), words);
        giveNames(wanted - 10);
        QTRY_VERIFY(shown.width(RunTableModel::State) < words);
    }

    /// Which it is all the time while a run trains.
    void aNameThatIsTypedStaysWhileTheTableIsReadAnew()
    {
        Shown shown(m_theme);
        shown.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.panel));
        const auto read = [&shown](const char* name, double best) {
            shown.model.setTable(tableOf({{1, name, "", "running", best}}));
        };
        read("first", 0.5);
        shown.panel.select(1);
        shown.panel.editName();
        auto* line = shown.table->viewport()->findChild<QLineEdit*>();
        QVERIFY(line != nullptr);
        read("first", 0.6);
        QCOMPARE(line->selectedText(), QStringLiteral("first")); // to be typed over
        read("second", 0.6);
        QCOMPARE(line->text(), QStringLiteral("second")); // nothing was typed so far
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("third"));
        read("second", 0.7);
        QCOMPARE(line->text(), QStringLiteral("third"));
    }
};

MOLEX_GUI_TEST(tst_RunsPanel)
#include "tst_RunsPanel.moc"
