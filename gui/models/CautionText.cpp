#include "gui/models/CautionText.h"

#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "gui/app/Format.h"
#include "gui/models/MetricTitles.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct CautionTextWords
{
    Q_DECLARE_TR_FUNCTIONS(CautionText)
};

CompareSentence sentence(const QString& lead, const QString& rest)
{
    return {true, lead, rest};
}

QString at(const engine::Warning& warning, std::size_t index)
{
    return index < warning.values.size() ? QString::fromStdString(warning.values[index]) : QString();
}

QString listed(const engine::Warning& warning)
{
    return QString::fromStdString(engine::joined(warning.values)) + QLatin1Char('.');
}

QString metricsListed(const engine::Warning& warning)
{
    QStringList names;
    for (const std::string& metric : warning.values)
        names << shortMetricName(metric);
    return names.join(QStringLiteral(", ")) + QLatin1Char('.');
}

CompareSentence fewRuns(const engine::Warning& warning)
{
    const QString lead = CautionTextWords::tr("n = %1:").arg(at(warning, 0));
    return at(warning, 0) == QLatin1String("2")
        ? sentence(lead, CautionTextWords::tr("two runs say little about other seeds."))
        : sentence(lead, CautionTextWords::tr("one run says nothing about other seeds."));
}

CompareSentence withoutPartner(const engine::Warning& warning)
{
    const QString lead = at(warning, 0) == QLatin1String("1")
        ? CautionTextWords::tr("1 run has no partner with the same seed:")
        : CautionTextWords::tr("%1 runs have no partner with the same seed:").arg(at(warning, 0));
    return sentence(lead, at(warning, 1) == QLatin1String("1")
                              ? CautionTextWords::tr("means and tests are of 1 pair.")
                              : CautionTextWords::tr("means and tests are of the %1 pairs.").arg(at(warning, 1)));
}

QString cautionCostName(const std::string& key)
{
    static const std::pair<const char*, const char*> names[] = {
        {"steps", QT_TRANSLATE_NOOP("CautionText", "training steps")},
        {"rows_trained", QT_TRANSLATE_NOOP("CautionText", "rows trained on")},
        {"evaluations", QT_TRANSLATE_NOOP("CautionText", "evaluations")},
        {"trainable_parameters", QT_TRANSLATE_NOOP("CautionText", "trainable parameters")},
        {"layer_evaluations", QT_TRANSLATE_NOOP("CautionText", "layer evaluations per pass")}};
    for (const auto& [known, text] : names)
        if (key == known)
            return CautionTextWords::tr(text);
    return QString::fromStdString(key);
}

QString budgetNumber(const QString& text)
{
    const double value = text.toDouble();
    return value == std::floor(value) ? format::whole(std::int64_t(value)) : format::value(value);
}

CompareSentence budgets(const engine::Warning& warning)
{
    QStringList costs;
    for (std::size_t i = 0; i + 2 < warning.values.size(); i += 3)
        costs << CautionTextWords::tr("%1 %2 against %3")
                     .arg(cautionCostName(warning.values[i]), budgetNumber(at(warning, i + 1)),
                          budgetNumber(at(warning, i + 2)));
    return sentence(CautionTextWords::tr("Not the same budget:"), costs.join(QStringLiteral(", ")) + QLatin1Char('.'));
}

CompareSentence metricMissing(const engine::Warning& warning)
{
    QStringList runs;
    for (std::size_t i = 2; i < warning.values.size(); ++i)
        runs << QString::fromStdString(warning.values[i]);
    return sentence(
        CautionTextWords::tr("Not all runs have %1 on %2, so it is not compared:").arg(at(warning, 0), at(warning, 1)),
        CautionTextWords::tr("no number in %1.").arg(runs.join(QStringLiteral(", "))));
}

} // namespace

