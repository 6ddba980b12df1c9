#include "storage/runs/RunOverview.h"

#include <SQLiteCpp/Database.h>

#include <cmath>

#include "storage/runs/FlatJson.h"
#include "storage/runs/MetricSummaries.h"
#include "storage/runs/RunDocuments.h"
#include "storage/runs/RunRepository.h"
#include "storage/schema/Migrator.h"
#include "tests/storage/RecordEvents.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;

namespace {

const char* const config =
    R"({"name":"a","task":{"kind":"glue","name":"cola"},"method":{"kind":"lora","layers":[0,1]},)"
    R"("training":{"learning_rate":1e-4},"runtime":{"seed":7,"cpu":true}})";

engine::Evaluated evaluated(std::int64_t step, double matthews, double loss, bool best, const char* split = "dev")
{
    engine::Evaluated event = support::sampleEvaluation(step, matthews, best);
    event.values[1].value = loss;
    event.split = split;
    return event;
}

QStringList leaves(const char* json)
{
    QStringList found;
    visitLeaves(json, [&](const std::string& path, std::string_view text) {
        found << QString::fromStdString(path + "=" + std::string(text));
    });
    return found;
}

} // namespace

class tst_RunOverview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesOfADocument_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("nested") << QByteArray(R"({"a":{"b":1,"c":{"d":"x"}},"e":true})")
                                << QStringList{"a.b=1", "a.c.d=x", "e=true"};
        QTest::newRow("numbers as written")
            << QByteArray(R"({"a":1e-4,"b":-2,"c":0.10})") << QStringList{"a=1e-4", "b=-2", "c=0.10"};
        QTest::newRow("lists") << QByteArray(R"({"a":[0,1],"b":[],"c":2})") << QStringList{"a=0, 1", "b=none", "c=2"};
        QTest::newRow("pairs") << QByteArray(R"({"e":[["BLAS","x"],["Threads","2"]],"f":1})")
                               << QStringList{"e.BLAS=x", "e.Threads=2", "f=1"};
        QTest::newRow("null and objects in lists")
            << QByteArray(R"({"a":null,"g":[{"n":"x","c":[1]}],"h":2})") << QStringList{"h=2"};
        QTest::newRow("cut") << QByteArray(R"({"a":1,"b":)") << QStringList{"a=1"};
    }

    void leavesOfADocument()
    {
        QFETCH(QByteArray, json);
        QFETCH(QStringList, found);
        QCOMPARE(leaves(json.constData()), found);
    }

    void tooDeepADocumentIsRefused()
    {
        const std::string deep = std::string(100000, '[') + std::string(100000, ']');
        QVERIFY(!visitLeaves("{\"a\":" + deep + "}", [](const std::string&, std::string_view) {}));
        QVERIFY(!visitLeaves("{", [](const std::string&, std::string_view) {}));
    }

    void aRunIsKnownByAllItsKeys()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const auto run = repository.create("a", "g", config);
        support::record(folder.path(), run,
                        {support::sampleStart(), evaluated(10, 0.3, 0.9, true), evaluated(20, 0.5, 0.4, true),
                         evaluated(20, 0.6, 0.2, false, "dev_mismatched"), evaluated(30, 0.4, 0.5, false),
                         support::sampleEnd()});
        RunOverview summaries;
        QVERIFY(repository.update(summaries));
        const RunTable& table = summaries.table();
        QCOMPARE(table.runCount(), std::size_t(1));
        const auto text = [&](const char* key) { return table.textOf(0, key); };
        const auto number = [&](const char* key) { return table.numberOf(0, key); };
        QCOMPARE(text("name"), std::string("a"));
        QCOMPARE(text("group"), std::string("g"));
        QCOMPARE(text("state"), std::string("finished"));
        QCOMPARE(text("task"), std::string("cola"));
        QCOMPARE(text("method.kind"), std::string("lora"));
        QCOMPARE(text("method.layers"), std::string("0, 1"));
        QCOMPARE(number("training.learning_rate"), 1e-4);
        QCOMPARE(text("runtime.cpu"), std::string("true"));
        QCOMPARE(text("environment.blas"), std::string("OpenBLAS 0.3.21"));
        QCOMPARE(number("seconds"), 73.1);
        QCOMPARE(number("evaluation_seconds"), 12.5);
        QCOMPARE(number("evaluations"), 10.0);
        QCOMPARE(number("wall_seconds"), 88.25);
        QCOMPARE(number("trainable"), 300'012.0);
        QCOMPARE(number("last.matthews"), 0.4);
        QCOMPARE(number("best.matthews"), 0.5);
        QCOMPARE(number("best"), 0.5);
        QCOMPARE(number("min.matthews"), 0.3);
        QCOMPARE(number("max.matthews"), 0.5);
        QCOMPARE(number("best.dev_loss"), 0.4); // at the best checkpoint's step
        QCOMPARE(number("max.matthews_mismatched"), 0.6);
        QVERIFY(!repository.update(summaries));
    }

    void theTrainingLossIsAMetricToo()
    {
        const support::TemporaryFolder folder;
        const auto number = [](const RunOverview& summaries, const char* key) {
            return summaries.table().numberOf(0, key);
        };
        const auto step = [](std::int64_t at, double loss) {
            return engine::StepDone{at, 0, double(at), {{"learning_rate", 1}, {"loss", loss}}};
        };
        RunOverview summaries;
        {
            RunRepository repository(folder.path());
            const auto run = repository.create("a", "", config);
            support::record(folder.path(), run, {support::sampleStart(), step(1, 3), step(2, 0.5), step(3, 2)});
            repository.update(summaries);
            QCOMPARE(number(summaries, "last.loss"), 2.0);
            QCOMPARE(number(summaries, "min.loss"), 0.5);
            QCOMPARE(number(summaries, "max.loss"), 3.0);
            QVERIFY(!summaries.table().columnOf("best.loss")); // a run is not chosen by it
            support::record(
                folder.path(), run, // another process goes on
                {support::sampleStart(), evaluated(3, 0.3, 0.9, true), step(4, 0.25), step(5, std::nan("")),
                 support::sampleEnd()});
            repository.update(summaries);
            QVERIFY(std::isnan(number(summaries, "last.loss"))); // it diverged
            QCOMPARE(number(summaries, "min.loss"), 0.25);
            QCOMPARE(number(summaries, "last.matthews"), 0.3);
            repository.truncateAfter(run, 2);
            repository.setState(run, RunState::Stopped);
            repository.update(summaries);
            QCOMPARE(number(summaries, "last.loss"), 0.5);
            QCOMPARE(number(summaries, "max.loss"), 3.0);
            QVERIFY(std::isnan(number(summaries, "last.matthews")));
            repository.truncateAfter(run, 0);
            repository.setState(run, RunState::Failed);
            repository.update(summaries);
            QVERIFY(std::isnan(number(summaries, "last.loss")));
        }
    }

    void normsAndBalanceLossesAreMetricsTooAlsoAtAStep()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const auto run = repository.create("a", "", config);
        const auto brief = repository.create("b", "", config);
        std::vector<engine::RunEvent> events{support::sampleStart()};
        for (int i = 2; i <= 2400; i += 2) // several blocks
            events.push_back(engine::StepDone{
                i, 0, double(i), {{"gradient_norm", 1.0 * i}, {"balance_loss", 3.0 - i}, {"gate_gradient_norm", 0.5}}});
        support::record(folder.path(), run, events);
        support::record(folder.path(), brief,
                        {support::sampleStart(), engine::StepDone{1, 0, 1, {{"gradient_norm", 7}}}});
        RunOverview summaries;
        const std::vector<std::string> wanted = {"gradient_norm@1",    "gradient_norm@2",    "gradient_norm@1025",
                                                 "gradient_norm@2400", "gradient_norm@2401", "balance_loss@1500"};
        repository.update(summaries, wanted);
        const auto number = [&](std::int64_t of, const char* key) {
            return summaries.table().numberOf(*summaries.table().rowOf(of), key);
        };
        QCOMPARE(number(run, "last.gradient_norm"), 2400.0);
        QCOMPARE(number(run, "min.gradient_norm"), 2.0);
        QCOMPARE(number(run, "max.balance_loss"), 1.0);
        QCOMPARE(number(run, "last.gate_gradient_norm"), 0.5);
        QVERIFY(std::isnan(number(run, "gradient_norm@1"))); // before the first
        QCOMPARE(number(run, "gradient_norm@2"), 2.0);
        QCOMPARE(number(run, "gradient_norm@1025"), 1024.0); // between two blocks
        QCOMPARE(number(run, "gradient_norm@2400"), 2400.0);
        QVERIFY(std::isnan(number(run, "gradient_norm@2401")));
        QCOMPARE(number(run, "balance_loss@1500"), -1497.0);
        QCOMPARE(number(brief, "gradient_norm@1"), 7.0);
        QVERIFY(std::isnan(number(brief, "gradient_norm@2")));
        repository.truncateAfter(run, 1500);
        repository.setState(run, RunState::Stopped);
        repository.update(summaries, wanted);
        QCOMPARE(number(run, "last.gradient_norm"), 1500.0);
        QVERIFY(std::isnan(number(run, "gradient_norm@2400")));
    }

    void anOlderWorkspaceGetsTheSummariesOfItsLosses()
    {
        const support::TemporaryFolder folder;
        const auto run = RunRepository(folder.path()).create("a", "", config);
        std::vector<engine::RunEvent> events{support::sampleStart(), evaluated(3, 0.3, 0.9, true)};
        for (int i = 1; i <= 1500; ++i) // several blocks
            events.push_back(engine::StepDone{i, 0, double(i), {{"loss", 1.0 / i}}});
        support::record(folder.path(), run, events);
        const auto execute = [&](const char* sql) {
            SQLite::Database((folder.path() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE).exec(sql);
        };
        execute("DELETE FROM metric_summaries WHERE key = 'loss'");
        for (int pass = 0; pass < 2; ++pass) {
            RunRepository repository(folder.path());
            RunOverview summaries;
            repository.update(summaries);
            const double loss = pass == 0 ? 1.0 / 1500 : std::nan("");
            const double found = summaries.table().numberOf(0, "min.loss");
            QVERIFY(pass == 0 ? found == loss : std::isnan(found));
            QCOMPARE(summaries.table().numberOf(0, "last.matthews"), 0.3);
            execute("DELETE FROM metric_summaries WHERE key = 'loss'");
            execute("UPDATE series_blocks SET data = x'00'"); // damaged: the workspace opens all the same
        }
    }

    void theTableFollowsTheStore()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const auto first = repository.create("a", "", config);
        RunOverview summaries;
        QVERIFY(repository.update(summaries));
        const auto second = repository.create("b", "", config);
        QVERIFY(repository.update(summaries));
        QCOMPARE(summaries.table().runCount(), std::size_t(2));
        support::record(folder.path(), second, {support::sampleStart(), evaluated(10, 0.3, 0.9, true)});
        QVERIFY(repository.update(summaries));
        const auto row = *summaries.table().rowOf(second);
        QCOMPARE(summaries.table().textOf(row, "state"), std::string("interrupted"));
        QCOMPARE(summaries.table().numberOf(row, "last.matthews"), 0.3);
        repository.truncateAfter(second, 5);
        repository.setState(second, RunState::Stopped);
        QVERIFY(repository.update(summaries));
        QVERIFY(std::isnan(summaries.table().numberOf(row, "last.matthews")));
        repository.remove(first);
        QVERIFY(repository.update(summaries));
        QCOMPARE(summaries.table().runs(), std::vector<std::int64_t>{second});
    }

    void statesAreThoseThatAnotherConnectionHasWritten()
    {
        const support::TemporaryFolder folder;
        const RunRepository repository(folder.path());
        RunRepository other(folder.path());
        RunStates states;
        QVERIFY(!repository.update(states));
        const auto first = other.create("a", "", config);
        const auto second = other.create("b", "", config);
        QVERIFY(repository.update(states));
        QVERIFY(!repository.update(states));
        other.rename(first, "c"); // is no state
        QVERIFY(!repository.update(states));
        other.moveInQueue(second, first);
        QVERIFY(repository.update(states));
        other.setState(second, RunState::Stopped);
        QVERIFY(repository.update(states));
        other.remove(first);
        QVERIFY(repository.update(states));
    }

    void aMetricAtAStepIsTheNewestUpToIt()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const auto run = repository.create("a", "", config);
        support::record(folder.path(), run,
                        {support::sampleStart(), evaluated(10, 0.3, 0.9, true), evaluated(20, 0.5, 0.4, true),
                         evaluated(20, 0.6, 0.2, false, "dev_mismatched"), evaluated(30, 0.4, 0.5, false),
                         support::sampleEnd()});
        RunOverview summaries;
        const std::vector<std::string> wanted = {"matthews@9",  "matthews@10", "matthews@29",
                                                 "matthews@30", "matthews@31", "matthews_mismatched@29",
                                                 "dev_loss@15", "nothing@3",   "state"};
        QVERIFY(repository.update(summaries, wanted));
        const auto number = [&](const char* key) { return summaries.table().numberOf(0, key); };
        QVERIFY(std::isnan(number("matthews@9"))); // before the first
        QCOMPARE(number("matthews@10"), 0.3);
        QCOMPARE(number("matthews@29"), 0.5);
        QCOMPARE(number("matthews@30"), 0.4);
        QVERIFY(std::isnan(number("matthews@31"))); // the run did not come as far
        QCOMPARE(number("matthews_mismatched@29"), 0.6);
        QCOMPARE(number("dev_loss@15"), 0.9);
        QVERIFY(!summaries.table().columnOf("nothing@3"));
        QVERIFY(!repository.update(summaries, wanted));
    }

    void metricsAtAStepComeAndGoAndFollowTheStore()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const auto first = repository.create("a", "", config);
        const auto second = repository.create("b", "", config);
        support::record(folder.path(), first, {support::sampleStart(), evaluated(10, 0.3, 0.9, true)});
        RunOverview summaries;
        repository.update(summaries, {"matthews@10"});
        const auto number = [&](std::int64_t run, const char* key) {
            return summaries.table().numberOf(*summaries.table().rowOf(run), key);
        };
        support::record(folder.path(), second,
                        {support::sampleStart(), evaluated(10, 0.7, 0.9, true), evaluated(20, 0.8, 0.9, true)});
        QVERIFY(repository.update(summaries, {"matthews@10"}));
        QCOMPARE(number(first, "matthews@10"), 0.3);
        QCOMPARE(number(second, "matthews@10"), 0.7);
        QVERIFY(repository.update(summaries, {"matthews@20"}));
        QVERIFY(!summaries.table().columnOf("matthews@10"));
        QCOMPARE(number(second, "matthews@20"), 0.8);
        QCOMPARE(number(second, "max.matthews"), 0.8); // columns behind a removed one are found
        repository.truncateAfter(second, 15);
        repository.setState(second, RunState::Stopped);
        QVERIFY(repository.update(summaries, {"matthews@20"}));
        QVERIFY(std::isnan(number(second, "matthews@20")));
    }

    void marksAreKeptAndOnlyOneRunIsTheBaseline()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const auto first = repository.create("a", "", "{}");
        const auto second = repository.create("b", "", "{}");
        const RunMarks marks{{"paper", "with, comma?"}, "a note\nof two lines", true, true, true, 9};
        repository.setMarks(first, marks);
        QCOMPARE(repository.marks(first) == marks, true);
        QCOMPARE(repository.run(first)->marks == marks, true);
        RunOverview summaries;
        repository.update(summaries);
        const std::size_t row = *summaries.table().rowOf(first);
        QCOMPARE(summaries.table().textOf(row, "baseline"), std::string("yes"));
        QCOMPARE(summaries.table().numberOf(row, "colour"), 9.0);
        repository.setMarks(second, {{}, "", false, false, true, {}});
        QVERIFY(!repository.marks(first).isBaseline);
        QVERIFY(repository.marks(first).isPinned);
        repository.setMarks(first, {});
        QVERIFY(repository.marks(first) == RunMarks());
        QVERIFY_THROWS_EXCEPTION(Error, repository.setMarks(99, marks));
    }

    void marksComeBackWithARunThatWasTakenFromTheQueue()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const auto run = repository.create("a", "", "{}");
        repository.setMarks(run, {{"paper"}, "", true, false, false, {}});
        const RunRecord record = *repository.run(run);
        repository.remove(run);
        repository.restore(record);
        QVERIFY(repository.marks(run) == record.marks);
    }

    void tagsAreReadFromText()
    {
        QCOMPARE(tagsFromText(" a, b c ,,a,"), (std::vector<std::string>{"a", "b c"}));
        QCOMPARE(joinedTags({"a", "b c"}), std::string("a, b c"));
        QVERIFY(tagsFromText("").empty());
        std::string many;
        for (int i = 0; i < 500'000; ++i)
            many += std::to_string(i) + ",";
        QCOMPARE(tagsFromText(many + many).size(), std::size_t(500'000)); // each is not compared with all before it
    }

    void anOlderWorkspaceGetsTheSummariesOfItsEvaluations()
    {
        SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        Migrator(allMigrations().first(3)).migrate(database);
        database.exec("INSERT INTO runs (id, name, group_name, state, config, created_at) "
                      "VALUES (1, 'a', '', 'finished', '{}', 0)");
        const auto add = [&](int id, int step, const char* split, int best, const char* value) {
            database.exec("INSERT INTO evaluations VALUES (" + std::to_string(id) + ", 1, " + std::to_string(step)
                          + ", 0, 0, '" + split + "', 10, " + std::to_string(best) + ")");
            database.exec("INSERT INTO evaluation_values VALUES (" + std::to_string(id) + ", 0, 'accuracy', " + value
                          + ")");
        };
        add(1, 10, "dev_matched", 1, "0.5");
        add(2, 10, "dev_mismatched", 0, "0.9");
        add(3, 20, "dev_matched", 1, "0.7");
        add(4, 30, "dev_matched", 0, "0.6");
        database.exec(std::string(allMigrations()[3].sql));
        for (int pass = 0; pass < 2; ++pass) { // as migrated, then as the writer says it
            SQLite::Statement query(database,
                                    "SELECT group_concat(key || ' ' || last || ' ' || ifnull(best, '-') || ' ' || "
                                    "least || ' ' || greatest, ';') FROM metric_summaries ORDER BY key");
            QVERIFY(query.executeStep());
            QCOMPARE(query.getColumn(0).getString(),
                     std::string("accuracy_matched 0.6 0.7 0.5 0.7;accuracy_mismatched 0.9 - 0.9 0.9"));
            query.reset();
            summariseMetrics(database, 1);
        }
    }
};

MOLEX_TEST(tst_RunOverview)
#include "tst_RunOverview.moc"
