#include "gui/models/CompareResult.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTranslator>

#include <string>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/models/CautionText.h"
#include "gui/models/CompareWords.h"
#include "gui/models/ComparisonModel.h"
#include "gui/report/TrainingTime.h"
#include "tests/support/CompareRuns.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

namespace {

/// A language in which every text stands between « and ».
class Quoting final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override
    {
        return QStringLiteral("«%1»").arg(QString::fromUtf8(text));
    }
};

/// Without what is translated.
QString untranslated(QString text)
{
    static const QRegularExpression inner(QStringLiteral("«[^«»]*»"));
    while (text.contains(inner))
        text.remove(inner);
    return text;
}

} // namespace

using support::ComparedRun;
using support::sourceOf;
using support::twoGroups;

class tst_CompareResult : public QObject {
    Q_OBJECT

private:
    static CompareResult compared(const std::vector<ComparedRun>& runs, CompareChoice choice = {})
    {
        return compareRuns(sourceOf(runs), choice);
    }

    static QString words(const CompareResult& result)
    {
        QString text;
        for (const CompareSentence& sentence : compareWords(result, 0, 0))
            text += (sentence.isWarning ? QStringLiteral("! ") : QString()) + sentence.lead + QLatin1Char(' ')
                + sentence.rest + QLatin1Char('\n');
        return text;
    }

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

    void everyWarningIsSaidInTheScreensLanguage()
    {
        using engine::Caution;
        Quoting language;
        QVERIFY(QCoreApplication::installTranslator(&language));
        for (int kind = int(Caution::FewRuns); kind <= int(Caution::PickedOnDev); ++kind) {
            const engine::Warning warning{Caution(kind), "English words", {"steps", "300", "400"}};
            const CompareSentence said = cautionSentence(warning);
            const QString rest =
                untranslated(said.lead + QLatin1Char(' ') + said.rest).remove(QStringLiteral("steps, 300, 400"));
            QVERIFY2(!rest.contains(QRegularExpression(QStringLiteral("\\p{L}"))), qPrintable(rest));
        }
        for (const char* why : {"it needs two pairs", "there are no pairs"})
            QCOMPARE(untranslated(undefinedText(why)), QString());
        QCoreApplication::removeTranslator(&language);
    }

    /// What the engine says in English and what the window says is the same.
    void warningsSayWhatTheEngineSays()
    {
        const CompareResult result = compared(twoGroups(2, 0.02));
        const auto& warnings = result.comparison.tasks[0].against[0].warnings;
        QVERIFY(warnings.size() >= 2);
        for (const engine::Warning& warning : warnings) {
            const CompareSentence said = cautionSentence(warning);
            const QString words = said.lead + (said.lead.isEmpty() ? QString() : QStringLiteral(" ")) + said.rest;
            QCOMPARE(words.toLower().remove(QLatin1Char(',')),
                     QString::fromStdString(warning.text + ".").toLower().remove(QLatin1Char(',')));
        }
    }

    void aRunLeftOutIsSaidWithItsState()
    {
        CompareSource source = sourceOf(twoGroups(3, 0.02));
        source.runs.front().state = "stopped";
        source.runs.back().results.clear();
        const QString said = words(compareRuns(source, {}));
        QVERIFY2(said.contains(QStringLiteral("is left out: it is stopped.")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("is left out: it has no scores.")), qPrintable(said));
    }

    void curvesAreNamedAsPeopleSay()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        source.curveKeys = {"accuracy", "dev_loss", "loss", "gradient_norm"};
        const CompareResult result = compareRuns(source, {});
        QCOMPARE(result.curveNames,
                 (std::vector<QString>{QStringLiteral("Accuracy, dev"), QStringLiteral("Loss, dev"),
                                       QStringLiteral("Training loss"), QStringLiteral("Gradient norm")}));
        QCOMPARE(result.curveName, QStringLiteral("Accuracy, dev"));
        source.hasSquaredError = true;
        ComparisonModel model;
        model.setResult(std::make_shared<CompareResult>(compareRuns(source, {})), 0, 0);
        QCOMPARE(model.index(1, ComparisonModel::Metric).data().toString(), QStringLiteral("Mean squared error, dev"));
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