CompareSentence cautionSentence(const engine::Warning& warning)
{
    using engine::Caution;
    switch (warning.caution) {
    case Caution::FewRuns:
        return fewRuns(warning);
    case Caution::SeedsDoNotPair:
        return sentence(CautionTextWords::tr("Seeds do not pair:"),
                        CautionTextWords::tr("the sides are tested as independent."));
    case Caution::RunsWithoutPartner:
        return withoutPartner(warning);
    case Caution::MixedConfigurations:
        return sentence(CautionTextWords::tr("Runs of one group differ in more than their seed:"), listed(warning));
    case Caution::NoBaseline:
        return sentence(CautionTextWords::tr("No group of this task is like the baseline:"), listed(warning));
    case Caution::NoSpread:
        return sentence(CautionTextWords::tr("All seeds gave the same, so there is no test:"), metricsListed(warning));
    case Caution::WilcoxonTooFewPairs:
        return sentence(
            CautionTextWords::tr("With so few pairs that differ, a Wilcoxon test cannot show a difference at this "
                                 "level:"),
            metricsListed(warning));
    case Caution::BudgetsDiffer:
        return budgets(warning);
    case Caution::DataDiffer:
        return sentence({}, warning.values.empty()
                                ? CautionTextWords::tr("The runs did not read the same data (their hashes differ).")
                                : CautionTextWords::tr("It is not known whether the runs read the same data (some have "
                                                       "no hash of it)."));
    case Caution::ModelsDiffer:
        return sentence(
            {}, warning.values.empty()
                ? CautionTextWords::tr("The runs did not start from the same model (its hashes differ).")
                : CautionTextWords::tr("It is not known whether the runs started from the same model (some have no "
                                       "hash of it)."));
    case Caution::EnvironmentsDiffer:
        return sentence(CautionTextWords::tr("Not the same environment:"), listed(warning));
    case Caution::TunedMore:
        return sentence(
            CautionTextWords::tr("Not tuned alike:"),
            (at(warning, 0) == QLatin1String("1")
                 ? CautionTextWords::tr(
                     "this workspace has tried 1 configuration of this kind against %1 of the baseline's.")
                 : CautionTextWords::tr(
                       "this workspace has tried %1 configurations of this kind against %2 of the baseline's.")
                       .arg(at(warning, 0)))
                .arg(at(warning, 1)));
    case Caution::RowsDiffer:
        return sentence(CautionTextWords::tr("No test over examples for %1 of the pairs:").arg(at(warning, 0)),
                        CautionTextWords::tr("they were not evaluated on the same rows."));
    case Caution::NotCausal:
        return sentence(CautionTextWords::tr("Loss and perplexity are not those of a causal model:"),
                        CautionTextWords::tr("later tokens vote on the layers of earlier ones in %1.")
                            .arg(QString::fromStdString(engine::joined(warning.values))));
    case Caution::MetricMissing:
        return metricMissing(warning);
    case Caution::PickedOnDev:
        return sentence(
            CautionTextWords::tr("Values are those of each run's best evaluation, picked on the same rows:"),
            CautionTextWords::tr("they are better than on unseen rows."));
    }
    return sentence({}, QString::fromStdString(warning.text) + QLatin1Char('.'));
}

QString dataCautionText(const engine::DataCaution& caution)
{
    const QString count = caution.isEstimated ? CautionTextWords::tr("About %1").arg(format::whole(caution.count))
                                              : format::whole(caution.count);
    const QString rows = format::whole(caution.rows);
    if (caution.kind == engine::DataCaution::Kind::SharedRows)
        return (caution.count == 1 ? CautionTextWords::tr("%1 of %2 dev rows is also in train.")
                                   : CautionTextWords::tr("%1 of %2 dev rows are also in train."))
            .arg(count, rows);
    return (caution.count == 1 ? CautionTextWords::tr("%1 of %2 training rows, %3 %, is cut at %4 tokens.")
                               : CautionTextWords::tr("%1 of %2 training rows, %3 %, are cut at %4 tokens."))
        .arg(count, rows, caution.share() < 0.001 ? QStringLiteral("< 0.1") : format::fixed(100 * caution.share(), 1),
             format::whole(caution.maxLength));
}

QString undefinedText(const std::string& why)
{
    static const char* const known[] = {QT_TRANSLATE_NOOP("CautionText", "it needs two pairs"),
                                        QT_TRANSLATE_NOOP("CautionText", "every pair differs by the same amount"),
                                        QT_TRANSLATE_NOOP("CautionText", "it needs two runs on each side"),
                                        QT_TRANSLATE_NOOP("CautionText", "neither side has any spread"),
                                        QT_TRANSLATE_NOOP("CautionText", "the metric is not defined on these rows"),
                                        QT_TRANSLATE_NOOP("CautionText", "the metric is not defined on any rows drawn"),
                                        QT_TRANSLATE_NOOP("CautionText", "a row has a value that is not a number"),
                                        QT_TRANSLATE_NOOP("CautionText", "there are no pairs"),
                                        QT_TRANSLATE_NOOP("CautionText", "no pair differs")};
    for (const char* text : known)
        if (why == text)
            return CautionTextWords::tr(text);
    return QString::fromStdString(why);
}

} // namespace gui
