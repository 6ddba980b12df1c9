#include "gui/models/MetricTitles.h"

#include <utility>

#include <QCoreApplication>

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct MetricTitlesWords
{
    Q_DECLARE_TR_FUNCTIONS(MetricPlots)
};

QString keyInWords(const std::string& key)
{
    return QString::fromStdString(key).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString lossTitle(bool isSquaredError)
{
    return isSquaredError ? MetricTitlesWords::tr("mean squared error") : MetricTitlesWords::tr("loss (nats)");
}

} // namespace

QString metricName(const std::string& key)
{
    if (key == "f1")
        return MetricTitlesWords::tr("F1");
    if (key == "matthews")
        return MetricTitlesWords::tr("Matthews correlation");
    if (key == "pearson")
        return MetricTitlesWords::tr("Pearson correlation");
    if (key == "spearman")
        return MetricTitlesWords::tr("Spearman correlation");
    static const std::pair<const char*, const char*> ofTexts[] = {
        {"bleu", QT_TRANSLATE_NOOP("MetricPlots", "BLEU")},
        {"nist", QT_TRANSLATE_NOOP("MetricPlots", "NIST")},
        {"meteor_own", QT_TRANSLATE_NOOP("MetricPlots", "METEOR (own)")},
        {"rouge_l", QT_TRANSLATE_NOOP("MetricPlots", "ROUGE-L")},
        {"cider", QT_TRANSLATE_NOOP("MetricPlots", "CIDEr")}};
    for (const auto& [known, title] : ofTexts)
        if (key == known)
            return MetricTitlesWords::tr(title);
    const QString words = keyInWords(key);
    return words.isEmpty() ? words : words.front().toUpper() + words.mid(1);
}

QString markedMetricName(const std::string& key, bool isNotCausal)
{
    return isNotCausal ? MetricTitlesWords::tr("%1 (not causal)").arg(metricName(key)) : metricName(key);
}

QString shortMetricName(const std::string& key)
{
    return key == "dev_loss" ? MetricTitlesWords::tr("Loss")
                             : metricName(key).remove(MetricTitlesWords::tr(" correlation"));
}

QString scoreName(const std::string& metric, const std::string& split)
{
    return MetricTitlesWords::tr("%1, %2").arg(shortMetricName(metric), QString::fromStdString(split));
}

QString scoreNameWithUnit(const std::string& metric, const std::string& split, bool isSquaredError)
{
    if (metric != "dev_loss")
        return scoreName(metric, split);
    return (isSquaredError ? MetricTitlesWords::tr("Mean squared error, %1") : MetricTitlesWords::tr("Loss, %1 (nats)"))
        .arg(QString::fromStdString(split));
}

QString seriesName(const std::string& key)
{
    if (key == "loss")
        return MetricTitlesWords::tr("Training loss");
    const QString title = seriesTitle(key, false);
    return title.isEmpty() ? title : title.front().toUpper() + title.mid(1);
}

QString scoreTitle(const std::string& metric, const std::string& split, bool isSquaredError)
{
    if (metric == "dev_loss")
        return lossTitle(isSquaredError);
    return scoreName(metric, split);
}

QString seriesTitle(const std::string& key, bool isSquaredError)
{
    static const std::pair<const char*, const char*> titles[] = {
        {"gradient_norm", QT_TRANSLATE_NOOP("MetricPlots", "gradient norm")},
        {"learning_rate", QT_TRANSLATE_NOOP("MetricPlots", "learning rate")},
        {"samples_per_second", "samples/s"},
        {"balance_loss", QT_TRANSLATE_NOOP("MetricPlots", "balance loss")},
        {"total_loss", QT_TRANSLATE_NOOP("MetricPlots", "task and auxiliary losses")},
        {"tokens_per_second", "tokens/s"},
        {"peak_memory_bytes", QT_TRANSLATE_NOOP("MetricPlots", "peak memory (bytes)")}};
    if (key == "loss")
        return lossTitle(isSquaredError);
    for (const auto& [known, title] : titles)
        if (key == known)
            return MetricTitlesWords::tr(title);
    return keyInWords(key).toLower();
}

} // namespace gui
