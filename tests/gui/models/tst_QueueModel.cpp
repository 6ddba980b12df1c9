#include "gui/models/QueueModel.h"

#include <memory>

#include <QAbstractItemModelTester>
#include <QMimeData>

#include "engine/run/ConfigJson.h"
#include "gui/app/Theme.h"
#include "storage/runs/FlatJson.h"
#include "tests/support/FakeSession.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_QueueModel : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

    static std::vector<RunRow> rows(const std::vector<std::int64_t>& ids)
    {
        std::vector<storage::RunRecord> records;
        for (const std::int64_t id : ids) {
            storage::RunRecord record;
            record.id = id;
            record.name = "run" + std::to_string(id);
            record.configJson = engine::toJson(support::fakeConfig("a")).dump();
            records.push_back(record);
        }
        return makeRunRows(std::move(records));
    }

    /// A run that has ended, as the table of runs has it.
    static void addEnded(storage::RunTable& runs, std::int64_t run, const std::string& config,
                         const std::vector<std::pair<const char*, double>>& facts)
    {
        using storage::RunTable;
        const std::size_t row = runs.row(run);
        storage::visitLeaves(config, [&](const std::string& path, std::string_view text) {
            if (path != "name" && path != "group")
                runs.set(row, runs.column(path, RunTable::Source::Configuration, RunTable::Kind::Words), text);
        });
        for (const auto& [key, number] : facts)
            runs.set(row, runs.column(key, RunTable::Source::Fact, RunTable::Kind::Numbers), number);
    }

    /// To 1,100 steps, counted from the beginning of the run that it goes on from.
    static RunRow furtherFrom(const char* start)
    {
        engine::RunConfig config = support::fakeConfig("a");
        config.training.steps = 1100;
        config.training.continueFrom = start;
        storage::RunRecord record;
        record.configJson = engine::toJson(config).dump();
        return makeRunRow(record);
    }

    static QString order(const QueueModel& model)
    {
        QString text;
        for (int row = 0; row < model.rowCount(); ++row)
            text += model.index(row, QueueModel::Name).data().toString().mid(3);
        return text;
    }

    /// As the view does it: the rows dragged, let go in front of `before`; −1 below the last row.
    static bool drop(QueueModel& model, const QList<int>& dragged, int before)
    {
        QModelIndexList indexes;
        for (const int row : dragged)
            for (int column = 0; column < model.columnCount(); ++column)
                indexes << model.index(row, column);
        const std::unique_ptr<QMimeData> data(model.mimeData(indexes));
        if (!model.canDropMimeData(data.get(), Qt::MoveAction, before, 0, {}))
            return false;
        model.dropMimeData(data.get(), Qt::MoveAction, before, 0, {});
        return true;
    }