    void theTableHasTestsCostsAndNoMore()
    {
        const auto result = std::make_shared<CompareResult>(compared(twoGroups(3, 0.02)));
        ComparisonModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setResult(result, 0, 0);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(model.headerData(ComparisonModel::Baseline, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("LoRA"));
        QCOMPARE(cell(0, ComparisonModel::Metric), QStringLiteral("Accuracy, dev"));
        QCOMPARE(cell(0, ComparisonModel::Baseline), QStringLiteral("0.6100"));
        QCOMPARE(cell(0, ComparisonModel::Difference), QStringLiteral("+0.0213"));
        QCOMPARE(cell(0, ComparisonModel::Test), QStringLiteral("paired t"));
        QCOMPARE(model.index(0, ComparisonModel::Test).data(ComparisonModel::Note).toString(), QStringLiteral("n = 3"));
        QCOMPARE(model.index(0, ComparisonModel::Difference).data(ComparisonModel::Note).toString(),
                 QStringLiteral("(+3.5 %)"));
        QVERIFY(model.metricAt(1).has_value());
        QVERIFY(!model.metricAt(2).has_value());
        bool hasLayers = false;
        for (int row = 2; row < model.rowCount(); ++row) {
            QVERIFY(cell(row, ComparisonModel::P).isEmpty());
            hasLayers = hasLayers || cell(row, ComparisonModel::Metric) == QStringLiteral("Layer evaluations");
        }
        QVERIFY(hasLayers);
    }

    /// Differences 0.022, 0.020 and 0.022: d_z is their mean over their standard deviation; of the 2^3 choices of signs
    /// two are as one-sided, so Wilcoxon's p is 2 / 8; t(2) is nearly all above 0.01.
    void theTableHasEveryTestOverSeeds()
    {
        const auto result = std::make_shared<CompareResult>(compared(twoGroups(3, 0.02)));
        ComparisonModel model;
        model.setResult(result, 0, 0);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, ComparisonModel::Effect), QStringLiteral("d_z 18.5"));
        QCOMPARE(cell(0, ComparisonModel::Wilcoxon), QStringLiteral("0.250"));
        QCOMPARE(cell(0, ComparisonModel::Rope), QStringLiteral("0.00 / 0.00 / 1.00"));
        QCOMPARE(cell(1, ComparisonModel::Metric), QStringLiteral("Loss, dev (nats)"));
        QCOMPARE(cell(1, ComparisonModel::Rope), QString()); // a loss has no width of being equal
        QVERIFY(model.isEmpty(ComparisonModel::BootstrapP) && model.isEmpty(ComparisonModel::RandomisationP));
        QCOMPARE(model.table().columns.size(), std::size_t(ComparisonModel::BootstrapP));
        const auto header = [&](int column) {
            return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        };
        QCOMPARE(header(ComparisonModel::Wilcoxon), QStringLiteral("Wilcoxon p"));
        QCOMPARE(header(ComparisonModel::Rope), QStringLiteral("Worse / same / better"));
    }

    void independentSidesHaveNoWilcoxon()
    {
        std::vector<ComparedRun> runs = twoGroups(3, 0.02);
        for (ComparedRun& run : runs)
            run.seed += run.isRouted ? 10 : 0;
        const auto result = std::make_shared<CompareResult>(compared(runs));
        ComparisonModel model;
        model.setResult(result, 0, 0);
        QCOMPARE(model.index(0, ComparisonModel::Test).data().toString(), QStringLiteral("Welch"));
        QVERIFY(model.index(0, ComparisonModel::Effect).data().toString().startsWith(QStringLiteral("g ")));
        QVERIFY(model.isEmpty(ComparisonModel::Wilcoxon) && model.isEmpty(ComparisonModel::Rope));
    }

    void aSmallDifferenceKeepsItsFigures()
    {
        QCOMPARE(signedNumber(3e-5, 0.61), QStringLiteral("+0.000030"));
        QCOMPARE(signedNumber(-0.00012, 0.61), QStringLiteral("−0.00012"));
        QCOMPARE(signedNumber(0.02133, 0.61), QStringLiteral("+0.0213"));
        QCOMPARE(signedNumber(0, 0.61), QStringLiteral("+0.0000"));
        QCOMPARE(signedNumber(-3.14e-9, 0.61), QStringLiteral("−3.14e−9"));
    }

    void valuesForProgramsAreNotRounded()
    {
        const auto result =
            std::make_shared<CompareResult>(compareRuns(support::withRows(sourceOf(twoGroups(3, 0.02))), {}));
        ComparisonModel model;
        model.setResult(result, 0, 0);
        const storage::Table& table = model.values();
        const auto cell = [&](std::size_t row, const char* name) {
            for (std::size_t column = 0; column < table.columns.size(); ++column)
                if (table.columns[column].title == name)
                    return table.rows.at(row).at(column);
            return std::string("no such column");
        };
        const engine::GroupComparison& group = result->comparison.tasks[0].against[0];
        QCOMPARE(table.rows.size(), group.seeds.size() + group.rows.size() + group.costs.size());
        for (std::size_t row = 0; row < group.seeds.size(); ++row) {
            const engine::Difference& difference = group.seeds[row].difference;
            QCOMPARE(cell(row, "over"), std::string("seeds"));
            QCOMPARE(cell(row, "metric"), difference.metric);
            QCOMPARE(cell(row, "group"), std::string("MoLEx"));
            QCOMPARE(std::stod(cell(row, "difference")), difference.difference);
            QCOMPARE(std::stod(cell(row, "percent")), *difference.percent);
            QCOMPARE(std::stod(cell(row, "interval_low")), difference.test.interval->low);
            QCOMPARE(std::stod(cell(row, "p")), *difference.test.p);
            QCOMPARE(std::stod(cell(row, "wilcoxon_p")), *group.seeds[row].wilcoxon->p);
        }
        QCOMPARE(cell(1, "worse"), std::string());
        QCOMPARE(group.rows.size(), std::size_t(3));
        QCOMPARE(cell(2, "over"), std::string("examples"));
        QCOMPARE(cell(2, "test"), std::string("McNemar"));
        QCOMPARE(cell(2, "n"), std::string("1000"));
        QCOMPARE(cell(2, "b"), std::string("50"));
        QCOMPARE(cell(2, "c"), std::string("72"));
        QCOMPARE(std::stod(cell(2, "bootstrap_p")), *group.rows[0].bootstrap.p);
        QCOMPARE(std::stod(cell(2, "randomisation_p")), *group.rows[0].randomisation.p);
        QCOMPARE(std::stod(cell(2, "interval_high")), group.rows[0].bootstrap.interval->high);
        QCOMPARE(cell(5, "over"), std::string("cost"));
        QCOMPARE(cell(5, "test"), std::string());
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

    void wordsSayADifferenceOnlyAfterTheCorrection()
    {
        const QString clear = words(compared(twoGroups(6, 0.02)));
        QVERIFY2(clear.contains(QStringLiteral("Accuracy is 0.0210 higher with MoLEx,")), qPrintable(clear));
        QVERIFY2(clear.contains(QStringLiteral("corrected for 2 tests p < 0.001.")), qPrintable(clear));
        QVERIFY2(clear.contains(QStringLiteral("Differs at 5 % after Holm: Accuracy, Loss.")), qPrintable(clear));
        std::vector<ComparedRun> noisy = twoGroups(4, 0.0);
        for (ComparedRun& run : noisy)
            run.accuracy += run.isRouted && run.seed % 2 == 0 ? 0.05 : run.isRouted ? -0.03 : 0;
        const QString unclear = words(compared(noisy));
        QVERIFY2(unclear.contains(QStringLiteral("! Not shown to be real at 5 %: after Holm no metric differs")),
                 qPrintable(unclear));
        QVERIFY2(!unclear.contains(QStringLiteral("Differs at 5 %")), qPrintable(unclear));
        const auto pairs = compared(noisy).comparison.tasks[0].against[0].seeds[0].pairsForPower;
        QVERIFY(pairs.has_value());
        QVERIFY2(
            unclear.contains(QStringLiteral("More seeds: were the effect on Accuracy as large as it looks, one test "
                                            "with 80 % power would take %1.")
                                 .arg(format::whole(*pairs))),
            qPrintable(unclear));
        QVERIFY2(!clear.contains(QStringLiteral("80 % power")), qPrintable(clear));
    }

    void aBaselineOfTheSameTimeIsProposed()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        const QString said = words(compareRuns(source, {}));
        QVERIFY2(said.contains(QStringLiteral("Compare also at the same time: MoLEx ran 2.0 times as many layers in "
                                              "training as LoRA. The preset “lora-same-time” trains LoRA as long.")),
                 qPrintable(said));
        // The report and the command line say what the page says.
        const auto told = [](const CompareResult& result) {
            const engine::TaskComparison& task = result.comparison.tasks[0];
            const auto time = reports::trainingTime(result.comparison, task, task.against[0]);
            return time ? QString::fromStdString(reports::timeText(*time, "MoLEx", "LoRA")) : QString();
        };
        QVERIFY2(said.contains(told(compareRuns(source, {}))), qPrintable(told(compareRuns(source, {}))));
        for (engine::RunSummary& run : source.runs)
            run.steps = run.layerEvaluations > 4 ? 30 : 60; // LoRA has trained twice as long
        const CompareResult same = compareRuns(source, {});
        QVERIFY(!words(same).contains(QStringLiteral("Compare also")));
        QVERIFY2(words(same).contains(
                     QStringLiteral("Same time: MoLEx ran as many layers in training as LoRA, within 5 %.")),
                 qPrintable(words(same)));
        QVERIFY(words(same).contains(told(same)) && !told(same).isEmpty());
        for (engine::RunSummary& run : source.runs)
            run.steps = run.layerEvaluations > 4 ? 30 : 90; // longer than that
        QVERIFY(told(compareRuns(source, {})).isEmpty());
    }

    void wordsSayThatComputeAndNumbersOfSeedsAreNotEnough()
    {
        const QString text = words(compared(twoGroups(2, 0.02)));
        QVERIFY2(text.contains(QStringLiteral("layer evaluations per pass 8 against 4")), qPrintable(text));
        const QString one = words(compared({{1, 1, false, 0.6}, {2, 1, true, 0.7}}));
        QVERIFY2(one.contains(QStringLiteral("there is no test of it")), qPrintable(one));
        QVERIFY2(one.contains(QStringLiteral("no metric could be tested")), qPrintable(one));
        const QString same = words(compared({{1, 1, false, 0.6}, {2, 2, false, 0.7}}));
        QVERIFY2(same.contains(QStringLiteral("all of these runs are one group")), qPrintable(same));
    }

    void routingIsComparedWithTheBaselinesOrWithUniformChoice()
    {
        const CompareResult two = compared(twoGroups(2, 0.02)); // p cannot be below 1 / 4^2
        QCOMPARE(two.tasks[0].routing[0]->distinct, std::size_t(0));
        QVERIFY(words(two).contains(QStringLiteral("so few seeds cannot tell any cell from seed noise")));
        const CompareResult uniform = compared(twoGroups(6, 0.02));
        const auto& routing = uniform.tasks[0].routing[0];
        QVERIFY(routing.has_value() && routing->isAgainstUniform);
        QCOMPARE(routing->title, QStringLiteral("Share, MoLEx − uniform choice"));
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

    void aMetricLeftOutIsSaid()
    {
        CompareSource source = sourceOf(twoGroups(3, 0.02));
        source.runs.back().results[0].values.pop_back();
        const QString said = words(compareRuns(source, {}));
        QVERIFY2(
            said.contains(QStringLiteral("! Not all runs have dev_loss on dev, so it is not compared: no number in ")
                          + QString::fromStdString(source.runs.back().name)),
            qPrintable(said));
    }

    void wordsSayHowManyCellsWouldHaveToDifferTogether()
    {
        std::vector<ComparedRun> same = twoGroups(3, 0.02);
        for (ComparedRun& run : same)
            run.self = 0.25; // uniform choice itself
        const CompareResult result = compared(same);
        QCOMPARE(result.tasks[0].routing[0]->distinct, std::size_t(0));
        const QString said = words(result);
        QVERIFY2(said.contains(QStringLiteral("! Routing: no cell can be told from seed noise; with so few seeds")),
                 qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("at least 5 of 16 cells would have to differ together")),
                 qPrintable(said));
    }

    void runsThatCannotBeComparedAreSaid()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        source.runs[3].state = "running";
        QVERIFY(words(compareRuns(source, {})).contains(QStringLiteral("molex-s2 is left out:")));
        for (engine::RunSummary& run : source.runs)
            run.state = "failed";
        QVERIFY(!compareRuns(source, {}).problem.isEmpty());
        CompareChoice choice;
        choice.groupBy = {"nothing.like.it"};
        QVERIFY(compareRuns(sourceOf(twoGroups(2, 0.02)), choice).problem.contains(QStringLiteral("nothing.like.it")));
    }
};

MOLEX_GUI_TEST(tst_CompareResult)
#include "tst_CompareResult.moc"
