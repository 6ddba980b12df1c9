#include "gui/pages/MetricChoices.h"

#include <algorithm>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include "gui/pages/MetricPlots.h"

namespace gui {

namespace {

constexpr int axesOffered = 3;

QJsonArray sortedIds(const QSet<QString>& ids)
{
    QStringList list(ids.begin(), ids.end());
    list.sort();
    return QJsonArray::fromStringList(list);
}

QSet<QString> idsOf(const QJsonValue& value)
{
    QSet<QString> ids;
    const QJsonArray list = value.toArray();
    for (const auto& id : list)
        ids.insert(id.toString());
    return ids;
}

} // namespace

bool MetricChoices::shows(const MetricPlot& plot) const
{
    return added.contains(plot.id) || (plot.isUsual && !removed.contains(plot.id));
}

void MetricChoices::choose(const MetricPlot& plot, bool isShown)
{
    QSet<QString>& set = plot.isUsual ? removed : added;
    if (isShown != plot.isUsual)
        set.insert(plot.id);
    else
        set.remove(plot.id);
}

QString toText(const MetricChoices& choices)
{
    const QJsonObject object{{QStringLiteral("added"), sortedIds(choices.added)},
                             {QStringLiteral("removed"), sortedIds(choices.removed)},
                             {QStringLiteral("across"), choices.across},
                             {QStringLiteral("raw"), choices.isRawShown},
                             {QStringLiteral("linked"), choices.isLinked},
                             {QStringLiteral("values"), choices.areValuesShown}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

MetricChoices metricChoicesFromText(const QString& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const MetricChoices usual;
    MetricChoices choices;
    choices.added = idsOf(object[QStringLiteral("added")]);
    choices.removed = idsOf(object[QStringLiteral("removed")]);
    choices.across = std::clamp(object[QStringLiteral("across")].toInt(usual.across), 0, axesOffered - 1);
    choices.isRawShown = object[QStringLiteral("raw")].toBool(usual.isRawShown);
    choices.isLinked = object[QStringLiteral("linked")].toBool(usual.isLinked);
    choices.areValuesShown = object[QStringLiteral("values")].toBool(usual.areValuesShown);
    return choices;
}

} // namespace gui
