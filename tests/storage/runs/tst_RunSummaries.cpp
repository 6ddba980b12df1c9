#include "storage/runs/RunSummaries.h"

#include <SQLiteCpp/Database.h>

#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TestMain.h"

using namespace storage;

/// What a comparison reads of stored runs.
class tst_RunSummaries : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_workspace;

    static std::string config(int seed, double rate, const char* routing)
    {
        return engine::Json{{"name", "r"},
                            {"task", {{"kind", "glue"}, {"name", "cola"}}},
                            {"method", {{"kind", "lora"}}},
                            {"routing", {{"kind", routing}}},
                            {"training", {{"learning_rate", rate}}},
                            {"runtime", {{"seed", seed}}}}
            .dump();
    }

    std::int64_t add(const std::string& text, const std::vector<engine::RunEvent>& events) const
    {
        const auto id = RunRepository(m_workspace).create("r", "", text);
        if (events.empty())
            return id;
        RunRecorder recorder(m_workspace, id);
        for (const engine::RunEvent& event : events)
            recorder.handle(event);
        return id;
    }

    /// Two evaluations of two splits; the first is the best.
    static std::vector<engine::RunEvent> wholeRun()
    {
        std::vector<engine::RunEvent> events{support::sampleStart()};
        for (const std::int64_t step : {500, 1000})
            for (const char* split : {"dev", "dev_mismatched"}) {
                engine::Evaluated evaluated = support::sampleEvaluation(step, step == 500 ? 0.6 : 0.5, step == 500);
                evaluated.split = split;
                events.push_back(evaluated);
                events.push_back(support::sampleRows(step, split));
            }
        engine::RunFinished finished = support::sampleEnd();
        finished.best = engine::BestResult{"matthews", 0.6, 500};
        events.push_back(finished);
        return events;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->path().toStdString();
    }

    void theBestEvaluationOrTheLastIsRead()
    {
        const auto id = add(config(1, 0.1, "molex"), wholeRun());
        const RunRepository repository(m_workspace);
        const engine::RunSummary best = summarise(repository, {id}).at(0);
        QCOMPARE(best.results.size(), std::size_t(2));
        QCOMPARE(best.results[0].split, std::string("dev"));
        QCOMPARE(best.results[0].step, 500);
        QCOMPARE(best.results[0].values[0].value, 0.6);
        QCOMPARE(best.rows->losses, support::sampleRows(500).losses);
        QCOMPARE(best.rows->predictions, support::sampleRows(500).predictions);
        QVERIFY(best.rows->routes.empty() && best.rows->labelProbability.empty()); // that no test reads
        QCOMPARE(best.evaluations, 2);
        using engine::ComparedValue;
        const engine::RunSummary last = summarise(repository, {id}, ComparedValue{ComparedValue::Kind::Last, 0}).at(0);
        QCOMPARE(last.results[0].step, 1000);
        QCOMPARE(last.results[1].split, std::string("dev_mismatched"));
        QCOMPARE(last.rows->losses, support::sampleRows(1000).losses);
    }

    /// Evaluations are at 500 and 1,000.
    void theNewestEvaluationUpToAStepIsReadOfRunsThatCameAsFar()
    {
        const auto id = add(config(1, 0.1, "molex"), wholeRun());
        const RunRepository repository(m_workspace);
        const auto atStep = [&](const char* step) {
            return summarise(repository, {id}, *engine::comparedValueFromText(step)).at(0);
        };
        QCOMPARE(atStep("999").results.at(0).step, 500);
        QCOMPARE(atStep("999").rows->losses, support::sampleRows(500).losses);
        QCOMPARE(atStep("1000").results.at(1).step, 1000);
        QVERIFY(atStep("499").results.empty());
        QVERIFY(atStep("1001").results.empty());
        for (const char* text : {"best", "last", "1000"})
            QCOMPARE(engine::toText(*engine::comparedValueFromText(text)), std::string(text));
        for (const char* text : {"", "0", "-5", "12a", "first"})
            QVERIFY(!engine::comparedValueFromText(text));
    }

    /// Their dev_loss is over tokens, so a test over rows would be of another number.
    void rowsOfALanguageModelStayOut()
    {
        engine::Evaluated evaluated = support::sampleEvaluation(500, 0.6, true);
        evaluated.split = "dev";
        const auto id =
            add(config(1, 0.1, "molex"), {support::sampleStart(), evaluated, support::sampleWrittenRows(500)});
        const engine::RunSummary summary = summarise(RunRepository(m_workspace), {id}).at(0);
        QCOMPARE(summary.results.size(), std::size_t(1));
        QVERIFY(!summary.rows);
    }

    void scoredTextsOfALanguageModelCome()
    {
        engine::Evaluated evaluated = support::sampleEvaluation(500, 0.6, true);
        evaluated.split = "dev";
        engine::RowsEvaluated rows = support::sampleWrittenRows(500);
        rows.textStatistics.resize(rows.texts.size());
        const auto id = add(config(1, 0.1, "molex"), {support::sampleStart(), evaluated, rows});
        const engine::RunSummary summary = summarise(RunRepository(m_workspace), {id}).at(0);
        QVERIFY(summary.rows.has_value());
        QCOMPARE(summary.rows->textStatistics.size(), rows.texts.size());
        QVERIFY(summary.rows->texts.empty());
    }

    void budgetsAndEnvironmentComeWithIt()
    {
        const auto id = add(config(1, 0.1, "molex"), wholeRun());
        const engine::RunSummary summary = summarise(RunRepository(m_workspace), {id}).at(0);
        QVERIFY(summary.isFinished());
        QCOMPARE(summary.metric, std::string("matthews"));
        QCOMPARE(summary.steps, 1000);
        QCOMPARE(summary.trainableParameters, 300'012);
        QCOMPARE(summary.layerEvaluations, 22.7);
        QCOMPARE(summary.seconds, 73.1);
        QCOMPARE(summary.config["routing"]["kind"], engine::Json("molex"));
        const std::pair<std::string, std::string> device{"Device", "cpu"};
        QVERIFY(std::find(summary.environment.begin(), summary.environment.end(), device) != summary.environment.end());
    }

    void configurationsTriedAreThoseOfTheSameKindThatBegan()
    {
        const auto first = add(config(1, 0.1, "molex"), wholeRun());
        add(config(2, 0.1, "molex"), wholeRun()); // another seed
        engine::Json renamed = engine::Json::parse(config(3, 0.1, "molex"));
        renamed["name"] = "s";
        renamed["group"] = "g";
        add(renamed.dump(), wholeRun());
        std::string respelt = config(4, 0.1, "molex");
        respelt.replace(respelt.find("0.1"), 3, "1e-1");
        add(respelt, wholeRun()); // the same rate
        add(config(1, 0.2, "molex"), {support::sampleStart()});
        add(config(1, 0.3, "molex"), {}); // waits
        const auto plain = add(config(1, 0.1, "none"), wholeRun());
        const auto summaries = summarise(RunRepository(m_workspace), {plain, first});
        QCOMPARE(summaries[0].id, plain);
        QCOMPARE(summaries[0].configurationsTried, 1);
        QCOMPARE(summaries[1].configurationsTried, 2);
    }

    /// As where runs of two machines were brought together: one configuration, whose files lay in two places.
    void foldersOfTheSameContentAreOneConfiguration()
    {
        using Hashes = std::vector<std::pair<std::string, std::string>>;
        const auto addHashed = [this](const engine::Json& json, const Hashes& hashes) {
            engine::RunStarted started = support::sampleStart();
            started.environment.insert(started.environment.end(), hashes.begin(), hashes.end());
            return add(json.dump(), {started});
        };
        const auto addModel = [&](const std::string& path, const Hashes& hashes) {
            engine::Json json = engine::Json::parse(config(1, 0.1, "molex"));
            json["model"]["path"] = path;
            return addHashed(json, hashes);
        };
        const auto addTable = [&](const std::string& path, double rate, const Hashes& hashes) {
            engine::Json json = engine::Json::parse(config(1, rate, "molex"));
            json["task"]["kind"] = "table";
            json["task"]["path"] = path;
            return addHashed(json, hashes);
        };
        const auto tried = [this](std::int64_t id) {
            return summarise(RunRepository(m_workspace), {id}).at(0).configurationsTried;
        };
        const auto here = addModel("/here/model", {{"Model hash", "7f3a"}});
        const auto there = addModel("/there/model", {{"Model hash", "7f3a"}});
        QCOMPARE(tried(here), 1);
        QCOMPARE(tried(there), 1);
        addModel("/other/model", {{"Model hash", "0ther"}});
        QCOMPARE(tried(there), 2);
        addModel("/third/model", {}); // nobody knows
        QCOMPARE(tried(there), 3);

        const auto first = addTable("/here/data", 0.1, {{"Data hash", "d41d"}});
        const auto second = addTable("/there/data", 0.2, {{"Data hash", "d41d"}});
        const auto other = addTable("/other/data", 0.3, {{"Data hash", "0ther"}});
        QCOMPARE(tried(first), 2); // of one task
        QCOMPARE(tried(second), 2);
        QCOMPARE(tried(other), 1);
    }

    void damagedRunsAmongTheOthersDoNoHarm()
    {
        const auto id = add(config(1, 0.1, "molex"), wholeRun());
        add("no JSON", wholeRun());
        add(R"({"method":{"kind":["lora"]},"routing":7})", wholeRun());
        add(R"([])", wholeRun());
        const auto other = add(config(1, 0.2, "molex"), wholeRun());
        QCOMPARE(summarise(RunRepository(m_workspace), {id}).at(0).configurationsTried, 2);
        // What is damaged there is left out; of the run that is named it is told.
        SQLite::Database database((m_workspace / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE runs SET started = 'no document', finished = 'neither' WHERE id = " + std::to_string(other));
        const RunRepository repository(m_workspace);
        QCOMPARE(summarise(repository, {id}).at(0).configurationsTried, 2);
        QCOMPARE(summarise(repository, {other}).at(0).state, std::string("damaged"));
    }

    void aRunThatWaitsHasNothingYet()
    {
        const auto id = add("no JSON", {});
        const engine::RunSummary summary = summarise(RunRepository(m_workspace), {id}).at(0);
        QCOMPARE(summary.state, std::string("queued"));
        QVERIFY(summary.results.empty() && !summary.rows && summary.config.empty());
        QVERIFY_THROWS_EXCEPTION(Error, summarise(RunRepository(m_workspace), {id, 99}));
    }
};

MOLEX_TEST(tst_RunSummaries)
#include "tst_RunSummaries.moc"
