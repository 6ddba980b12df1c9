#include "gui/models/TestSettings.h"

#include <cstdint>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "gui/report/DifferenceText.h"

namespace gui {

engine::ComparisonOptions optionsOf(const TestSettings& settings)
{
    engine::ComparisonOptions options;
    options.metrics = settings.metrics;
    options.value = settings.value;
    options.resampling = settings.resampling;
    options.rope = settings.rope;
    return options;
}

QString levelWords(double level)
{
    return QString::fromStdString(reports::levelText(level));
}

QString toText(const TestSettings& settings)
{
    QJsonArray metrics;
    for (const std::string& metric : settings.metrics)
        metrics << QString::fromStdString(metric);
    const QJsonObject object{{QStringLiteral("metric"), metrics},
                             {QStringLiteral("value"), QString::fromStdString(engine::toText(settings.value))},
                             {QStringLiteral("level"), settings.resampling.level},
                             {QStringLiteral("rope"), settings.rope.rope},
                             {QStringLiteral("rho"), settings.rope.rho},
                             {QStringLiteral("resamples"), qint64(settings.resampling.resamples)},
                             {QStringLiteral("seed"), qint64(settings.resampling.seed)}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

TestSettings testSettingsFromText(const QString& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    TestSettings settings;
    settings.resampling.level = object[QStringLiteral("level")].toDouble(settings.resampling.level);
    settings.rope.rope = object[QStringLiteral("rope")].toDouble(settings.rope.rope);
    settings.rope.rho = object[QStringLiteral("rho")].toDouble(settings.rope.rho);
    settings.resampling.resamples = object[QStringLiteral("resamples")].toInteger(settings.resampling.resamples);
    settings.resampling.seed =
        std::uint64_t(object[QStringLiteral("seed")].toInteger(qint64(settings.resampling.seed)));
    if (!engine::optionIssues(optionsOf(settings)).empty())
        settings = {};
    const QJsonArray metrics = object[QStringLiteral("metric")].toArray();
    for (const auto& metric : metrics)
        if (!metric.toString().isEmpty())
            settings.metrics.push_back(metric.toString().toStdString());
    const std::string value = object[QStringLiteral("value")].toString().toStdString();
    settings.value = engine::comparedValueFromText(value).value_or(engine::ComparedValue{});
    return settings;
}

} // namespace gui
