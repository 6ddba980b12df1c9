#include "gui/models/CompareResult.h"

#include <cmath>
#include <utility>

#include "engine/statistics/Interval.h"
#include "gui/models/ComparisonModel.h"
#include "tests/support/ComparedWords.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;
using support::compared;
using support::ComparedRun;
using support::sourceOf;
using support::twoGroups;
using support::words;

/// Groups, their curves and what their routing has in common.
class tst_CompareResult : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsAreNamedByWhatTellsThemApart()
    {
        const CompareResult result = compared(twoGroups(3, 0.02));
        QCOMPARE(result.problem, QString());
        QCOMPARE(result.tasks.size(), std::size_t(1));
        QCOMPARE(result.tasks[0].name, QStringLiteral("CoLA"));
        QCOMPARE(result.tasks[0].groups.size(), std::size_t(2));
        QCOMPARE(result.tasks[0].groups[0].name, QStringLiteral("LoRA"));
        QCOMPARE(result.tasks[0].groups[1].name, QStringLiteral("MoLEx"));
        QVERIFY(result.tasks[0].groups[0].isBaseline);
        CompareChoice choice;
        choice.baseline = 4; // a run of MoLEx
        QVERIFY(compared(twoGroups(3, 0.02), choice).tasks[0].groups[1].isBaseline);
        choice.baseline = 99;
        QVERIFY(compared(twoGroups(3, 0.02), choice).tasks[0].groups[0].isBaseline);
    }

    /// Of a workspace that somebody else has written.
    void whatIsNoTextInAConfigurationIsNoName()
    {
        for (const engine::Json& odd : {engine::Json(7), engine::Json::array({"lora"}), engine::Json::object()})
            for (const bool isRoutingWhole : {true, false}) {
                CompareSource source = sourceOf(twoGroups(3, 0.02));
                for (engine::RunSummary& summary : source.runs) {
                    summary.config["group"] = odd;
                    summary.config["method"]["kind"] = odd;
                    if (summary.id > 3)
                        (isRoutingWhole ? summary.config["routing"]["kind"] : summary.config["routing"]) = odd;
                }
                const CompareResult result = compareRuns(source, {});
                QCOMPARE(result.problem, QString());
                QCOMPARE(result.tasks[0].groups.size(), std::size_t(2));
            }
    }

    /// The run that names the task is drawn and not tested.
    void oneTableInTwoFoldersIsOneTask()
    {
        CompareSource source = sourceOf(twoGroups(3, 0.02));
        for (engine::RunSummary& summary : source.runs) {
            summary.config["task"]["kind"] = "table";
            summary.config["task"]["path"] = summary.id <= 3 ? "/here/data" : "/there/data";
        }
        source.runs[0].state = "running";
        const CompareResult result = compareRuns(source, {});
        QCOMPARE(result.problem, QString());
        QCOMPARE(result.tasks.size(), std::size_t(1));
        QCOMPARE(result.tasks[0].groups.size(), std::size_t(2));
        QCOMPARE(result.tasks[0].groups[0].drawn.size() + result.tasks[0].groups[1].drawn.size(), std::size_t(6));
        QCOMPARE(result.tasks[0].groups[0].runs.size() + result.tasks[0].groups[1].runs.size(), std::size_t(5));
        QVERIFY(result.tasks[0].others.empty());
    }

    void coloursAreTheTablesUnlessTheyWouldBeTheSame()
    {
        CompareChoice choice;
        choice.colours = {{1, 4}, {4, 2}};
        const CompareResult apart = compared(twoGroups(3, 0.02), choice);
        QCOMPARE(apart.tasks[0].groups[0].colour, 4);
        QCOMPARE(apart.tasks[0].groups[1].colour, 2);
        choice.colours = {{1, 0}, {4, 0}};
        QCOMPARE(compared(twoGroups(3, 0.02), choice).tasks[0].groups[1].colour, 1);
    }

    /// Mean of 0.61, 0.62, 0.60; half width 4.30265273 * 0.01 / sqrt(3) (Student's t, 2 degrees of freedom).
    void aGroupHasItsMeanCurveAndBand()
    {
        const CompareResult result = compared(twoGroups(3, 0.02));
        const GroupCurve& curve = result.tasks[0].groups[0].curve;
        QCOMPARE(curve.mean.size(), std::size_t(3));
        QCOMPARE(curve.mean.step(2), std::int64_t(30));
        QVERIFY(std::abs(curve.mean.value(2) - 0.61) < 1e-12);
        QVERIFY(std::abs(curve.high.value(2) - 0.6348414) < 1e-6);
        QVERIFY(std::abs(curve.low.value(2) - 0.5851586) < 1e-6);
        CompareChoice choice;
        choice.band = BandKind::Bootstrap;
        const CompareResult bootstrap = compared(twoGroups(3, 0.02), choice);
        QCOMPARE(bootstrap.tasks[0].groups[0].curve.kind, BandKind::Bootstrap);
        QVERIFY(bootstrap.tasks[0].groups[0].curve.high.value(2) < curve.high.value(2));
    }

    void aBandIsStudentsIntervalAtEveryStep()
    {
        const CompareSource source = sourceOf(twoGroups(4, 0.02));
        const CompareResult result = compareRuns(source, {});
        const ComparedGroup& group = result.tasks[0].groups[1];
        QCOMPARE(group.curve.low.size(), std::size_t(3));
        for (std::size_t point = 0; point < 3; ++point) {
            std::vector<double> values;
            for (const std::size_t run : group.runs)
                values.push_back(source.curves[run].values[point]);
            const auto interval = engine::studentInterval(values);
            QVERIFY(interval.has_value());
            QCOMPARE(group.curve.low.value(point), interval->low);
            QCOMPARE(group.curve.high.value(point), interval->high);
        }
    }

    void curvesAreNamedAsPeopleSay()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        source.curveKeys = {"accuracy", "dev_loss", "loss", "gradient_norm"};
        const CompareResult result = compareRuns(source, {});
        QCOMPARE(result.curveNames,
                 (std::vector<QString>{QStringLiteral("Accuracy, dev"), QStringLiteral("Loss, dev"),
                                       QStringLiteral("Training loss"), QStringLiteral("Gradient norm")}));
        QCOMPARE(result.tasks[0].curveName, QStringLiteral("Accuracy, dev"));
        source.hasSquaredError = true;
        ComparisonModel model;
        model.setResult(compareRuns(source, {}), 0, 0);
        QCOMPARE(model.index(1, ComparisonModel::Metric).data().toString(), QStringLiteral("Mean squared error, dev"));
    }

    void aCurveThatIsNoLikelihoodOfACausalModelSaysSo()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        for (engine::RunSummary& run : source.runs)
            run.config["task"] = {{"kind", "e2e"}, {"path", "data"}};
        source.curveKey = "dev_loss";
        const auto vote = [&](const char* name) {
            for (engine::RunSummary& run : source.runs)
                if (run.config["routing"]["kind"] == "molex")
                    run.config["routing"]["vote"] = name;
            return compareRuns(source, {}).tasks[0];
        };
        const ComparedTask flagged = vote("sequence");
        QCOMPARE(flagged.curveName, QStringLiteral("Loss, dev, not causal"));
        QCOMPARE(flagged.curveTitle, QStringLiteral("loss (nats), not causal"));
        QCOMPARE(vote("prompt").curveName, QStringLiteral("Loss, dev"));
        source.curveKey = "accuracy";
        QCOMPARE(vote("sequence").curveName, QStringLiteral("Accuracy, dev"));
    }

    /// Weights 1/2 and 1, made up for the start: (v1 + 2 v2) / 3 at the second point.
    void meansAreOfSmoothedRuns()
    {
        CompareChoice choice;
        choice.smoothing = 0.5;
        const CompareSource source = sourceOf(twoGroups(2, 0.02));
        const CompareResult result = compareRuns(source, choice);
        double expected = 0;
        for (const std::size_t run : result.tasks[0].groups[0].runs)
            expected += (source.curves[run].values[0] + 2 * source.curves[run].values[1]) / 3 / 2;
        QVERIFY(std::abs(result.tasks[0].groups[0].curve.mean.value(1) - expected) < 1e-12);
        QCOMPARE(result.curves[0].value(1), source.curves[0].values[1]); // as measured
        QCOMPARE(result.smoothing, 0.5);
    }

    /// A run that still trains: in no test, in no mean, but seen.
    void curvesAreDrawnOfRunsThatAreNotTested()
    {
        CompareSource source = sourceOf(twoGroups(3, 0.02));
        source.runs[0].state = "running";
        source.runs[0].results.clear();
        source.curves[0].steps = {10};
        source.curves[0].values = {0.2};
        source.curves[0].seconds = {1};
        const CompareResult result = compareRuns(source, {});
        const ComparedGroup& group = result.tasks[0].groups[1]; // MoLEx's first run comes before LoRA's first finished
        QCOMPARE(group.name, QStringLiteral("LoRA"));
        QCOMPARE(group.runs, (std::vector<std::size_t>{2, 4}));
        QCOMPARE(group.drawn, (std::vector<std::size_t>{0, 2, 4}));
        QCOMPARE(group.curve.runs, std::size_t(2));
        QCOMPARE(group.curve.mean.size(), std::size_t(3));
        QVERIFY2(words(result).contains(QStringLiteral("lora-s1 is left out: it is running. Only its curve is drawn.")),
                 qPrintable(words(result)));
    }

    void groupsThatNobodyTestsAreDrawnBesideTheOthers()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        for (const std::size_t run : {1, 3})
            source.runs[run].state = "stopped";
        source.runs[3].state = "imported"; // of another program: nothing is known of it
        source.runs[3].config = {{"name", "theirs"}};
        source.runs[3].name = "theirs";
        source.stepsPerEpoch[3] = 0;
        const CompareResult result = compareRuns(source, {});
        QCOMPARE(result.tasks.size(), std::size_t(1));
        const ComparedTask& task = result.tasks[0];
        QCOMPARE(task.groups.size(), std::size_t(1));
        QCOMPARE(task.others.size(), std::size_t(2));
        QCOMPARE(task.others[0].drawn, std::vector<std::size_t>{1});
        QCOMPARE(task.others[1].name, QStringLiteral("theirs"));
        QCOMPARE(task.others[1].curve.mean.size(), std::size_t(3));
        QCOMPARE(task.stepsPerEpoch, 0.0);
        QVERIFY(task.others[0].colour != task.others[1].colour && task.others[0].colour != task.groups[0].colour);
    }

    void curvesNeedNoFinishedRun()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        for (engine::RunSummary& run : source.runs)
            run.state = "running";
        const CompareResult result = compareRuns(source, {});
        QVERIFY(result.tested(0) == nullptr);
        QCOMPARE(result.tasks[0].groups.size(), std::size_t(2));
        QCOMPARE(result.tasks[0].groups[1].curve.runs, std::size_t(2));
        QVERIFY(!result.tasks[0].differences.empty());
        QVERIFY2(words(result).contains(QStringLiteral("Nothing to test yet:")), qPrintable(words(result)));
        for (engine::RunSummary& run : source.runs)
            run.config = {{"name", run.name}};
        QCOMPARE(compareRuns(source, {}).tasks.at(0).groups.size(), std::size_t(4)); // each by itself
        for (storage::SeriesPoints& curve : source.curves)
            curve = {};
        QVERIFY(compareRuns(source, {}).tasks.empty());
    }

    void aMeanIsOnlyWhereAllRunsHaveValues()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        source.curves[0].steps = {10, 25};
        source.curves[0].values = {0.2, 0.3};
        source.curves[0].seconds = {1, 2};
        const CompareResult result = compareRuns(source, {});
        QCOMPARE(result.tasks[0].groups[0].curve.mean.size(), std::size_t(1));
    }

    /// Of two batch sizes an epoch has not the same steps, so only steps can be the axis.
    void epochsAreAnAxisOnlyWhereAllCurvesAgree()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        QCOMPARE(compareRuns(source, {}).tasks[0].stepsPerEpoch, 10.0);
        source.stepsPerEpoch[3] = 20;
        QCOMPARE(compareRuns(source, {}).tasks[0].stepsPerEpoch, 0.0);
        source.curves[3] = {};
        QCOMPARE(compareRuns(source, {}).tasks[0].stepsPerEpoch, 10.0);
    }

    void everyTaskHasItsOwnEpoch()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        for (const std::size_t run : {0, 1}) {
            source.runs[run].config["task"]["name"] = "mrpc";
            source.stepsPerEpoch[run] = 25;
        }
        const CompareResult result = compareRuns(source, {});
        QCOMPARE(result.tasks.size(), std::size_t(2));
        QCOMPARE(result.tasks[0].stepsPerEpoch, 25.0);
        QCOMPARE(result.tasks[1].stepsPerEpoch, 10.0);
    }

    /// At whichever question: after those of the tests there is one for each curve, and one for the routing.
    void whatNobodyWantsIsGivenUp()
    {
        const CompareSource source = sourceOf(twoGroups(3, 0.02));
        int asked = 0;
        const auto count = [&asked] { return ++asked > 0; };
        const CompareResult whole = compareRuns(source, {}, count);
        const int all = std::exchange(asked, 0);
        engine::compare(source.runs, whole.options, count);
        QCOMPARE(all, std::exchange(asked, 0) + 3);
        for (int last = 0; last < all; ++last) {
            QVERIFY_THROWS_EXCEPTION(engine::CalledOff, compareRuns(source, {}, [&] { return asked++ < last; }));
            QCOMPARE(std::exchange(asked, 0), last + 1);
        }
        QCOMPARE(words(compareRuns(source, {}, [&] { return asked++ < all; })), words(whole));
    }

    /// The counts are of rows whichever side is better.
    void mcNemarCountsTheRowsOfEachSideAlone()
    {
        CompareSource source = support::withRows(sourceOf({{1, 1, false, 0.632}, {2, 1, true, 0.61}}));
        const CompareResult result = compareRuns(source, {});
        const auto& counts = result.comparison.tasks[0].against[0].rows.at(0).difference.test.discordant;
        QVERIFY(counts.has_value());
        QCOMPARE(counts->baseline, std::int64_t(50));
        QCOMPARE(counts->other, std::int64_t(28));
        QVERIFY(!result.comparison.tasks[0].against[0].seeds.at(0).difference.test.discordant);
    }

    void routingIsComparedWithTheBaselinesOrWithUniformChoice()
    {
        const CompareResult two = compared(twoGroups(2, 0.02)); // p cannot be below 1 / 4^2
        QCOMPARE(two.tasks[0].routing[0]->distinct, std::size_t(0));
        QVERIFY(!two.tasks[0].routing[0]->picture.isTestable);
        QVERIFY(words(two).contains(QStringLiteral("so few seeds cannot tell any cell from seed noise")));
        const CompareResult uniform = compared(twoGroups(6, 0.02));
        const auto& routing = uniform.tasks[0].routing[0];
        QVERIFY(routing.has_value() && routing->isAgainstUniform);
        QVERIFY(routing->picture.isTestable);
        QCOMPARE(routing->title, QStringLiteral("Share, MoLEx − uniform choice, n = 6"));
        QCOMPARE(routing->distinct, std::size_t(4)); // the layer that all prefer, at each position
        QVERIFY(std::abs(routing->picture.value(1, 1) - (0.67 - 0.25)) < 1e-12);
        QVERIFY(words(uniform).contains(
            QStringLiteral("4 of 16 cells differ from uniform choice by more than seed noise")));
        QVERIFY(words(uniform).contains(
            QStringLiteral("two seeds of MoLEx agree on the most chosen layer at 4.0 of 4 positions")));

        std::vector<ComparedRun> both; // two routings that differ in a number, three seeds each
        for (int seed = 1; seed <= 3; ++seed) {
            both.push_back({seed, seed, true, 0.6, 0.3});
            both.push_back({3 + seed, seed, true, 0.7, 0.9});
        }
        CompareSource source = sourceOf(both);
        for (std::size_t run = 1; run < source.runs.size(); run += 2)
            source.runs[run].config["training"]["batch_size"] = 77;
        const CompareResult result = compareRuns(source, {});
        QCOMPARE(result.tasks[0].groups[1].name, QStringLiteral("batch_size 77"));
        QVERIFY(!result.tasks[0].routing[0]->isAgainstUniform);
        QCOMPARE(result.tasks[0].routing[0]->distinct, std::size_t(0));
        QVERIFY2(words(result).contains(
                     QStringLiteral("so few seeds cannot tell any cell from seed noise (smallest possible p = 0.100)")),
                 qPrintable(words(result)));
        QVERIFY(!compared({{1, 1, false, 0.6}, {2, 2, false, 0.6}}).tasks[0].groups[0].agreement);
    }

    void withoutABaselinesRoutingACheckedControlsIsTaken()
    {
        std::vector<ComparedRun> runs = twoGroups(4, 0.02);
        for (int seed = 1; seed <= 4; ++seed)
            for (const std::int64_t first : {8, 12})
                runs.push_back({first + seed, seed, true, 0.6, 0.25});
        CompareSource source = sourceOf(runs);
        for (std::size_t run = 8; run < runs.size(); ++run)
            source.runs[run].config["routing"] = {{"kind", runs[run].id > 12 ? "fixed-random" : "next-layer"}};
        const CompareResult result = compareRuns(source, {});
        const ComparedTask& task = result.tasks[0];
        QCOMPARE(task.groups.size(), std::size_t(4));
        QCOMPARE(task.groups[1].name, QStringLiteral("MoLEx"));
        QVERIFY(!task.routing[0]->isAgainstUniform);
        QCOMPARE(task.routing[0]->title, QStringLiteral("Share, MoLEx − fixed random gate (control), n = 4 and 4"));
        QVERIFY(std::abs(task.routing[0]->picture.value(1, 1) - (0.65 - 0.25)) < 1e-12);
        QVERIFY2(words(result).contains(QStringLiteral(
                     "16 of 16 cells differ from fixed random gate (control) by more than seed noise")),
                 qPrintable(words(result)));
        for (const std::size_t control : {1, 2}) // a control is compared with no other
            QVERIFY(task.routing[control]->isAgainstUniform);
        for (std::size_t run = 8; run < runs.size(); ++run)
            source.routing[run]->countsExperts = true; // is no control of layers
        QVERIFY(compareRuns(source, {}).tasks[0].routing[0]->isAgainstUniform);
    }

    void groupsThatMethodsDoNotTellApartHaveTheirExperimentsNames()
    {
        CompareSource source = sourceOf({{1, 1, false, 0.60}, {2, 2, false, 0.61}, {3, 1, false, 0.62}, {4, 2, false, 0.63}});
        for (std::size_t run = 0; run < source.runs.size(); ++run) {
            source.runs[run].config["group"] = run < 2 ? "short" : "long";
            source.runs[run].config["training"]["steps"] = run < 2 ? 100 : 200;
        }
        const CompareSource mixed = [&] {
            CompareSource other = source;
            other.runs[1].config["group"] = "another";
            return other;
        }();
        const CompareResult named = compareRuns(std::move(source), {});
        QCOMPARE(named.tasks[0].groups[0].name, QStringLiteral("short"));
        QCOMPARE(named.tasks[0].groups[1].name, QStringLiteral("long"));
        QCOMPARE(compareRuns(mixed, {}).tasks[0].groups[1].name, QStringLiteral("steps 200"));
    }

    /// Of as many layers as another routing has positions, and as many experts as it has layers.
    void expertsAreNotComparedWithLayers()
    {
        CompareSource source = sourceOf(twoGroups(6, 0.02));
        for (auto& routing : source.routing)
            if (routing)
                routing->countsExperts = true;
        const CompareResult experts = compareRuns(source, {});
        QVERIFY(experts.tasks[0].routing[0]->picture.countsExperts);
        QVERIFY2(words(experts).contains(
                     QStringLiteral("two seeds of MoLEx agree on the most chosen expert in 4.0 of 4 layers")),
                 qPrintable(words(experts)));
        for (std::size_t run = 0; run < source.runs.size(); ++run)
            if (!source.routing[run]) { // the baseline's, of layers
                source.routing[run] = source.routing[1];
                source.routing[run]->countsExperts = false;
            }
        QVERIFY(compareRuns(source, {}).tasks[0].routing[0]->isAgainstUniform);
        for (auto& routing : source.routing)
            routing->countsExperts = false;
        QVERIFY(!compareRuns(source, {}).tasks[0].routing[0]->isAgainstUniform);
    }
};

MOLEX_GUI_TEST(tst_CompareResult)
#include "tst_CompareResult.moc"
