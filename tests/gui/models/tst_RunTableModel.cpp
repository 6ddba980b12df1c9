#include "gui/models/RunTableModel.h"

#include <QAbstractItemModelTester>
#include <QColor>

#include "engine/run/ConfigJson.h"
#include "gui/app/Theme.h"
#include "gui/models/WindowLog.h"
#include "gui/models/QueueModel.h"
#include "gui/models/RunFilter.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_RunTableModel : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

    static RunRow row(std::int64_t id, const std::string& name, storage::RunState state = storage::RunState::Finished)
    {
        storage::RunRecord record;
        record.id = id;
        record.name = name;
        record.state = state;
        engine::RunConfig config;
        config.task.kind = engine::TaskKind::Glue;
        config.task.path = "data";
        config.runtime.seed = id;
        record.configJson = engine::toJson(config).dump();
        return makeRunRow(std::move(record));
    }

    static QStringList names(const QAbstractItemModel& model)
    {
        QStringList result;
        for (int i = 0; i < model.rowCount(); ++i)
            result << model.index(i, RunTableModel::Name).data().toString();
        return result;
    }

private Q_SLOTS:
    void whatARunDoesIsSaidInWords()
    {
        const RunRow made = row(3, "a");
        QCOMPARE(made.what, QStringLiteral("LoRA + MoLEx (auto vote), CoLA, seed 3"));
        QCOMPARE(made.length, QStringLiteral("3 epochs"));
    }

    void aConfigurationThatCannotBeReadDoesNotBreakTheTable()
    {
        storage::RunRecord record;
        record.configJson = "{";
        QCOMPARE(makeRunRow(record).what, QStringLiteral("configuration cannot be read"));
    }

    void anUpdateKeepsWhatIsTheSame()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({row(3, "c"), row(2, "b"), row(1, "a")});
        const QPersistentModelIndex kept = model.indexOf(2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows({row(5, "e"), row(4, "d"), row(2, "renamed"), row(1, "a")});
        QCOMPARE(names(model), (QStringList{"e", "d", "renamed", "a"}));
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data().toString(), QStringLiteral("renamed"));
        QCOMPARE(reset.count(), 0);
        model.setRows({row(1, "a"), row(2, "b")}); // another order
        QCOMPARE(names(model), (QStringList{"a", "b"}));
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void aRunInProgressFollowsItsEvents()
    {
        RunTableModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({row(1, "a", storage::RunState::Queued)});
        engine::RunStarted started;
        started.totalSteps = 1200;
        started.metric = "matthews";
        engine::StepDone step;
        step.step = 300;
        engine::Evaluated evaluated;
        evaluated.step = 300;
        evaluated.best = true;
        evaluated.values = {{"matthews", 0.4312}, {"dev_loss", 0.6}};
        model.apply(1, {started, step, evaluated});
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(RunTableModel::State), QStringLiteral("running"));
        QCOMPARE(text(RunTableModel::Step), QStringLiteral("300 / 1,200"));
        QCOMPARE(text(RunTableModel::Best), QStringLiteral("0.431"));
        QCOMPARE(model.headerData(RunTableModel::firstMetric, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("matthews"));
        QCOMPARE(text(RunTableModel::firstMetric + 1), QStringLiteral("0.600"));
        engine::RunFinished finished;
        finished.status = engine::RunStatus::Failed;
        finished.reason = "the loss is not a number";
        model.apply(1, {finished});
        QCOMPARE(text(RunTableModel::State), QStringLiteral("failed"));
        QCOMPARE(model.index(0, RunTableModel::State).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("the loss is not a number"));
        model.apply(99, {step}); // a run that the table does not know yet
    }

    void everyStateHasAnIconAndAWord()
    {
        RunTableModel model(m_theme);
        using enum storage::RunState;
        for (const storage::RunState state : {Queued, Running, Paused, Finished, Stopped, Failed, Interrupted}) {
            model.setRows({row(1, "a", state)});
            const QModelIndex index = model.index(0, RunTableModel::State);
            QVERIFY(!index.data().toString().isEmpty());
            QVERIFY(!index.data(Qt::DecorationRole).value<QIcon>().isNull());
        }
    }

    void theFilterWantsEveryWord()
    {
        RunTableModel model(m_theme);
        model.setRows({row(2, "cola-molex", storage::RunState::Failed), row(1, "cola-lora")});
        RunFilter filter;
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setSourceModel(&model);
        filter.setWords(QStringLiteral("COLA fail"));
        QCOMPARE(names(filter), QStringList{"cola-molex"});
        filter.setWords(QStringLiteral("seed 1"));
        QCOMPARE(names(filter), QStringList{"cola-lora"});
        filter.setWords({});
        QCOMPARE(filter.rowCount(), 2);
    }

    void runsWithoutAValueComeLastInEitherOrder()
    {
        RunRow good = row(1, "good");
        good.record.best = engine::BestResult{"matthews", 0.6, 10};
        RunRow better = row(2, "better");
        better.record.best = engine::BestResult{"matthews", 0.7, 10};
        RunTableModel model(m_theme);
        model.setRows({row(3, "none"), better, good});
        RunFilter filter;
        filter.setSourceModel(&model);
        filter.sort(RunTableModel::Best, Qt::DescendingOrder);
        QCOMPARE(names(filter), (QStringList{"better", "good", "none"}));
        filter.sort(RunTableModel::Best, Qt::AscendingOrder);
        QCOMPARE(names(filter), (QStringList{"good", "better", "none"}));
    }

    void theQueueIsNumbered()
    {
        QueueModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({row(4, "first", storage::RunState::Queued), row(2, "second", storage::RunState::Queued)});
        QCOMPARE(model.index(1, QueueModel::Number).data().toString(), QStringLiteral("2"));
        QCOMPARE(model.index(1, QueueModel::Name).data().toString(), QStringLiteral("second"));
        QCOMPARE(model.index(0, QueueModel::Number).data(QueueModel::RunId).toLongLong(), 4);
    }

    void theLogKeepsTheNewestLinesAndCountsWarnings()
    {
        WindowLog model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({{0, engine::LogLevel::Warning, QStringLiteral("a"), QStringLiteral("the BLAS is slow")}});
        QCOMPARE(model.warnings(), 1);
        std::vector<WindowLog::Line> lines(10000);
        lines.back().text = QStringLiteral("newest");
        model.add(lines);
        QCOMPARE(model.rowCount(), 10000);
        QCOMPARE(model.index(9999, WindowLog::Text).data().toString(), QStringLiteral("newest"));
        QCOMPARE(model.index(0, WindowLog::Level).data().toString(), QStringLiteral("note"));
        model.acknowledge();
        QCOMPARE(model.warnings(), 0);
    }
};

MOLEX_GUI_TEST(tst_RunTableModel)
#include "tst_RunTableModel.moc"
