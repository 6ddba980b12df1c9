#include "engine/run/ConfigsByContent.h"

#include "engine/run/ConfigKeys.h"
#include "engine/statistics/Comparison.h"
#include "tests/support/SummariesTest.h"

using namespace engine;

/// Runs of one workspace whose data and models lay in different folders, as on two machines.
class tst_ConfigsByContent : public support::SummariesTest {
    Q_OBJECT

private:
    RunSummary tableRun(const std::string& routing, int seed, const std::string& path, double value)
    {
        Json config = configOf(routing, seed);
        config["task"]["kind"] = "table";
        config["task"]["path"] = path;
        config["task"]["max_length"] = 128;
        return run(config, value);
    }

    /// Five seeds without a routing in /here/data, and five of MoLEx in /there/data.
    std::vector<RunSummary> twoMachines()
    {
        std::vector<RunSummary> runs;
        for (std::size_t i = 0; i < m_lora.size(); ++i)
            runs.push_back(tableRun("none", static_cast<int>(i) + 1, "/here/data", m_lora[i]));
        for (std::size_t i = 0; i < m_molex.size(); ++i)
            runs.push_back(tableRun("molex", static_cast<int>(i) + 1, "/there/data", m_molex[i]));
        return runs;
    }

    /// Empty: not recorded.
    static void setHash(RunSummary& summary, const std::string& key, const std::string& hash)
    {
        std::erase_if(summary.environment, [&](const auto& each) { return each.first == key; });
        if (!hash.empty())
            summary.environment.emplace_back(key, hash);
    }

private Q_SLOTS:
    void init() { m_last = 0; }

    void theSameDataInTwoFoldersAreOneTask()
    {
        const Comparison comparison = compare(twoMachines());
        QCOMPARE(comparison.tasks.size(), std::size_t(1));
        const TaskComparison& task = comparison.tasks[0];
        QCOMPARE(task.groups.task, std::string("table//here/data"));
        QCOMPARE(task.groups.groups.size(), std::size_t(2));
        QCOMPARE(task.groups.groups[1].label, std::string("routing.kind=molex"));
        QCOMPARE(task.groups.differences.size(), std::size_t(1)); // the path is none
        QCOMPARE(task.against.at(0).seeds.at(0).pairs.size(), std::size_t(5));
        QVERIFY(!warns(task.against[0].warnings, Caution::DataDiffer));
        QCOMPARE(comparison.runs[5].config["task"]["path"], Json("/there/data")); // as stored
    }

    void otherwiseThePathDecides_data()
    {
        QTest::addColumn<bool>("isWarned"); // where the paths are equal
        QTest::newRow("no hash") << false;
        QTest::newRow("no hash there") << true;
        QTest::newRow("another hash") << true;
        QTest::newRow("another length") << false;
    }

    void otherwiseThePathDecides()
    {
        QFETCH(const bool, isWarned);
        const std::string what = QTest::currentDataTag();
        std::vector<RunSummary> runs = twoMachines();
        for (std::size_t i = 0; i < runs.size(); ++i) {
            if (what == "no hash" || (what == "no hash there" && i >= 5))
                setHash(runs[i], "Data hash", {});
            if (what == "another hash" && i >= 5)
                setHash(runs[i], "Data hash", "other");
            if (what == "another length" && i >= 5)
                runs[i].config["task"]["max_length"] = 64;
        }
        QCOMPARE(compare(runs).tasks.size(), std::size_t(2));
        for (RunSummary& each : runs)
            each.config["task"]["path"] = "/here/data";
        const Comparison comparison = compare(runs);
        QCOMPARE(comparison.tasks.size(), std::size_t(1));
        QCOMPARE(warns(comparison.tasks[0].against.at(0).warnings, Caution::DataDiffer), isWarned);
    }

    void seedsOfTwoMachinesAreOneGroup()
    {
        std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const std::string machine = i % 5 < 3 ? "/here/" : "/there/";
            runs[i].config["task"]["path"] = machine + "data";
            runs[i].config["model"]["path"] = machine + "model";
        }
        using Keys = std::vector<std::string>;
        for (const Keys& groupBy : {Keys(), Keys{"routing.kind"}}) {
            const Comparison comparison = compare(runs, {.groupBy = groupBy});
            QCOMPARE(comparison.tasks.at(0).groups.groups.size(), std::size_t(2));
            const GroupComparison& against = comparison.tasks[0].against.at(0);
            QCOMPARE(against.seeds.at(0).pairs.size(), std::size_t(5));
            QCOMPARE(against.seeds[0].pairs[4].label, std::string("seed 5"));
            QVERIFY(!warns(against.warnings, Caution::MixedConfigurations));
        }
        for (std::size_t i = 0; i < runs.size(); ++i)
            if (i % 5 >= 3)
                setHash(runs[i], "Model hash", "other");
        const Comparison comparison = compare(runs);
        QCOMPARE(comparison.tasks.size(), std::size_t(1));
        QCOMPARE(comparison.tasks[0].groups.groups.size(), std::size_t(4));
        QCOMPARE(comparison.tasks[0].groups.groups[1].label, std::string("routing.kind=none, model.path=/there/model"));
    }

    /// Runs with one path stay together, also where only some of them have a hash.
    void aPathIsReplacedInAllRuns()
    {
        std::vector<RunSummary> runs = {tableRun("none", 1, "/there/data", 0.6),
                                        tableRun("molex", 1, "/here/data", 0.7),
                                        tableRun("self", 1, "/here/data", 0.8)};
        setHash(runs[2], "Data hash", {});
        const auto tasks = [&runs] {
            const ConfigsByContent configs(runs);
            std::vector<std::string> found;
            for (std::size_t i = 0; i < runs.size(); ++i)
                found.push_back(taskOf(configs[i]));
            return found;
        };
        QCOMPARE(tasks(), std::vector<std::string>(3, "table//there/data"));
        std::reverse(runs.begin(), runs.end());
        QCOMPARE(tasks(), std::vector<std::string>(3, "table//here/data"));
        setHash(runs[1], "Data hash", {});
        QCOMPARE(tasks(), (std::vector<std::string>{"table//here/data", "table//here/data", "table//there/data"}));
    }

    void whatIsNoPathIsLeftAsItIs()
    {
        std::vector<RunSummary> runs = twoMachines();
        runs[0].config = Json();
        runs[1].config = Json::array();
        runs[2].config["task"] = "table";
        runs[3].config["task"]["path"] = 4;
        runs[4].config["task"].erase("path");
        const ConfigsByContent configs(runs);
        for (std::size_t i = 0; i < runs.size(); ++i)
            QVERIFY(configs[i] == runs[i].config);
    }
};

MOLEX_TEST(tst_ConfigsByContent)
#include "tst_ConfigsByContent.moc"
