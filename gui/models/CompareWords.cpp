#include "gui/models/CompareWords.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <QCoreApplication>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/models/CautionText.h"
#include "gui/models/CompareAdvice.h"
#include "gui/models/ComparisonModel.h"
#include "gui/models/MetricTitles.h"
#include "gui/models/RunCells.h"
#include "gui/report/DifferenceText.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct CompareTexts
{
    Q_DECLARE_TR_FUNCTIONS(CompareWords)
};

constexpr std::size_t fewLeftOut = 3; // that are named one by one
constexpr std::size_t mostNames = 20;

QString whyLeftOut(const engine::RunSummary& run, const engine::ComparedValue& value)
{
    if (!run.isFinished())
        return CompareTexts::tr("it is %1.").arg(Theme::stateWord(stateOfWord(run.state)));
    return value.kind == engine::ComparedValue::Kind::AtStep
        ? CompareTexts::tr("it has no scores at step %1.").arg(format::whole(value.step))
        : CompareTexts::tr("it has no scores.");
}

CompareSentence leftOutSentence(const CompareResult& result, const engine::LeftOut& left)
{
    const engine::RunSummary& run = result.comparison.runs[left.run];
    CompareSentence sentence{true, CompareTexts::tr("%1 is left out:").arg(QString::fromStdString(run.name)),
                             whyLeftOut(run, result.options.value)};
    if (!result.curves[left.run].isEmpty())
        sentence.rest += CompareTexts::tr(" Only its curve is drawn.");
    return sentence;
}

QString whyAllLeftOut(const engine::RunSummary& run, const engine::ComparedValue& value)
{
    if (!run.isFinished())
        return CompareTexts::tr("they are %1.").arg(Theme::stateWord(stateOfWord(run.state)));
    return value.kind == engine::ComparedValue::Kind::AtStep
        ? CompareTexts::tr("they have no scores at step %1.").arg(format::whole(value.step))
        : CompareTexts::tr("they have no scores.");
}

/// "short-1, short-2 and 98 more"
QString namesOf(const CompareResult& result, const std::vector<const engine::LeftOut*>& runs)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(runs.size(), mostNames); ++i)
        names << QString::fromStdString(result.comparison.runs[runs[i]->run].name);
    const QString all = names.join(QStringLiteral(", "));
    return runs.size() <= mostNames
        ? all
        : CompareTexts::tr("%1 and %2 more").arg(all, QString::number(runs.size() - mostNames)); // a name may be "%2"
}

CompareSentence leftOutSentence(const CompareResult& result, const std::vector<const engine::LeftOut*>& runs)
{
    CompareSentence sentence{true, CompareTexts::tr("%1 runs are left out:").arg(runs.size()),
                             whyAllLeftOut(result.comparison.runs[runs.front()->run], result.options.value)};
    if (!result.curves[runs.front()->run].isEmpty())
        sentence.rest += CompareTexts::tr(" Only their curves are drawn.");
    sentence.rest += CompareTexts::tr(" These are %1.").arg(namesOf(result, runs));
    return sentence;
}

/// A sentence each; where many are left out for one reason, one of all of them.
void addLeftOut(std::vector<CompareSentence>& sentences, const CompareResult& result)
{
    std::vector<std::vector<const engine::LeftOut*>> alike;
    std::map<QString, std::size_t> places;
    for (const engine::LeftOut& left : result.comparison.leftOut) {
        const auto [place, isNew] = places.emplace(leftOutSentence(result, left).rest, alike.size());
        if (isNew)
            alike.emplace_back();
        alike[place->second].push_back(&left);
    }
    for (const std::vector<const engine::LeftOut*>& runs : alike)
        if (runs.size() > fewLeftOut)
            sentences.push_back(leftOutSentence(result, runs));
        else
            for (const engine::LeftOut* left : runs)
                sentences.push_back(leftOutSentence(result, *left));
}

CompareSentence nothingSentence(bool isTested)
{
    return isTested ? CompareSentence{true, CompareTexts::tr("Nothing to compare with:"),
                                      CompareTexts::tr("all of these runs are one group.")}
                    : CompareSentence{true, CompareTexts::tr("Nothing to test yet:"),
                                      CompareTexts::tr("none of these runs is finished and evaluated.")};
}

/// "p = 0.027", "p < 0.001"
QString pWords(double p)
{
    return QStringLiteral("p %1").arg(p < 0.001 ? QStringLiteral("< 0.001") : QStringLiteral("= ") + pText(p));
}

/// The difference by the metric that the runs are chosen by, otherwise the first one.
const engine::SeedDifference* mainDifference(const CompareResult& result, const engine::GroupComparison& group)
{
    for (const engine::SeedDifference& seeds : group.seeds)
        if (!result.comparison.runs.empty() && seeds.difference.metric == result.comparison.runs.front().metric)
            return &seeds;
    return group.seeds.empty() ? nullptr : &group.seeds.front();
}

