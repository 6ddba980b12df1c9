#include "engine/statistics/Comparison.h"

#include <limits>

#include "tests/support/SummariesTest.h"

using namespace engine;

/// What is said about a comparison that is not what it seems, and which runs it leaves out.
class tst_ComparisonWarnings : public support::SummariesTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_last = 0; }

    void likelihoodsThatLaterTokensDecideAreWarnedOf()
    {
        const auto written = [&](const char* vote) {
            Json config = configOf("molex", 1);
            config["task"] = {{"kind", "e2e"}};
            config["routing"]["vote"] = vote;
            return run(config, 0.6);
        };
        const auto warning = [](const Comparison& comparison) {
            for (const Warning& each : comparison.tasks.at(0).warnings)
                if (each.caution == Caution::NotCausal)
                    return each.values;
            return std::vector<std::string>();
        };
        const std::vector<RunSummary> runs = {written("prompt"), written("sequence")};
        QCOMPARE(warning(compare(runs)), std::vector<std::string>{"routing.vote=sequence"});
        QVERIFY(warning(compare(runs, {.metrics = {"matthews"}})).empty()); // no likelihood
        QVERIFY(warning(compare({written("prompt"), written("token")})).empty());
        QVERIFY(warning(compare(seeds("molex", m_molex))).empty()); // no language model
    }

    void whatElseDiffersIsSaid_data()
    {
        QTest::addColumn<int>("caution");
        const auto add = [](const char* name, Caution caution) { QTest::newRow(name) << int(caution); };
        add("steps", Caution::BudgetsDiffer);
        add("layers", Caution::BudgetsDiffer);
        add("parameters", Caution::BudgetsDiffer);
        add("data", Caution::DataDiffer);
        add("data unknown", Caution::DataDiffer);
        add("model", Caution::ModelsDiffer);
        add("model unknown", Caution::ModelsDiffer);
        add("program", Caution::EnvironmentsDiffer);
        add("tuned", Caution::TunedMore);
    }

    void whatElseDiffersIsSaid()
    {
        QFETCH(const int, caution);
        const std::string what = QTest::currentDataTag();
        std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        const std::vector<Warning> before = compare(runs).tasks[0].against[0].warnings;
        QVERIFY(!warns(before, Caution(caution)));
        for (std::size_t i = 5; i < 10; ++i) {
            runs[i].steps += what == "steps" ? 50 : 0;
            runs[i].layerEvaluations += what == "layers" ? 10 : 0;
            runs[i].trainableParameters += what == "parameters" ? 11 : 0;
            runs[i].configurationsTried += what == "tuned" ? 4 : 0;
            for (auto& [key, value] : runs[i].environment)
                if ((key == "Data hash" && what == "data") || (key == "Model hash" && what == "model")
                    || (key == "Program" && what == "program"))
                    value += "x";
            std::erase_if(runs[i].environment, [&](const auto& each) {
                return (each.first == "Data hash" && what == "data unknown" && i == 7)
                    || (each.first == "Model hash" && what == "model unknown");
            });
        }
        const std::vector<Warning> after = compare(runs).tasks[0].against[0].warnings;
        QVERIFY(warns(after, Caution(caution)));
        QCOMPARE(after.size(), before.size() + 1);
        for (const Warning& warning : after)
            if (int(warning.caution) == caution)
                QCOMPARE(warning.text.find("not known") != std::string::npos, what.ends_with("unknown"));
    }

    void aMetricThatARunLacksIsNamedWithTheRun()
    {
        std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        const auto missingIn = [](const Comparison& comparison) {
            std::vector<Warning> found = comparison.tasks[0].warnings;
            std::erase_if(found, [](const Warning& each) { return each.caution != Caution::MetricMissing; });
            return found;
        };
        QVERIFY(missingIn(compare(runs)).empty());
        runs[0].results[0].values[1].value = std::numeric_limits<double>::quiet_NaN(); // the first run's loss
        runs[7].results[0].values.erase(runs[7].results[0].values.begin() + 1);
        runs[9].results[0].values.push_back({"accuracy", 0.8}); // the others have none
        const Comparison comparison = compare(runs);
        QCOMPARE(comparison.tasks[0].against[0].seeds.size(), std::size_t(1));
        const std::vector<Warning> missing = missingIn(comparison);
        QCOMPARE(missing.size(), std::size_t(2));
        QCOMPARE(missing[0].values, (std::vector<std::string>{"dev_loss", "dev", runs[0].name, runs[7].name}));
        QCOMPARE(missing[0].text,
                 "not all runs have dev_loss on dev, so it is not compared: no number in " + runs[0].name + ", "
                     + runs[7].name);
        QCOMPARE(missing[1].values.front(), std::string("accuracy"));
        QCOMPARE(missing[1].values.size(), std::size_t(2 + 9));
        QVERIFY(missingIn(compare(runs, {.metrics = {"matthews"}})).empty());
    }

    void runsThatDivergedOrNeverScoredAreLeftOut()
    {
        std::vector<RunSummary> runs = together(seeds("none", m_lora), seeds("molex", m_molex));
        runs[0].results.clear();
        for (Measurement& value : runs[1].results[0].values)
            value.value = std::numeric_limits<double>::quiet_NaN();
        runs[2].state = "running";
        for (std::size_t i = 0; i < runs.size(); ++i)
            QCOMPARE(canBeCompared(runs[i]), i > 2);
        const Comparison comparison = compare(runs);
        QCOMPARE(comparison.leftOut.size(), std::size_t(3));
        QCOMPARE(comparison.tasks[0].groups.groups[0].runs.size(), std::size_t(2));
        for (RunSummary& each : runs)
            each.state = "queued";
        QVERIFY(compare(runs).tasks.empty());
    }
};

MOLEX_TEST(tst_ComparisonWarnings)
#include "tst_ComparisonWarnings.moc"
