#include "gui/models/RunTableModel.h"

#include <QAbstractItemModelTester>
#include <QColor>

#include "engine/run/ConfigJson.h"
#include "gui/app/Theme.h"
#include "gui/models/RunCells.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/RunTables.h"

using namespace gui;
using support::tableOf;
using support::TableRun;

class tst_RunTableModel : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

    /// "a(1 2) b(3)", or "1 2 3" without groups.
    static QString seen(const RunTableModel& model)
    {
        QStringList tops;
        for (int i = 0; i < model.rowCount(); ++i) {
            const QModelIndex top = model.index(i, 0);
            if (!model.isGroup(top)) {
                tops << top.data(RunTableModel::RunId).toString();
                continue;
            }
            QStringList runs;
            for (int j = 0; j < model.rowCount(top); ++j)
                runs << model.index(j, 0, top).data(RunTableModel::RunId).toString();
            tops << QStringLiteral("%1(%2)").arg(top.data().toString(), runs.join(QLatin1Char(' ')));
        }
        return tops.join(QLatin1Char(' '));
    }

    static std::vector<TableRun> twoGroups()
    {
        return {{6, "single", "", "queued"},
                {5, "b-s2", "b", "finished", 0.7},
                {4, "b-s1", "b", "finished", 0.5},
                {3, "a-s3", "a", "failed"}, {2, "a-s2", "a", "finished", 0.4},
                {1, "a-s1", "a", "finished", 0.6}};
    }

    static RunView sortedBy(std::vector<std::pair<std::string, bool>> sort)
    {
        RunView view;
        view.sort = std::move(sort);
        return view;
    }

