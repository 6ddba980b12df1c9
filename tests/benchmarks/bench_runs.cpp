// How long a workspace of many runs takes to open, filter, sort and group in the runs table, and one of its runs to be
// shown. Prints a table. Exit status 1 where something takes more than 50 ms of the window's thread or a second of the
// store's, of which opening with the reading of all runs is one thing, or where one run takes more than 300 ms to be
// read and shown.
//
//     bench_runs [RUNS [POINTS]]
//
// 10,000 runs without an argument, each with a full configuration, an environment and 24 metrics. POINTS are those of
// each run, in packed blocks as training leaves them, with records of its routing, ten evaluations with their routing,
// log and checkpoints; without them the runs have ten evaluations and nothing else of these. The run that is shown has
// every row of every evaluation, too.
// 10,000 runs of 10,000 points take some gigabytes in the folder for temporary files. What the system remembers of the
// database is forgotten before the workspace is opened, where the file system does so when asked.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include <fcntl.h>
#include <unistd.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "engine/run/ConfigJson.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/control/RunReader.h"
#include "gui/control/WindowMemory.h"
#include "gui/models/RunModel.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/RunPage.h"
#include "gui/pages/RunsPanel.h"
#include "storage/runs/RunDocuments.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunSummaries.h"
#include "storage/runs/StepMetric.h"
#include "tests/support/SyntheticRun.h"
#include "tests/support/SyntheticSamples.h"

namespace {

constexpr int metrics = 24;
constexpr std::int64_t valuesPerStep = 6; // of support::SyntheticRun
constexpr int runsAtOnce = 500;

std::string configOf(int run);

/// Every run has come that far, and was evaluated before.
std::string stepMetric(std::int64_t points)
{
    const std::int64_t steps = points > 0 ? std::max<std::int64_t>(points / valuesPerStep, 10) : 1000;
    return storage::StepMetric{"matthews", steps / 2}.key();
}

int shownRun(int runs)
{
    return std::max(runs / 2, 1);
}

engine::RunStarted startOf(int run)
{
    engine::RunStarted started;
    started.totalSteps = 1000;
    started.stepsPerEpoch = 100;
    started.layers = 12;
    for (std::int64_t i = 0; i < 12; ++i)
        started.positions.push_back(i);
    started.parameters = {124'000'000, 896'270, 9228, {{"LoRA, query and value", 887'042}, {"Gate, linear, shared", 9228}}};
    started.metric = "metric_0";
    started.device = "cpu";
    started.precision = "fp32";
    started.environment = {{"Program", "0.1.0"}, {"LibTorch", "1.13.1"}, {"BLAS", "OpenBLAS 0.3.21"}, {"Threads", "2"},
                           {"Host", "bench"}, {"Model hash", "7f3a9c"}, {"Data hash", "d41d8c" + std::to_string(run % 7)}};
    return started;
}

engine::RunFinished endOf(int run)
{
    engine::RunFinished finished;
    finished.steps = 1000;
    finished.seconds = 100 + run % 50;
    finished.samplesPerSecond = 400;
    finished.peakMemoryBytes = std::int64_t(2) << 30;
    finished.best = engine::BestResult{"metric_0", 0.5, 900};
    return finished;
}

/// A run recorded as training records it, with about so many points. Returns its number.
std::int64_t recordPattern(const std::filesystem::path& workspace, std::int64_t points)
{
    std::int64_t pattern = 0;
    {
        storage::RunRepository repository(workspace);
        pattern = repository.create("pattern", "", configOf(1));
    }
    support::SyntheticOptions options;
    options.steps = std::max<std::int64_t>(points / valuesPerStep, 10);
    options.stepsPerEpoch = options.steps / 10;
    storage::RunRecorder recorder(workspace, pattern);
    for (const engine::RunEvent& event : support::SyntheticRun(options).events()) {
        recorder.handle(event);
        if (const auto* evaluated = std::get_if<engine::Evaluated>(&event))
            recorder.handle(support::syntheticRows(evaluated->step));
    }
    recorder.flush();
    return pattern;
}