CompareSentence differenceSentence(const CompareResult& result, const engine::Difference& difference,
                                   const QString& name, bool isCorrected)
{
    const QString metric = shortMetricName(difference.metric);
    const QString size = format::value(std::abs(difference.difference));
    CompareSentence sentence;
    if (difference.difference == 0)
        sentence.lead = CompareTexts::tr("%1 is the same with %2,").arg(metric, name);
    else if (difference.difference > 0)
        sentence.lead = CompareTexts::tr("%1 is %2 higher with %3,").arg(metric, size, name);
    else
        sentence.lead = CompareTexts::tr("%1 is %2 lower with %3,").arg(metric, size, name);
    const engine::TestResult& test = difference.test;
    if (!test.p) {
        sentence.rest = CompareTexts::tr("and there is no test of it: %1.").arg(undefinedText(test.undefined));
        return sentence;
    }
    if (test.interval)
        sentence.rest = CompareTexts::tr("interval %1 to %2; ")
                            .arg(format::value(test.interval->low), format::value(test.interval->high));
    if (isCorrected && difference.holm && result.comparison.seedTests > 1)
        sentence.rest += CompareTexts::tr("corrected for %1 tests %2.")
                             .arg(result.comparison.seedTests)
                             .arg(pWords(*difference.holm));
    else
        sentence.rest += pWords(*test.p) + QLatin1Char('.');
    return sentence;
}

/// Which metrics differ over seeds, after the correction or without one.
CompareSentence verdict(const engine::GroupComparison& group, const engine::ComparisonOptions& options)
{
    QStringList real;
    bool isTested = false;
    for (const engine::SeedDifference& seeds : group.seeds) {
        isTested = isTested || reports::decidingP(seeds.difference, options).has_value();
        if (reports::isShown(seeds.difference, options))
            real << shortMetricName(seeds.difference.metric);
    }
    if (!isTested)
        return {true, CompareTexts::tr("Not shown to be real:"),
                CompareTexts::tr("no metric could be tested over seeds.")};
    const QString error = levelWords(1 - options.resampling.level);
    if (real.isEmpty())
        return {true, CompareTexts::tr("Not shown to be real at %1:").arg(error),
                options.isCorrected ? CompareTexts::tr("after Holm no metric differs over seeds.")
                                    : CompareTexts::tr("no metric differs over seeds, even without a correction.")};
    return {false,
            options.isCorrected ? CompareTexts::tr("Differs at %1 after Holm:").arg(error)
                                : CompareTexts::tr("Differs at %1, not corrected for the number of tests:").arg(error),
            CompareTexts::tr("%1.").arg(real.join(QStringLiteral(", ")))};
}

QString agreementText(const ComparedGroup& group, const RoutingPicture& picture)
{
    const std::size_t rows = picture.rows();
    const QString same = format::fixed(group.agreement->sameChoice * double(rows), 1);
    if (rows == 1)
        return (picture.countsExperts
                    ? CompareTexts::tr("two seeds of %1 agree on the most chosen expert in %2 of 1 layer")
                    : CompareTexts::tr("two seeds of %1 agree on the most chosen layer at %2 of 1 position"))
            .arg(group.name, same);
    return (picture.countsExperts
                ? CompareTexts::tr("two seeds of %1 agree on the most chosen expert in %2 of %3 layers")
                : CompareTexts::tr("two seeds of %1 agree on the most chosen layer at %2 of %3 positions"))
        .arg(group.name, same)
        .arg(rows);
}

CompareSentence routingSentence(const ComparedRouting& routing, const ComparedGroup& group)
{
    const std::size_t cells = routing.cells.difference.size();
    CompareSentence sentence{false, CompareTexts::tr("Routing:"), {}};
    if (routing.cells.fewestDistinct > cells) {
        sentence.isWarning = true;
        sentence.rest = CompareTexts::tr("so few seeds cannot tell any cell from seed noise (smallest possible p = %1)")
                            .arg(pText(routing.cells.smallestP));
    } else if (routing.distinct == 0 && routing.cells.fewestDistinct > 1) {
        sentence.isWarning = true;
        sentence.rest = CompareTexts::tr("no cell can be told from seed noise; with so few seeds (smallest possible "
                                         "p = %1) at least %2 of %3 cells would have to differ together")
                            .arg(pText(routing.cells.smallestP))
                            .arg(routing.cells.fewestDistinct)
                            .arg(cells);
    } else {
        sentence.rest =
            (routing.distinct == 1 ? CompareTexts::tr("%1 of %2 cells differs from %3 by more than seed noise%4")
                                   : CompareTexts::tr("%1 of %2 cells differ from %3 by more than seed noise%4"))
                .arg(routing.distinct)
                .arg(cells)
                .arg(routing.rival, routing.distinct < cells ? CompareTexts::tr("; hatched cells do not") : QString());
    }
    if (group.agreement)
        sentence.rest += QStringLiteral("; ") + agreementText(group, routing.picture);
    sentence.rest += QLatin1Char('.');
    return sentence;
}