private Q_SLOTS:
    void whatARunDoesIsSaidInWords()
    {
        const storage::RunTable table = tableOf({{3, "a"}});
        QCOMPARE(whatText(table, 0), QStringLiteral("LoRA + MoLEx, CoLA, seed 3"));
        storage::RunTable broken;
        broken.row(1);
        QCOMPARE(whatText(broken, 0), QStringLiteral("configuration cannot be read"));
    }

    void cellsHaveUnits_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        for (const char* key : {"seconds", "evaluation_seconds", "wall_seconds"})
            QTest::newRow(key) << QByteArray(key) << 412.0 << "6 min 52 s";
        QTest::newRow("memory") << QByteArray("peak_memory_bytes") << 2.1 * (1 << 30) << "2.1 GiB";
        QTest::newRow("count") << QByteArray("trainable") << 896270.0 << "896,270";
        QTest::newRow("score") << QByteArray("best.matthews") << 0.64129 << "0.641";
        QTest::newRow("score at a step") << QByteArray("matthews@100") << 0.64129 << "0.641";
        QTest::newRow("nothing") << QByteArray("seconds") << std::nan("") << "";
    }

    void cellsHaveUnits()
    {
        QFETCH(QByteArray, key);
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(numberText(key.toStdString(), value), text);
    }

    void aLikelihoodThatIsNotCausalSaysSo()
    {
        using Words = std::vector<std::pair<std::string, std::string>>;
        const auto e2e = [](const char* vote) {
            return Words{{"task.kind", "e2e"}, {"routing.vote", vote}, {"metric", "dev_loss"}};
        };
        const storage::RunTable table = tableOf({{3, "batch", "", "finished", 0.5, e2e("batch")},
                                                 {2, "prompt", "", "finished", 0.5, e2e("prompt")},
                                                 {1, "glue", "", "finished", 0.5, {{"routing.vote", "batch"}}}});
        for (const char* key :
             {"best", "best.dev_loss", "last.perplexity", "min.loss", "min.total_loss", "dev_loss@100"}) {
            QVERIFY2(isNotCausal(table, 0, key), key);
            QVERIFY2(!isNotCausal(table, 1, key) && !isNotCausal(table, 2, key), key);
        }
        for (const char* key : {"name", "seconds", "best.accuracy", "max.balance_loss"})
            QVERIFY2(!isNotCausal(table, 0, key), key);
        RunTableModel model(m_theme);
        model.setTable(table);
        const auto tip = [&](std::int64_t run) {
            QString tips;
            const QModelIndex name = model.indexOf(run);
            for (int column = 0; column < model.columnCount(); ++column)
                tips += name.siblingAtColumn(column).data(Qt::ToolTipRole).toString();
            return tips;
        };
        QVERIFY(tip(3).contains(QStringLiteral("Not that of a causal model")));
        QVERIFY(!tip(2).contains(QStringLiteral("causal")));
    }

    void anUpdateKeepsWhatIsTheSame()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(tableOf({{3, "c"}, {2, "b"}, {1, "a"}}));
        const QPersistentModelIndex kept = model.indexOf(2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setTable(tableOf({{3, "c"}, {2, "renamed"}, {1, "a"}}));
        QVERIFY(reset.isEmpty());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(kept.data().toString(), QStringLiteral("renamed"));
        model.setTable(tableOf({{4, "d"}, {3, "c"}, {2, "b"}, {1, "a"}}));
        QCOMPARE(reset.count(), 1);
        QCOMPARE(seen(model), QStringLiteral("4 3 2 1"));
        model.setTable({});
        QCOMPARE(model.rowCount(), 0);
    }

    /// A view remembers what is selected when it is told of a reset: it must still see the old rows then.
    void whoIsToldOfAResetSeesTheOldRows()
    {
        RunTableModel model(m_theme);
        model.setTable(tableOf({{3, "c"}, {2, "b"}, {1, "a"}}));
        QStringList names;
        connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [&] {
            for (int row = 0; row < model.rowCount(); ++row)
                names << model.index(row, 0).data().toString();
        });
        model.setTable(tableOf({{1, "a"}}));
        QCOMPARE(names, (QStringList{"c", "b", "a"}));
        QCOMPARE(seen(model), QStringLiteral("1"));
    }

    void runsStandInGroupsOnceThereAreSome()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(tableOf(twoGroups()));
        QCOMPARE(seen(model), QStringLiteral("b(5 4) a(3 2 1) no group(6)"));
        QVERIFY(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString().contains(QStringLiteral("by group")));
        RunView view;
        view.groupBy = "state";
        model.setView(view);
        QCOMPARE(seen(model), QStringLiteral("queued(6) finished(5 4 2 1) failed(3)"));
        view.groupBy.clear();
        model.setView(view);
        QCOMPARE(seen(model), QStringLiteral("6 5 4 3 2 1"));
    }

    void checkedRunsAreFoundByAFilter()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(tableOf({{3, "c"}, {2, "b"}, {1, "a"}}));
        model.setChecked({1, 3}, true);
        RunView view;
        view.filter = QStringLiteral("checked=yes");
        model.setView(view);
        QCOMPARE(seen(model), QStringLiteral("3 1"));
        model.setChecked({3}, false);
        QTRY_COMPARE(seen(model), QStringLiteral("1"));
        model.setTable(tableOf({{4, "d"}, {3, "c"}, {1, "a"}}));
        QCOMPARE(seen(model), QStringLiteral("1"));
        QCOMPARE(model.checkedRuns(), std::vector<std::int64_t>{1});
    }

    void aViewSaysWhichMetricsAtAStepItNeeds()
    {
        RunView view;
        view.columns = {"state", "f1@20"};
        view.sort = {{"f1@20", true}, {"best", false}};
        view.filter = QStringLiteral("a@b accuracy@010>0.5 -f1@5:1.. name@x:2");
        QCOMPARE(stepMetricsOf(view), (std::vector<std::string>{"accuracy@10", "f1@20", "f1@5"}));
        QVERIFY(stepMetricsOf(RunView()).empty());
    }

    void aGroupShowsMeanAndInterval()
    {
        RunTableModel model(m_theme);
        model.setTable(tableOf(twoGroups()));
        const QModelIndex best = model.groupIndex(QStringLiteral("a")).siblingAtColumn(RunTableModel::Best);
        QCOMPARE(best.data().toString(), QStringLiteral("0.500"));
        // 12.7062047 (quantile 0.975 of Student's t, 1 degree of freedom) times a standard error of 0.1
        QCOMPARE(best.data(RunTableModel::IntervalText).toString(), QStringLiteral("0.500 ± 1.271"));
        QVERIFY(best.data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("Mean of 2; 95 % Student t")));
        QCOMPARE(best.siblingAtColumn(0).data(RunTableModel::CountText).toString(), QStringLiteral("3 runs"));
    }

    void equalValuesHaveNoInterval()
    {
        std::vector<TableRun> runs = twoGroups();
        runs[1] = {5, "b-s2", "b", "finished", 0.5}; // as b-s1
        RunTableModel model(m_theme);
        model.setTable(tableOf(runs));
        const QModelIndex best = model.groupIndex(QStringLiteral("b")).siblingAtColumn(RunTableModel::Best);
        QCOMPARE(best.data(RunTableModel::IntervalText).toString(), QStringLiteral("0.500"));
        QCOMPARE(best.data(Qt::ToolTipRole).toString(), QStringLiteral("2 equal values, so no interval"));
    }

    void severalColumnsSort()
    {
        RunTableModel model(m_theme);
        model.setTable(tableOf(twoGroups()));
        RunView view = sortedBy({{"state", false}, {"best", true}});
        view.groupBy.clear();
        model.setView(view);
        QCOMPARE(seen(model), QStringLiteral("3 5 1 4 2 6"));
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Best 2"));
    }

    void runsWithoutAValueComeLastInEitherOrder()
    {
        RunTableModel model(m_theme);
        model.setTable(tableOf({{3, "none"}, {2, "better", "", "finished", 0.7}, {1, "good", "", "finished", 0.6}}));
        model.setView(sortedBy({{"best", true}}));
        QCOMPARE(seen(model), QStringLiteral("2 1 3"));
        model.setView(sortedBy({{"best", false}}));
        QCOMPARE(seen(model), QStringLiteral("1 2 3"));
    }

    void pinnedRunsComeFirstAndArchivedOnesStayOut()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(tableOf({{3, "c"},
                                {2, "b", "", "finished", 0, {{"archived", "yes"}}},
                                {1, "a", "", "finished", 0, {{"pinned", "yes"}}}}));
        QCOMPARE(seen(model), QStringLiteral("1 3"));
        RunView view;
        view.showsArchived = true;
        model.setView(view);
        QCOMPARE(seen(model), QStringLiteral("1 3 2"));
        QCOMPARE(model.runsThere(), 3);
    }

    void aFilterThatIsWrongSaysSoAndKeepsTheRows()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(tableOf(twoGroups()));
        RunView view;
        view.filter = QStringLiteral("best>0.5");
        model.setView(view);
        QCOMPARE(seen(model), QStringLiteral("b(5) a(1)"));
        view.filter = QStringLiteral("best>0.5 sead:1");
        model.setView(view);
        QCOMPARE(seen(model), QStringLiteral("b(5) a(1)"));
        QVERIFY2(model.problem().contains(QStringLiteral("did you mean runtime.seed?")), qPrintable(model.problem()));
        view.filter = QStringLiteral("nowhere");
        model.setView(view);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.problem().isEmpty());
    }

    void boxesAreCheckedOneByOneAndByGroup()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(tableOf(twoGroups()));
        QSignalSpy checked(&model, &RunTableModel::checkedChanged);
        const QModelIndex a = model.groupIndex(QStringLiteral("a"));
        QVERIFY(model.setData(model.indexOf(2), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(a.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        QVERIFY(model.setData(a, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(a.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QCOMPARE(model.checkedRuns(), (std::vector<std::int64_t>{3, 2, 1}));
        QCOMPARE(checked.count(), 2);
        RunView view;
        view.filter = QStringLiteral("-name:a-s2");
        model.setView(view);
        QCOMPARE(model.checkedRuns().size(), std::size_t(3)); // what is not in sight stays checked
        model.setTable(tableOf({{2, "a-s2", "a"}}));
        QCOMPARE(model.checkedRuns(), std::vector<std::int64_t>{2});
    }

    void aColourIsOfTheGroupAndStaysWhenFiltered()
    {
        RunTableModel model(m_theme);
        model.setTable(tableOf(twoGroups()));
        QCOMPARE(model.colourOf(1), 0);
        QCOMPARE(model.colourOf(3), 0);
        QCOMPARE(model.colourOf(5), 1);
        QCOMPARE(model.colourOf(6), 5); // by its number
        RunView view;
        view.filter = QStringLiteral("group:b");
        model.setView(view);
        QCOMPARE(model.colourOf(5), 1);
        storage::RunTable table = tableOf(twoGroups());
        using storage::RunTable;
        table.set(*table.rowOf(5), table.column("colour", RunTable::Source::Fact, RunTable::Kind::Numbers), 9.0);
        model.setTable(table);
        QCOMPARE(model.colourOf(5), 9);
        QCOMPARE(model.colourOf(4), 1);
    }

    void aGroupKeepsItsColourWhenOthersAreDeletedAndComeBack()
    {
        RunTableModel model(m_theme);
        std::vector<TableRun> runs = twoGroups();
        model.setTable(tableOf(runs));
        runs.resize(3); // without "a", the oldest
        model.setTable(tableOf(runs));
        QCOMPARE(model.colourOf(5), 1);
        runs = twoGroups();
        runs.insert(runs.begin(), TableRun{7, "c-s1", "c"});
        model.setTable(tableOf({runs.begin(), runs.begin() + 4}));
        QCOMPARE(model.colourOf(7), 2); // not that of "a", which may come back
        model.setTable(tableOf(runs));
        QCOMPARE((std::vector{model.colourOf(1), model.colourOf(5), model.colourOf(7)}), (std::vector{0, 1, 2}));
    }

    void aRunInProgressFollowsItsEvents()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(tableOf({{1, "a", "", "queued"}}));
        RunView view;
        view.columns = {"state", "best", "step", "last.dev_loss", "min.dev_loss"};
        model.setView(view);
        engine::RunStarted started;
        started.totalSteps = 1200;
        started.metric = "matthews";
        engine::StepDone step;
        step.step = 300;
        engine::Evaluated evaluated;
        evaluated.split = "dev";
        evaluated.best = true;
        evaluated.values = {{"matthews", 0.4312}, {"dev_loss", 0.6}};
        engine::Evaluated worse = evaluated;
        worse.best = false;
        worse.values = {{"matthews", 0.4}, {"dev_loss", 0.9}};
        engine::Evaluated other = worse;
        other.split = "dev_mismatched";
        other.values = {{"matthews", 0.1}, {"dev_loss", 0.1}};
        model.apply(1, {started, step, evaluated, worse, other});
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(1), QStringLiteral("running"));
        QCOMPARE(text(2), QStringLiteral("0.431"));
        QCOMPARE(text(3), QStringLiteral("300 / 1,200"));
        QCOMPARE(text(4), QStringLiteral("0.900"));
        QCOMPARE(text(5), QStringLiteral("0.600"));
        QCOMPARE(model.stepOf(1), std::int64_t(300));
        storage::RunTable behind = tableOf({{1, "a", "", "running"}}); // the store is written in batches
        behind.set(0, behind.column("step", storage::RunTable::Source::Fact, storage::RunTable::Kind::Numbers), 250.0);
        model.setTable(behind);
        QCOMPARE(model.stepOf(1), std::int64_t(300));
        engine::RunFinished finished;
        finished.status = engine::RunStatus::Failed;
        finished.reason = "the loss is not a number";
        model.apply(1, {finished});
        QCOMPARE(text(1), QStringLiteral("failed"));
        QCOMPARE(model.index(0, 1).data(Qt::ToolTipRole).toString(), QStringLiteral("the loss is not a number"));
        model.apply(99, {step}); // a run that the table does not know yet
    }

    void everyStateHasAnIconAndAWord()
    {
        RunTableModel model(m_theme);
        using enum storage::RunState;
        for (const storage::RunState state : {Queued, Running, Paused, Finished, Stopped, Failed, Interrupted}) {
            model.setTable(tableOf({{1, "a", "", storage::toText(state)}}));
            const QModelIndex index = model.index(0, RunTableModel::State);
            QCOMPARE(index.data().toString(), Theme::stateWord(state));
            QVERIFY(!index.data(Qt::DecorationRole).value<QIcon>().isNull());
        }
    }

    void aViewComesBackFromText()
    {
        RunView view;
        view.filter = QStringLiteral("seed:1..3 \"a b\"");
        view.groupBy = "method.kind";
        view.columns = {"state", "training.learning_rate"};
        view.sort = {{"best", true}, {"name", false}};
        view.showsArchived = true;
        QVERIFY(runViewFromText(toText(view)) == view);
        QVERIFY(!runViewFromText(QStringLiteral("nonsense")));
        QVERIFY(!runViewFromText(QStringLiteral("{}")));
    }
};

MOLEX_GUI_TEST(tst_RunTableModel)
#include "tst_RunTableModel.moc"
