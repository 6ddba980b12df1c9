#include "gui/models/CompareWords.h"

#include <algorithm>

#include <QRegularExpression>
#include <QTranslator>

#include "gui/app/Format.h"
#include "gui/models/CautionText.h"
#include "gui/models/MetricTitles.h"
#include "gui/report/TrainingTime.h"
#include "tests/support/ComparedWords.h"
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

using support::compared;
using support::ComparedRun;
using support::sourceOf;
using support::twoGroups;
using support::words;

/// What is said of a comparison.
class tst_CompareWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWarningIsSaidInTheScreensLanguage()
    {
        using engine::Caution;
        Quoting language;
        QVERIFY(QCoreApplication::installTranslator(&language));
        for (int kind = int(Caution::FewRuns); kind <= int(Caution::PickedOnDev); ++kind)
            for (const auto& values : {std::vector<std::string>(), std::vector<std::string>{"steps", "300", "400"}}) {
                const CompareSentence said = cautionSentence({Caution(kind), "English words", values});
                const QString rest =
                    untranslated(said.lead + QLatin1Char(' ') + said.rest)
                        .remove(QStringLiteral("steps, 300, 400"), Qt::CaseInsensitive);
                QVERIFY2(!rest.contains(QRegularExpression(QStringLiteral("\\p{L}"))), qPrintable(rest));
            }
        for (const char* why : {"it needs two pairs", "there are no pairs"})
            QCOMPARE(untranslated(undefinedText(why)), QString());
        QCoreApplication::removeTranslator(&language);
    }

    /// What the engine says in English and what the window says is the same, but for the names of metrics.
    void warningsSayWhatTheEngineSays()
    {
        const CompareResult result = compared(twoGroups(2, 0.02));
        const auto& warnings = result.comparison.tasks[0].against[0].warnings;
        QVERIFY(warnings.size() >= 2);
        for (const engine::Warning& warning : warnings) {
            const CompareSentence said = cautionSentence(warning);
            const QString words = said.lead + (said.lead.isEmpty() ? QString() : QStringLiteral(" ")) + said.rest;
            const QString engines = QString::fromStdString(warning.text + ".")
                                        .replace(QStringLiteral("dev_loss"), shortMetricName("dev_loss"));
            QCOMPARE(words.toLower().remove(QLatin1Char(',')), engines.toLower().remove(QLatin1Char(',')));
        }
        for (const auto caution : {engine::Caution::NoSpread, engine::Caution::WilcoxonTooFewPairs})
            QCOMPARE(cautionSentence({caution, {}, {"accuracy", "dev_loss"}}).rest, QStringLiteral("Accuracy, Loss."));
    }

    void oneIsNoMany()
    {
        using engine::Caution;
        const auto rest = [](Caution kind, const char* first, const char* second) {
            return cautionSentence({kind, {}, {first, second}}).rest;
        };
        QCOMPARE(rest(Caution::RunsWithoutPartner, "2", "1"), QStringLiteral("means and tests are of 1 pair."));
        QCOMPARE(rest(Caution::RunsWithoutPartner, "2", "3"), QStringLiteral("means and tests are of the 3 pairs."));
        QCOMPARE(rest(Caution::TunedMore, "1", "4"),
                 QStringLiteral("this workspace has tried 1 configuration of this kind against 4 of the baseline's."));
        QCOMPARE(rest(Caution::TunedMore, "4", "1"),
                 QStringLiteral("this workspace has tried 4 configurations of this kind against 1 of the baseline's."));
        engine::DataCaution rows{engine::DataCaution::Kind::SharedRows, 1, 2000, 64, false};
        QCOMPARE(dataCautionText(rows), QStringLiteral("1 of 2,000 dev rows is also in train."));
        rows.kind = engine::DataCaution::Kind::CutRows;
        QCOMPARE(dataCautionText(rows), QStringLiteral("1 of 2,000 training rows, < 0.1 %, is cut at 64 tokens."));
    }

    void dataThatIsNotKnownIsSaid()
    {
        CompareSource source = sourceOf(twoGroups(3, 0.02));
        std::erase_if(source.runs[3].environment, [](const auto& each) { return each.first == "Data hash"; });
        const CompareResult result = compareRuns(source, {});
        const auto& warnings = result.comparison.tasks[0].against[0].warnings;
        const auto warning = std::find_if(warnings.begin(), warnings.end(), [](const engine::Warning& each) {
            return each.caution == engine::Caution::DataDiffer;
        });
        QVERIFY(warning != warnings.end());
        const QString said = words(result);
        QVERIFY2(said.contains(QStringLiteral("It is not known whether the runs read the same data")),
                 qPrintable(said));
        QVERIFY(said.contains(QString::fromStdString(warning->text).mid(1) + QStringLiteral(".\n")));
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

    void manyRunsLeftOutForOneReasonAreOneSentence()
    {
        CompareSource source = sourceOf(twoGroups(30, 0.02));
        for (std::size_t run = 0; run < 24; ++run)
            source.runs[run].state = "stopped";
        source.runs.back().results.clear();
        source.runs[1].name = "%2";
        const QString said = words(compareRuns(source, {}));
        QVERIFY2(said.contains(QStringLiteral(", %2, ")), qPrintable(said));
        QCOMPARE(said.count(QStringLiteral(" left out: ")), 2);
        QVERIFY2(said.contains(QStringLiteral("24 runs are left out: they are stopped.")), qPrintable(said));
        QVERIFY2(said.contains(QString::fromStdString(source.runs[19].name) + QStringLiteral(" and 4 more.")),
                 qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("is left out: it has no scores.")), qPrintable(said));
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
                                            "with 80 % power would take %1 seeds in each group.")
                                 .arg(format::whole(*pairs))),
            qPrintable(unclear));
        QVERIFY2(!clear.contains(QStringLiteral("80 % power")), qPrintable(clear));
    }

    void aBaselineOfTheSameTimeIsProposed()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        const QString said = words(compareRuns(source, {}));
        QVERIFY2(said.contains(QStringLiteral("Compare also at the same time: MoLEx ran 2.0 times as many layers in "
                                              "training as LoRA. The preset “lora-same-time” trains LoRA for as many "
                                              "layer runs.")),
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

    void theBudgetStandsByTheVerdictAndATestBesideTheMainOneLast()
    {
        const QString said = words(compared(twoGroups(2, 0.02)));
        const QStringList lines = said.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const auto budget = lines.indexOf(QRegularExpression(QStringLiteral("! Not the same budget: .*")));
        QVERIFY2(budget > 0, qPrintable(said));
        QVERIFY2(lines[budget - 1].contains(QStringLiteral("Not shown to be real"))
                     || lines[budget - 1].startsWith(QStringLiteral("Differs at ")),
                 qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("! Routing: ")) && said.contains(QStringLiteral("! n = 2:")),
                 qPrintable(said));
        QVERIFY2(lines.last().startsWith(QStringLiteral("! With so few pairs that differ, a Wilcoxon test")),
                 qPrintable(said));
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

    /// By the numbers of runs and by what is permuted.
    void whyEverythingIsHatchedFollowsFromTheTest()
    {
        const auto sides = [](int own, int other) {
            std::vector<ComparedRun> runs;
            for (int seed = 1; seed <= own; ++seed)
                runs.push_back({seed, seed, true, 0.7, 0.25 + 0.01 * (seed % 3)});
            for (int seed = 1; seed <= other; ++seed)
                runs.push_back({own + seed, seed, true, 0.6, 0.25 + 0.01 * ((seed + 1) % 3)});
            CompareSource source = sourceOf(runs);
            for (std::size_t run = std::size_t(own); run < runs.size(); ++run)
                source.runs[run].config["training"]["batch_size"] = 77;
            const CompareResult result = compareRuns(source, {});
            return hatchingWords(*result.tasks[0].routing[0]);
        };
        QCOMPARE(sides(3, 3), QStringLiteral("With 3 runs on each side no cell can be shown to differ: the smallest p "
                                             "that exchanging runs can give is 0.100, above 5 %. More seeds are "
                                             "needed.")); // 2 of 20
        QCOMPARE(sides(4, 2), QStringLiteral("With 2 and 4 runs no cell can be shown to differ: the smallest p that "
                                             "exchanging runs can give is 0.067, above 5 %. More seeds are needed."));
        QVERIFY2(sides(1, 4).contains(QStringLiteral("one run alone has no seed noise")), qPrintable(sides(1, 4)));
        QCOMPARE(sides(4, 4), QStringLiteral("No cell differs by more than seed noise. With 4 runs on each side the "
                                             "smallest p that exchanging runs can give is 0.029: 10 of 16 cells would "
                                             "need it together. More seeds can show fewer.")); // 2 of 70
        const auto uniform = [](int seeds) {
            return hatchingWords(*compared(twoGroups(seeds, 0.02)).tasks[0].routing[0]);
        };
        const QString two = QStringLiteral("With 2 runs no cell can be shown to differ: the smallest p that reordering "
                                           "the layers can give is 0.06"); // 1 of 16
        QVERIFY2(uniform(2).startsWith(two), qPrintable(uniform(2)));
        QCOMPARE(uniform(6), QString()); // some cells stand out
    }

    /// Of the group that is compared as well as of its rival.
    void aRoutingOfTheNewestRecordsIsSaid()
    {
        const QString sentence = QStringLiteral("! Routing of the newest records: not all of these runs have ");
        CompareSource source = sourceOf(twoGroups(3, 0.02));
        QVERIFY(!words(compareRuns(source, {})).contains(sentence));
        source.routing[5]->isOfDev = false;
        QVERIFY2(words(compareRuns(source, {})).contains(sentence), qPrintable(words(compareRuns(source, {}))));
        source.routing[5]->isOfDev = true;
        for (const std::size_t run : {0, 2, 4}) // the baseline's
            source.routing[run] = source.routing[5];
        QVERIFY(!words(compareRuns(source, {})).contains(sentence));
        source.routing[2]->isOfDev = false;
        QVERIFY(words(compareRuns(source, {})).contains(sentence));
    }

    void runsThatCannotBeComparedAreSaid()
    {
        CompareSource source = sourceOf(twoGroups(2, 0.02));
        source.runs[3].state = "running";
        QVERIFY(words(compareRuns(source, {})).contains(QStringLiteral("molex-s2 is left out:")));
        for (engine::RunSummary& run : source.runs)
            run.state = "failed";
        QVERIFY(!compareRuns(source, {}).problem.isEmpty());
    }
};

MOLEX_GUI_TEST(tst_CompareWords)
#include "tst_CompareWords.moc"
