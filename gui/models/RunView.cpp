#include "gui/models/RunView.h"

#include <algorithm>
#include <set>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "storage/runs/StepMetric.h"

namespace gui {

namespace {

QString text(const std::string& key)
{
    return QString::fromStdString(key);
}

} // namespace

void sortBy(RunView& view, const std::string& key, bool isFurther)
{
    const auto found =
        std::find_if(view.sort.begin(), view.sort.end(), [&](const auto& one) { return one.first == key; });
    const bool wasThere = found != view.sort.end();
    const bool wasDescending = wasThere && found->second;
    if (!isFurther)
        view.sort = wasDescending ? std::vector<std::pair<std::string, bool>>() : std::vector{std::pair(key, wasThere)};
    else if (wasDescending)
        view.sort.erase(found);
    else if (wasThere)
        found->second = true;
    else
        view.sort.emplace_back(key, false);
}

std::vector<std::string> stepMetricsOf(const RunView& view)
{
    std::set<std::string> keys;
    const auto add = [&keys](const std::string& key) {
        if (const auto metric = storage::stepMetricFrom(key))
            keys.insert(metric->key());
    };
    for (const std::string& key : view.columns)
        add(key);
    for (const auto& [key, isDescending] : view.sort)
        add(key);
    add(view.groupBy);
    for (const std::string& key : storage::stepMetricsIn(view.filter.toStdString()))
        add(key);
    return {keys.begin(), keys.end()};
}

QString toText(const RunView& view)
{
    QJsonArray columns;
    for (const std::string& key : view.columns)
        columns << text(key);
    QJsonArray sort;
    for (const auto& [key, isDescending] : view.sort)
        sort << QJsonArray{text(key), isDescending};
    const QJsonObject object{{QStringLiteral("filter"), view.filter},
                             {QStringLiteral("group_by"), text(view.groupBy)},
                             {QStringLiteral("columns"), columns},
                             {QStringLiteral("sort"), sort},
                             {QStringLiteral("archived"), view.showsArchived}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<RunView> runViewFromText(const QString& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    if (!object.contains(QStringLiteral("columns")))
        return std::nullopt;
    RunView view;
    view.filter = object[QStringLiteral("filter")].toString();
    view.groupBy = object[QStringLiteral("group_by")].toString().toStdString();
    view.columns.clear();
    const QJsonArray columns = object[QStringLiteral("columns")].toArray();
    for (const auto& key : columns)
        if (!key.toString().isEmpty())
            view.columns.push_back(key.toString().toStdString());
    const QJsonArray sort = object[QStringLiteral("sort")].toArray();
    for (const auto& entry : sort)
        view.sort.emplace_back(entry.toArray().at(0).toString().toStdString(), entry.toArray().at(1).toBool());
    view.showsArchived = object[QStringLiteral("archived")].toBool();
    return view;
}

} // namespace gui