/// These runs get what the pattern has in a table.
void copyRows(SQLite::Database& database, const std::string& table, const std::string& columns,
              const std::string& pattern, const std::string& those)
{
    database.exec("INSERT OR REPLACE INTO " + table + " (run, " + columns + ") SELECT one, " + columns
                  + " FROM (SELECT id AS one FROM runs WHERE id" + those + ") JOIN (SELECT " + columns + " FROM " + table
                  + " WHERE run = " + pattern + ")");
}

/// Every run gets what the pattern has; in parts, so that the log beside the database stays small.
void addPoints(const std::filesystem::path& workspace, int runs, std::int64_t points)
{
    const std::string pattern = std::to_string(recordPattern(workspace, points));
    SQLite::Database database((workspace / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
    for (int first = 1; first <= runs; first += runsAtOnce) {
        const std::string those =
            " BETWEEN " + std::to_string(first) + " AND " + std::to_string(std::min(first + runsAtOnce - 1, runs));
        SQLite::Transaction transaction(database);
        database.exec("INSERT INTO series (run, key) SELECT runs.id, key FROM runs JOIN series ON series.run = "
                      + pattern + " WHERE runs.id" + those);
        database.exec(
            "INSERT INTO series_blocks (series, block, points, last_step, data) SELECT own.id, block, points, "
            "last_step, data FROM series AS own JOIN series AS given ON given.run = "
            + pattern + " AND given.key = own.key JOIN series_blocks ON series_blocks.series = given.id WHERE own.run"
            + those);
        copyRows(database, "evaluations", "step, epoch, seconds, split, rows, best", pattern, those);
        database.exec("INSERT INTO evaluation_values (evaluation, place, key, value) SELECT own.id, place, key, value "
                      "FROM evaluations AS own JOIN evaluations AS given ON given.run = "
                      + pattern
                      + " AND given.step = own.step AND given.split = own.split JOIN evaluation_values "
                        "ON evaluation = given.id WHERE own.run"
                      + those);
        copyRows(database, "metric_summaries", "key, last, best, least, greatest", pattern, those);
        copyRows(database, "routing_blocks", "block, first_step, last_step, steps, data", pattern, those);
        copyRows(database, "routing_evaluations", "step, split, data", pattern, those);
        copyRows(database, "log", "time, step, level, text", pattern, those);
        copyRows(database, "checkpoints", "step, path, bytes, best", pattern, those);
        transaction.commit();
    }
    copyRows(database, "row_evaluations", "step, split, data", pattern, " = " + std::to_string(shownRun(runs)));
}

/// So that what is measured is read from the disk.
void forgetContent(const std::filesystem::path& workspace)
{
    const int file = ::open((workspace / "workspace.sqlite").c_str(), O_RDONLY | O_CLOEXEC);
    ::fsync(file);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

void printSizes(const std::filesystem::path& workspace)
{
    constexpr double mebibyte = 1 << 20;
    const std::string file = (workspace / "workspace.sqlite").string();
    SQLite::Database database(file, SQLite::OPEN_READONLY);
    const auto sumOf = [&](const char* what) {
        const std::string query = std::string("SELECT ifnull(sum(") + what + "), 0) FROM series_blocks";
        return database.execAndGet(query).getInt64();
    };
    std::printf("%lld points in blocks of %.1f MiB, the database %.1f MiB\n", static_cast<long long>(sumOf("points")),
                double(sumOf("length(data)")) / mebibyte, double(std::filesystem::file_size(file)) / mebibyte);
}

std::string configOf(int run)
{
    engine::RunConfig config;
    config.task.kind = engine::TaskKind::Glue;
    config.runtime.seed = run % 5;
    config.training.learningRate = 1e-4 * (1 + run / 5 % 8);
    config.training.batchSize = 8 << (run / 40 % 4);
    return engine::toJson(config).dump();
}

void fill(const std::filesystem::path& workspace, int runs)
{
    storage::RunRepository repository(workspace); // makes the tables
    SQLite::Database database((workspace / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
    SQLite::Transaction transaction(database);
    SQLite::Statement run(database, "INSERT INTO runs (id, name, group_name, state, config, created_at, started, finished, "
                                    "step) VALUES (?, ?, ?, 'finished', ?, ?, ?, ?, 1000)");
    SQLite::Statement metric(database, "INSERT INTO metric_summaries VALUES (?, ?, ?, ?, ?, ?)");
    for (int i = 1; i <= runs; ++i) {
        run.reset();
        run.bind(1, i);
        run.bind(2, "cola-molex-" + std::to_string(i));
        run.bind(3, "sweep " + std::to_string(i / 40));
        run.bind(4, configOf(i));
        run.bind(5, 1.7e9 + i);
        run.bind(6, storage::toDocument(startOf(i)));
        run.bind(7, storage::toDocument(endOf(i)));
        run.exec();
        for (int m = 0; m < metrics; ++m) {
            metric.reset();
            metric.bind(1, i);
            metric.bind(2, "metric_" + std::to_string(m));
            const double value = double((i * 7919 + m * 104729) % 100000) / 100000;
            for (int column = 3; column <= 6; ++column)
                metric.bind(column, value);
            metric.exec();
        }
    }
    transaction.commit();
}

/// Ten of each run.
void addEvaluations(const std::filesystem::path& workspace)
{
    SQLite::Database database((workspace / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
    SQLite::Transaction transaction(database);
    database.exec("INSERT INTO evaluations (run, step, epoch, seconds, split, rows, best) WITH RECURSIVE numbers(n) AS "
                  "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10) "
                  "SELECT id, 100 * n, n, 10 * n, 'dev', 1043, 0 FROM runs JOIN numbers ORDER BY id, n");
    for (const char* value : {"0, 'matthews'", "1, 'accuracy'", "2, 'dev_loss'"})
        database.exec(std::string("INSERT INTO evaluation_values (evaluation, place, key, value) SELECT id, ") + value
                      + ", (run * 7919 + step * 104729) % 100000 / 100000.0 FROM evaluations");
    transaction.commit();
}

/// A thread that others wait for, and how many milliseconds one thing may take it.
struct Waiting
{
    const char* thread;
    double most;
};
constexpr Waiting store{"store's", 1000};
constexpr Waiting window{"window's", 50};
constexpr double mostForOneRun = 300; // milliseconds until it is shown, of both threads

/// Times pieces of work, and prints a row for each.
class Stopwatch final {
public:
    /// Returns how many milliseconds it took.
    double report(const std::string& what, const Waiting& who, const std::function<void()>& work)
    {
        QElapsedTimer clock;
        clock.start();
        work();
        const double taken = double(clock.nsecsElapsed()) / 1e6;
        print(what + " (" + who.thread + " thread)", taken, who.most);
        return taken;
    }

    void print(const std::string& what, double taken, double most)
    {
        m_isInTime = m_isInTime && taken <= most;
        std::printf("%-52s %8.1f ms%s\n", what.c_str(), taken, taken <= most ? "" : ", too long");
    }

    /// Whether all of it kept within what it may take.
    bool isInTime() const { return m_isInTime; }

private:
    bool m_isInTime = true;
};

void onWorker(const std::function<void()>& work)
{
    std::thread(work).join();
}

} // namespace

int main(int argc, char** argv)
{
    gui::useWindowMemory();
    QApplication application(argc, argv);
    const int runs = argc > 1 ? std::atoi(argv[1]) : 10000;
    QTemporaryDir folder;
    const std::filesystem::path workspace = folder.path().toStdString();
    const std::int64_t points = argc > 2 ? std::atoll(argv[2]) : 0;
    onWorker([&] {
        fill(workspace, runs);
        if (points > 0)
            addPoints(workspace, runs, points);
        else
            addEvaluations(workspace);
        forgetContent(workspace);
    });
    gui::Theme theme(application, gui::Theme::Choice::Light);
    gui::AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
    gui::RunTableModel model(theme);
    gui::RunsPanel panel(model, theme, settings);
    panel.resize(272, 700);
    panel.show();
    QTest::qWait(200);
    storage::RunOverview overview;
    storage::RunTable table;
    std::optional<gui::RunHistory> history;
    Stopwatch stopwatch;
    double reading = 0; // milliseconds for one run
    std::printf("%d runs\n", runs);
    onWorker([&] {
        std::unique_ptr<storage::RunRepository> repository;
        const auto openWorkspace = [&] { repository = std::make_unique<storage::RunRepository>(workspace); };
        stopwatch.report("open the workspace and read all runs", store, [&] {
            openWorkspace();
            repository->update(overview);
        });
        stopwatch.report("look again, nothing new", store, [&] { repository->update(overview); });
        stopwatch.report("summarise ten of them", store,
                         [&] { storage::summarise(*repository, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}); });
        stopwatch.report("copy for the window", store, [&] { table = overview.table(); });
        reading = stopwatch.report("read all of one run", store,
                                   [&] { history = gui::readHistory(*repository, shownRun(runs)); });
        stopwatch.report("open it again", store, openWorkspace);
    });
    std::printf("%zu columns\n", overview.table().columnCount());
    stopwatch.report("show", window, [&] {
        model.setTable(std::move(table));
        panel.findChild<QTreeView*>()->viewport()->repaint();
    });
    storage::RunTable again = overview.table(); // which the store's thread copies
    stopwatch.report("show again, nothing new", window, [&] { model.setTable(std::move(again)); });
    gui::FileDialogs dialogs;
    gui::RunModel shown;
    gui::RunPage page(theme, dialogs);
    page.resize(1004, 690);
    page.show();
    QTest::qWait(200);
    const double showing = stopwatch.report("show that run", window, [&] {
        shown.load(std::move(*history));
        page.setModel(&shown);
        page.repaint();
    });
    stopwatch.print("read and show that run", reading + showing, mostForOneRun);
    gui::RunView view = model.view();
    const auto look = [&](const std::string& what) {
        stopwatch.report(what, window, [&] {
            model.setView(view);
            panel.findChild<QTreeView*>()->viewport()->repaint();
        });
    };
    for (const char* text : {"c", "cola-molex-77", "metric_3>0.9", "seed:1..3 learning_rate:2e-4 metric_0>0.5", "-seed:2", ""}) {
        view.filter = QString::fromLatin1(text);
        look("filter \"" + std::string(text) + "\"");
    }
    view.sort = {{"best.metric_3", true}};
    look("sort by a metric");
    view.sort = {{"training.batch_size", false}, {"training.learning_rate", false}, {"best.metric_0", true}};
    look("sort by three keys");
    view.groupBy.clear();
    look("no groups");
    view.groupBy = "runtime.seed";
    look("group by seed");
    for (std::size_t column = 0; column < overview.table().columnCount(); ++column)
        view.columns.push_back(overview.table().key(column));
    look("all columns in sight");
    view.filter = QStringLiteral("molex");
    look("filter with all columns in sight");
    const std::string atStep = stepMetric(points);
    onWorker([&] {
        const storage::RunRepository repository(workspace);
        stopwatch.report("read " + atStep, store, [&] { repository.update(overview, {atStep}); });
    });
    model.setTable(overview.table());
    view.columns = {"state", atStep};
    view.filter.clear();
    look("column " + atStep);
    view.filter = QString::fromStdString(atStep) + QStringLiteral(">0.5");
    look("filter \"" + view.filter.toStdString() + "\"");
    onWorker([&] { printSizes(workspace); }); // at the end, since it reads much of the database
    return stopwatch.isInTime() ? 0 : 1;
}
