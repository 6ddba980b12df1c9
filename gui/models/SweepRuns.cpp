#include "gui/models/SweepRuns.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <QCoreApplication>
#include <QStringList>

#include "engine/run/ConfigKeys.h"
#include "gui/models/RunRow.h"
#include "gui/report/GroupColours.h"
#include "gui/report/PageAxes.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct SweepRunsWords
{
    Q_DECLARE_TR_FUNCTIONS(SweepRuns)
};

using storage::RunTable;

constexpr const char* costKeys[] = {"seconds", "layer_evaluations", "trainable", "peak_memory_bytes", "steps_done"};

bool differs(const RunTable& table, const std::vector<std::size_t>& rows, std::size_t column)
{
    const std::vector<std::uint32_t>& cells = table.cells(column);
    return std::any_of(rows.begin(), rows.end(), [&](std::size_t row) { return cells[row] != cells[rows.front()]; });
}

/// A column of numbers that a run has, as an axis.
void addNumbers(std::vector<SweepAxis>& axes, const RunTable& table, const std::vector<std::size_t>& rows,
                const std::string& key)
{
    const auto column = table.columnOf(key);
    if (!column || table.kind(*column) != RunTable::Kind::Numbers)
        return;
    if (std::any_of(rows.begin(), rows.end(), [&](std::size_t row) { return table.has(row, *column); }))
        axes.push_back(sweepAxis(table, rows, key));
}

/// All runs that have it have the same, and another setting says which these are.
void dropWhatFollows(std::vector<SweepAxis>& settings)
{
    const std::vector<SweepAxis> all = settings;
    std::erase_if(settings, [&](const SweepAxis& axis) {
        std::vector<bool> isThere;
        for (const double value : axis.values)
            isThere.push_back(std::isfinite(value));
        return !axis.isSpread() && std::any_of(all.begin(), all.end(), [&](const SweepAxis& other) {
            return other.isSpread() && reports::followsFrom(isThere, other.texts);
        });
    });
}

void addAxes(SweepRuns& sweep, const RunTable& table, const std::vector<std::size_t>& rows)
{
    bool doSeedsDiffer = false;
    for (std::size_t column = 0; column < table.columnCount(); ++column) {
        const std::string& key = table.key(column);
        if (table.source(column) == RunTable::Source::Metric)
            addNumbers(sweep.metrics, table, rows, key);
        if (table.source(column) != RunTable::Source::Configuration || !differs(table, rows, column))
            continue;
        doSeedsDiffer = doSeedsDiffer || key == engine::seedKey;
        if (engine::isNameOrSeed(key))
            continue;
        SweepAxis axis = sweepAxis(table, rows, key);
        if (axis.differs()) // "1e-4" and "0.0001" do not
            sweep.settings.push_back(std::move(axis));
    }
    dropWhatFollows(sweep.settings);
    for (const char* key : costKeys)
        addNumbers(sweep.costs, table, rows, key);
    sweep.onlySeedsDiffer = sweep.settings.empty() && doSeedsDiffer;
    for (const std::size_t row : rows)
        if (const std::string key = "best." + table.textOf(row, "metric");
            sweep.mainMetric.empty() && sweep.axis(key) != nullptr)
            sweep.mainMetric = key;
    if (sweep.mainMetric.empty() && !sweep.metrics.empty())
        sweep.mainMetric = sweep.metrics.front().key;
}

/// "MoLEx", "no routing".
QString kindName(const SweepAxis& axis, const QString& value)
{
    if (value == QLatin1String("none"))
        return SweepRunsWords::tr("no %1").arg(QString::fromStdString(axis.key).section(QLatin1Char('.'), 0, -2));
    return properName(value.toStdString());
}

/// "rank 8, MoLEx"; the whole key where two end alike.
QString groupName(const SweepRuns& sweep, std::size_t run, const std::vector<const SweepAxis*>& axes)
{
    QStringList parts;
    for (const SweepAxis* axis : axes) {
        const auto lastPart = [](const SweepAxis& one) {
            return QString::fromStdString(one.key).section(QLatin1Char('.'), -1);
        };
        const QString last = lastPart(*axis);
        const bool isAlone =
            std::count_if(axes.begin(), axes.end(), [&](const SweepAxis* other) { return lastPart(*other) == last; })
            == 1;
        const QString name = isAlone ? last : QString::fromStdString(axis->key);
        const QString value = axis->texts[run];
        parts << (last == QLatin1String("kind") ? kindName(*axis, value) : QStringLiteral("%1 %2").arg(name, value));
    }
    return parts.isEmpty() ? sweep.runs[run].name : parts.join(QStringLiteral(", "));
}

/// The table's colours where they tell the groups apart, otherwise the next free one.
void giveColours(SweepRuns& sweep, const std::map<std::int64_t, int>& wished)
{
    std::vector<int> wishes;
    for (const SweepGroup& group : sweep.groups) {
        const auto wish = wished.find(sweep.runs[group.runs.front()].id);
        wishes.push_back(wish == wished.end() ? 0 : wish->second);
    }
    const std::vector<int> colours = distinctColours(wishes);
    for (std::size_t group = 0; group < colours.size(); ++group)
        sweep.groups[group].colour = colours[group];
}

void addGroups(SweepRuns& sweep, const RunTable& table, const std::vector<std::size_t>& rows, const SweepWish& wish)
{
    std::vector<SweepAxis> own; // the key's, where it is no setting
    std::vector<const SweepAxis*> axes;
    if (wish.groupBy.empty()) {
        for (const SweepAxis& axis : sweep.settings)
            axes.push_back(&axis);
    } else if (const SweepAxis* axis = sweep.axis(wish.groupBy)) {
        axes = {axis};
    } else {
        own.push_back(sweepAxis(table, rows, wish.groupBy));
        axes = {&own.front()};
    }
    std::map<QStringList, std::size_t> places;
    for (std::size_t run = 0; run < sweep.runs.size(); ++run) {
        QStringList values;
        for (const SweepAxis* axis : axes)
            values << axis->texts[run];
        const auto [place, isNew] = places.emplace(values, sweep.groups.size());
        if (isNew) {
            const bool isName = wish.groupBy == "name" || wish.groupBy == "group";
            sweep.groups.push_back({isName ? values.first() : groupName(sweep, run, axes), 0, {}});
        }
        sweep.runs[run].group = place->second;
        sweep.groups[place->second].runs.push_back(run);
    }
    if (axes.empty() && sweep.groups.size() == 1)
        sweep.groups.front().name = SweepRunsWords::tr("one configuration");
    giveColours(sweep, wish.colours);
}

} // namespace

const SweepAxis* SweepRuns::axis(const std::string& key) const
{
    for (const std::vector<SweepAxis>* axes : {&settings, &metrics, &costs})
        for (const SweepAxis& axis : *axes)
            if (axis.key == key)
                return &axis;
    return nullptr;
}

SweepRuns sweepRuns(const storage::RunTable& table, const SweepWish& wish)
{
    SweepRuns sweep;
    sweep.level = wish.level;
    std::vector<std::size_t> rows;
    for (const std::int64_t run : wish.runs)
        if (const auto row = table.rowOf(run)) {
            rows.push_back(*row);
            sweep.runs.push_back({run, QString::fromStdString(table.textOf(*row, "name")), 0});
        }
    if (rows.empty())
        return sweep;
    addAxes(sweep, table, rows);
    addGroups(sweep, table, rows, wish);
    return sweep;
}

} // namespace gui