private Q_SLOTS:
    void aDraggedRowMovesAndAsksTheStoreForTheSame()
    {
        QueueModel model(m_theme);
        const QAbstractItemModelTester tester(&model);
        model.setRows(rows({1, 2, 3, 4}));
        QSignalSpy moved(&model, &QueueModel::moved);
        QVERIFY(drop(model, {3}, 0));
        QCOMPARE(order(model), QStringLiteral("4123"));
        QCOMPARE(moved.takeFirst(), (QList<QVariant>{4LL, 1LL}));
        QVERIFY(drop(model, {0}, -1));
        QCOMPARE(order(model), QStringLiteral("1234"));
        QCOMPARE(moved.takeFirst(), (QList<QVariant>{4LL, 0LL}));
        QVERIFY(drop(model, {0}, 2));
        QCOMPARE(order(model), QStringLiteral("2134"));
        QCOMPARE(moved.takeFirst(), (QList<QVariant>{1LL, 3LL}));
        QCOMPARE(model.index(0, QueueModel::Number).data().toString(), QStringLiteral("1"));
    }

    void severalRowsKeepTheirOrder()
    {
        QueueModel model(m_theme);
        const QAbstractItemModelTester tester(&model);
        model.setRows(rows({1, 2, 3, 4, 5}));
        QVERIFY(drop(model, {3, 0}, 3)); // dropped on one of themselves
        QCOMPARE(order(model), QStringLiteral("23145"));
    }

    void aRowThatStaysAsksForNothing()
    {
        QueueModel model(m_theme);
        model.setRows(rows({1, 2, 3}));
        QSignalSpy moved(&model, &QueueModel::moved);
        for (const int before : {1, 2})
            QVERIFY(drop(model, {1}, before));
        QCOMPARE(order(model), QStringLiteral("123"));
        QVERIFY(moved.isEmpty());
    }

    void otherThingsAreNotTaken()
    {
        QueueModel model(m_theme);
        model.setRows(rows({1, 2}));
        QMimeData text;
        text.setText(QStringLiteral("1"));
        QVERIFY(!model.canDropMimeData(&text, Qt::MoveAction, 0, 0, {}));
        const std::unique_ptr<QMimeData> row(model.mimeData({model.index(0, 0)}));
        QVERIFY(!model.canDropMimeData(row.get(), Qt::MoveAction, -1, -1, model.index(1, 0))); // onto a row
        QVERIFY(model.flags(model.index(0, 0)) & Qt::ItemIsDragEnabled);
        QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsDropEnabled));
        QVERIFY(model.flags({}) & Qt::ItemIsDropEnabled);
    }

    void theSameRowsAreNotMadeAnew()
    {
        QueueModel model(m_theme);
        model.setRows(rows({1, 2}));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRows(rows({1, 2}));
        QVERIFY(reset.isEmpty());
        QCOMPARE(changed.count(), 1);
        model.setRows(rows({2, 1}));
        QCOMPARE(reset.count(), 1);
    }

    void theLengthIsInStepsOrEpochs()
    {
        const auto length = [](std::int64_t steps) {
            engine::RunConfig config = support::fakeConfig("a");
            config.training.steps = steps;
            storage::RunRecord record;
            record.configJson = engine::toJson(config).dump();
            return makeRunRow(record).length;
        };
        QCOMPARE(length(0), QStringLiteral("3 epochs"));
        QCOMPARE(length(1), QStringLiteral("1 step"));
        QCOMPARE(length(1200), QStringLiteral("1,200 steps"));
    }

    void theTimeOfTheQueueComesFromRunsOfTheSameKind()
    {
        QueueModel model(m_theme);
        std::vector<RunRow> waiting = rows({3, 4, 5});
        waiting[0].steps = 100;
        waiting[1].epochs = 2;
        waiting[1].record.step = 30; // goes on
        waiting[2].speedKey += 1;    // of another kind
        model.setRows(waiting);
        QCOMPARE(model.summary(), QStringLiteral("3 waiting, time not known yet"));

        storage::RunTable before;
        for (const std::int64_t run : {2, 1})
            addEnded(before, run, waiting[0].record.configJson,
                     {{"steps_per_epoch", 50}, {"steps_done", 10}, {"seconds", run == 2 ? 20 : 1000}});
        const RunSpeeds speeds = speedsOf(before);
        QCOMPARE(speeds.size(), std::size_t(1));
        estimateTimes(waiting, speeds);
        QCOMPARE(waiting[0].secondsLeft.value(), 200.0);
        QCOMPARE(waiting[1].secondsLeft.value(), 140.0);
        QVERIFY(!waiting[2].secondsLeft);
        model.setRows(waiting);
        QCOMPARE(model.summary(), QStringLiteral("3 waiting, at least 5 min 40 s"));
        QCOMPARE(model.index(0, QueueModel::Time).data().toString(), QStringLiteral("3 min 20 s"));
        waiting.pop_back();
        model.setRows(waiting);
        QCOMPARE(model.summary(), QStringLiteral("2 waiting, about 5 min 40 s"));
    }

    void evaluationsAreInTheTimeWhereOneWasMeasured()
    {
        std::vector<RunRow> waiting = rows({3, 4, 5});
        waiting[0].steps = 100;
        waiting[1].epochs = 2;
        waiting[1].record.step = 60; // the first evaluation is done
        waiting[2].steps = 100;
        waiting[2].evaluateEvery = 40; // and at the end
        RunSpeeds speeds = {{waiting[0].speedKey, {2, 50, 0}}};
        addMeasured(speeds, {{waiting[0].speedKey, {7, 50, 10}}});
        estimateTimes(waiting, speeds);
        QCOMPARE(waiting[0].secondsLeft.value(), 200.0 + 2 * 10);
        QCOMPARE(waiting[1].secondsLeft.value(), 80.0 + 10);
        QCOMPARE(waiting[2].secondsLeft.value(), 200.0 + 3 * 10);
    }

    void aRunTellsTheTimeOfItsEvaluations()
    {
        std::vector<RunRow> waiting = rows({3});
        waiting[0].epochs = 2;
        storage::RunTable before;
        addEnded(before, 1, waiting[0].record.configJson,
                 {{"steps_per_epoch", 50},
                  {"steps_done", 10},
                  {"seconds", 20},
                  {"evaluation_seconds", 30},
                  {"evaluations", 3}});
        RunSpeeds speeds = speedsOf(before);
        addMeasured(speeds, {{waiting[0].speedKey, {7, 50, 99}}}); // one batch tells less than whole evaluations
        estimateTimes(waiting, speeds);
        QCOMPARE(waiting[0].secondsLeft.value(), 100 * 2.0 + 2 * 10);
    }

    void aRunThatIsTrainedFurtherHasStepsOfItsOwn()
    {
        const char* start = "/workspace/starts/run-1-step-1000";
        for (const char* before : {start, "/workspace/runs/1/checkpoints/step-00001000"}) {
            storage::RunTable runs;
            addEnded(runs, 2, furtherFrom(before).record.configJson, {{"steps_done", 1010}, {"seconds", 20}});
            std::vector<RunRow> waiting = {furtherFrom(start), furtherFrom(start),
                                           furtherFrom("/workspace/runs/1/start")};
            waiting[1].record.step = 1050; // was stopped, and goes on
            estimateTimes(waiting, speedsOf(runs));
            QCOMPARE(waiting[0].secondsLeft.value(), 100 * 2.0);
            QCOMPARE(waiting[1].secondsLeft.value(), 50 * 2.0);
            QVERIFY(!waiting[2].secondsLeft); // how many of its steps are done is not known
        }
        storage::RunTable unknown;
        addEnded(unknown, 2, furtherFrom("/workspace/runs/2/start").record.configJson,
                 {{"steps_done", 1010}, {"seconds", 20}});
        QVERIFY(speedsOf(unknown).empty());
    }

    void theRunInProgressLendsItsSpeed()
    {
        std::vector<RunRow> waiting = rows({3, 4});
        waiting[0].steps = 100;
        waiting[1].steps = 100;
        waiting[1].speedKey += 1; // of another kind
        const std::size_t key = waiting[0].speedKey;
        RunSpeeds alone;
        addLive(alone, {{key, {2, 50, 0}}});
        addMeasured(alone, {{key, {7, 50, 10}}}); // until it has made one itself
        estimateTimes(waiting, alone);
        QCOMPARE(waiting[0].secondsLeft.value(), 200.0 + 2 * 10);
        QVERIFY(!waiting[1].secondsLeft);
        RunSpeeds before = {{key, {1, 50, 5}}};
        addLive(before, {{key, {2, 50, 0}}});
        estimateTimes(waiting, before);
        QCOMPARE(waiting[0].secondsLeft.value(), 200.0 + 2 * 5);
        addLive(before, {{key, {2, 50, 20}}});
        estimateTimes(waiting, before);
        QCOMPARE(waiting[0].secondsLeft.value(), 200.0 + 2 * 20);
    }

    void theRestOfTheRunInProgressIsInTheTotal()
    {
        QueueModel model(m_theme);
        QSignalSpy changed(&model, &QueueModel::summaryChanged);
        std::vector<RunRow> waiting = rows({3, 4});
        waiting[0].secondsLeft = 100;
        waiting[1].secondsLeft = 200;
        model.setRows(waiting);
        QCOMPARE(model.summary(), QStringLiteral("2 waiting, about 5 min 0 s"));
        QCOMPARE(changed.count(), 1);
        model.setInProgress(true, {}); // for nobody knows how long
        QCOMPARE(model.summary(), QStringLiteral("2 waiting, at least 5 min 0 s"));
        model.setInProgress(true, 60);
        QCOMPARE(model.summary(), QStringLiteral("2 waiting, about 6 min 0 s"));
        model.setInProgress(true, 60.2); // nothing that shows
        QCOMPARE(changed.count(), 3);
        model.setInProgress(false, {});
        QCOMPARE(model.summary(), QStringLiteral("2 waiting, about 5 min 0 s"));
        waiting[1].secondsLeft.reset();
        model.setRows(waiting);
        QCOMPARE(model.summary(), QStringLiteral("2 waiting, at least 1 min 40 s"));
        model.setRows({});
        QVERIFY(model.summary().isEmpty());
    }

    void whatAnotherProgramMayTrainPromisesNoTime()
    {
        QueueModel model(m_theme);
        std::vector<RunRow> waiting = rows({3, 4});
        waiting[0].secondsLeft = 100;
        waiting[1].secondsLeft = 200;
        model.setRows(waiting);
        QSignalSpy changed(&model, &QueueModel::summaryChanged);
        model.leaveOutTime();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.summary(), QStringLiteral("2 waiting"));
        model.setInProgress(true, 60);
        QCOMPARE(model.summary(), QStringLiteral("2 waiting"));
        model.setRows(rows({3}));
        QCOMPARE(model.summary(), QStringLiteral("1 waiting"));
    }

    void theKindOfARunIsWhatItsStepsTake()
    {
        engine::RunConfig config = support::fakeConfig("a");
        const std::size_t key = speedKeyOf(config);
        config.name = "b";
        config.runtime.seed = 7;
        config.training.epochs = 80;
        config.training.learningRate = 1;
        QCOMPARE(speedKeyOf(config), key);
        config.training.batchSize = 8;
        QVERIFY(speedKeyOf(config) != key);
        config = support::fakeConfig("a");
        config.routing = engine::NoRoutingConfig{};
        QVERIFY(speedKeyOf(config) != key);
    }

    void theQueueIsNumbered()
    {
        QueueModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        storage::RunRecord first, second;
        first.id = 4;
        second.name = "second";
        model.setRows(makeRunRows({first, second}));
        QCOMPARE(model.index(1, QueueModel::Number).data().toString(), QStringLiteral("2"));
        QCOMPARE(model.index(1, QueueModel::Name).data().toString(), QStringLiteral("second"));
        QCOMPARE(model.index(0, QueueModel::Number).data(QueueModel::RunId).toLongLong(), 4);
    }
};

MOLEX_GUI_TEST(tst_QueueModel)
#include "tst_QueueModel.moc"