/// Where a warning stands among the sentences.
enum class Place { ByTheVerdict, Usual, Last };

Place placeOf(engine::Caution caution)
{
    if (caution == engine::Caution::BudgetsDiffer) // what the difference may be of, whatever the test says
        return Place::ByTheVerdict;
    return caution == engine::Caution::WilcoxonTooFewPairs ? Place::Last : Place::Usual; // a test beside the main one
}

void addCautions(const engine::TaskComparison& task, const engine::GroupComparison& group, Place place,
                 std::vector<CompareSentence>& sentences)
{
    for (const std::vector<engine::Warning>* warnings : {&group.warnings, &task.warnings})
        for (const engine::Warning& warning : *warnings)
            if (placeOf(warning.caution) == place)
                sentences.push_back(cautionSentence(warning));
}

QString sidesOf(const ComparedRouting& routing)
{
    if (routing.isAgainstUniform)
        return routing.runs == 1 ? CompareTexts::tr("1 run") : CompareTexts::tr("%1 runs").arg(routing.runs);
    return routing.runs == routing.rivalRuns
        ? CompareTexts::tr("%1 runs on each side").arg(routing.runs)
        : CompareTexts::tr("%1 and %2 runs").arg(routing.runs).arg(routing.rivalRuns);
}

} // namespace

QString hatchingWords(const ComparedRouting& routing)
{
    if (routing.distinct > 0)
        return {};
    if (!routing.isAgainstUniform && std::min(routing.runs, routing.rivalRuns) < 2)
        return CompareTexts::tr("No cell can be shown to differ: one run alone has no seed noise to be told from. More "
                                "seeds are needed.");
    const std::size_t cells = routing.cells.difference.size();
    const QString smallest = (routing.isAgainstUniform
                                  ? CompareTexts::tr("the smallest p that reordering the layers can give is %1")
                                  : CompareTexts::tr("the smallest p that exchanging runs can give is %1"))
                                 .arg(pText(routing.cells.smallestP));
    const QString rate = levelWords(engine::CellTestOptions().falseDiscoveryRate);
    if (routing.cells.fewestDistinct > cells)
        return CompareTexts::tr("With %1 no cell can be shown to differ: %2, above %3. More seeds are needed.")
            .arg(sidesOf(routing), smallest, rate);
    if (routing.cells.fewestDistinct > 1)
        return CompareTexts::tr("No cell differs by more than seed noise. With %1 %2: %3 of %4 cells would need it "
                                "together. More seeds can show fewer.")
            .arg(sidesOf(routing), smallest)
            .arg(routing.cells.fewestDistinct)
            .arg(cells);
    return CompareTexts::tr("No cell differs by more than seed noise, at %1 false discoveries.").arg(rate);
}

std::vector<CompareSentence> compareWords(const CompareResult& result, std::size_t task, std::size_t against,
                                          bool isCorrected)
{
    std::vector<CompareSentence> sentences;
    addLeftOut(sentences, result);
    const engine::TaskComparison* compared = result.tested(task);
    if (compared == nullptr || against >= compared->against.size()) {
        sentences.push_back(nothingSentence(compared != nullptr));
        return sentences;
    }
    const engine::GroupComparison& group = compared->against[against];
    const ComparedGroup& shown = result.tasks[task].groups[group.group];
    engine::ComparisonOptions options = result.options;
    options.isCorrected = isCorrected;
    const engine::SeedDifference* decisive = mainDifference(result, group);
    if (decisive != nullptr)
        sentences.push_back(differenceSentence(result, decisive->difference, shown.name, isCorrected));
    sentences.push_back(verdict(group, options));
    addCautions(*compared, group, Place::ByTheVerdict, sentences);
    const auto add = [&sentences](const std::optional<CompareSentence>& advice) {
        if (advice)
            sentences.push_back(*advice);
    };
    if (decisive != nullptr)
        add(seedsAdvice(*decisive, options));
    addCautions(*compared, group, Place::Usual, sentences);
    add(timeAdvice(result, task, group));
    if (const auto& routing = result.tasks[task].routing[against]) {
        sentences.push_back(routingSentence(*routing, shown));
        if (!routing->isOfDev)
            sentences.push_back({true, CompareTexts::tr("Routing of the newest records:"),
                                 CompareTexts::tr("not all of these runs have recorded routes of dev examples at the "
                                                  "evaluation compared.")});
    }
    addCautions(*compared, group, Place::Last, sentences);
    return sentences;
}

} // namespace gui
