#include "gui/models/RoutingFindings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/app/Format.h"

namespace gui {

namespace {

constexpr std::size_t enoughRecords = RoutingGrid::enoughRecords;
constexpr double undecidedMargin = 0.05;
constexpr double noGradient = 1e-8; // rounding noise reaches the gate even where the loss does not
constexpr std::size_t mostOneByOne = 2; // more of a kind are said in one sentence
constexpr qsizetype mostPlacesNamed = 6; // in it

/// The context of this file's texts in the catalogue.
struct RoutingFindingsWords
{
    Q_DECLARE_TR_FUNCTIONS(RoutingFindings)
};

/// Whether a source's gradient was more than noise at the newest measurement up to a step.
bool reachesGate(const MetricSeries& series, std::int64_t step)
{
    const auto index = series.nearest(double(step), {});
    return index && std::abs(series.value(*index)) >= noGradient;
}

QString list(const std::vector<std::int64_t>& numbers)
{
    QStringList texts;
    for (const std::int64_t number : numbers)
        texts.append(QString::number(number));
    const QString last = texts.takeLast();
    return texts.isEmpty() ? last : RoutingFindingsWords::tr("%1 and %2").arg(texts.join(QStringLiteral(", ")), last);
}

/// "layer 1 takes 98 % at 0 for 50 steps; layer 2 takes 97 % at 4 for 60 steps; 3 more."
QString placesSentence(const QStringList& places)
{
    QStringList named = places.mid(0, mostPlacesNamed);
    if (places.size() > mostPlacesNamed)
        named << RoutingFindingsWords::tr("%1 more").arg(places.size() - mostPlacesNamed);
    return named.join(QStringLiteral("; ")) + QLatin1Char('.');
}

/// The gate of a mixture, or the router of experts, that the task does not reach. A control's gate is meant to stay as
/// it was drawn.
void addUntrained(const RoutingGrid& grid, std::size_t record, const engine::RunConfig* config,
                  std::vector<RoutingFinding>& result)
{
    const auto* molex = config ? std::get_if<engine::MolexConfig>(&config->routing) : nullptr;
    const engine::ExpertConfig* experts =
        config && engine::recordsExperts(*config) ? engine::expertsOf(config->method) : nullptr;
    if (config && !molex && !experts)
        return;
    const bool isPreset = (molex && molex->gateGradient == engine::GateGradient::None)
        || (experts && !experts->taskTrainsRouters());
    bool hasTask = false;
    bool hasBalance = false;
    for (std::size_t row = 0; row < grid.rows(); ++row) {
        hasTask = hasTask || reachesGate(grid.gateGradientTask(row), grid.step(record));
        hasBalance = hasBalance || reachesGate(grid.gateGradientBalance(row), grid.step(record));
    }
    const bool isMeasured = !grid.gateGradientTask(0).isEmpty() || !grid.gateGradientBalance(0).isEmpty();
    if (hasTask || !(isPreset || isMeasured))
        return;
    const QString inPreset = grid.countsExperts()
        ? RoutingFindingsWords::tr("The router gets no gradient from the task in this preset")
        : RoutingFindingsWords::tr("The gate gets no gradient from the task in this preset");
    const QString measured = grid.countsExperts()
        ? RoutingFindingsWords::tr("The router gets no gradient from the task")
        : RoutingFindingsWords::tr("The gate gets no gradient from the task");
    result.push_back({isPreset ? inPreset : measured,
                      hasBalance ? RoutingFindingsWords::tr("only the balance loss trains it.")
                                 : RoutingFindingsWords::tr("nothing trains it; it stays as it was drawn.")});
}

struct Collapsed
{
    std::int64_t layer = 0;
    std::vector<std::int64_t> positions;
    double share = 0; ///< sum over the positions
    std::int64_t since = 0;
};

/// Positions that collapsed to one layer together; those of experts one by one, as each layer has its own experts.
std::vector<Collapsed> collapsedGroups(const RoutingGrid& grid, std::size_t record)
{
    std::vector<Collapsed> groups;
    for (std::size_t row = 0; row < grid.rows(); ++row) {
        if (!isCollapsed(grid, record, row))
            continue;
        const std::int64_t layer = grid.favourite(record, row);
        auto group = std::find_if(groups.begin(), groups.end(), [&](const Collapsed& each) { return each.layer == layer; });
        if (group == groups.end() || grid.countsExperts())
            group = groups.insert(groups.end(), Collapsed{layer, {}, 0, 0});
        group->positions.push_back(grid.positions()[row]);
        group->share += grid.share(record, row, layer);
        group->since = std::max(group->since, grid.collapsedSince(record, row).value_or(0));
    }
    return groups;
}

/// Of several groups.
QString collapsedPlace(const RoutingGrid& grid, std::size_t record, const Collapsed& group)
{
    const QString share = format::percent(group.share / double(group.positions.size()));
    const QString steps = format::whole(grid.step(record) - group.since);
    return (grid.countsExperts()          ? RoutingFindingsWords::tr("expert %1 takes %2 in layer %3 for %4 steps")
            : group.positions.size() == 1 ? RoutingFindingsWords::tr("layer %1 takes %2 at %3 for %4 steps")
                                          : RoutingFindingsWords::tr("layer %1 takes %2 on average at %3 for %4 steps"))
        .arg(group.layer)
        .arg(share, list(group.positions), steps);
}

RoutingFinding collapsedFinding(const RoutingGrid& grid, std::size_t record, const Collapsed& group)
{
    const QString share = format::percent(group.share / double(group.positions.size()));
    const QString steps = format::whole(grid.step(record) - group.since);
    if (group.positions.size() > 1)
        return {RoutingFindingsWords::tr("%1 positions collapsed").arg(group.positions.size()),
                RoutingFindingsWords::tr("layer %1 takes %2 of the votes on average at positions %3, for %4 steps now.")
                    .arg(group.layer)
                    .arg(share, list(group.positions), steps)};
    const std::int64_t position = group.positions.front();
    const bool isSelf = !grid.countsExperts() && position == group.layer;
    return {(grid.countsExperts() ? RoutingFindingsWords::tr("Layer %1 collapsed")
                                  : RoutingFindingsWords::tr("Position %1 collapsed"))
                .arg(position),
            (grid.countsExperts() ? RoutingFindingsWords::tr("expert %1 takes %2 of the tokens, for %3 steps now.")
             : isSelf ? RoutingFindingsWords::tr("layer %1, itself, takes %2 of the votes, for %3 steps now.")
                      : RoutingFindingsWords::tr("layer %1 takes %2 of the votes, for %3 steps now."))
                .arg(group.layer)
                .arg(share, steps)};
}

void addCollapsed(const RoutingGrid& grid, std::size_t record, std::vector<RoutingFinding>& result)
{
    const std::vector<Collapsed> groups = collapsedGroups(grid, record);
    if (groups.size() <= mostOneByOne) {
        for (const Collapsed& group : groups)
            result.push_back(collapsedFinding(grid, record, group));
        return;
    }
    std::size_t positions = 0;
    QStringList places;
    for (const Collapsed& group : groups) {
        positions += group.positions.size();
        places << collapsedPlace(grid, record, group);
    }
    result.push_back({(grid.countsExperts() ? RoutingFindingsWords::tr("%1 layers collapsed")
                                            : RoutingFindingsWords::tr("%1 positions collapsed"))
                          .arg(positions),
                      placesSentence(places)});
}

/// Why several are dead; `newest` is below 0 where none was ever chosen.
QString deadTogether(const RoutingGrid& grid, const std::vector<std::int64_t>& layers, std::int64_t newest)
{
    if (newest < 0)
        return (grid.countsExperts() ? RoutingFindingsWords::tr("%1 have never taken a token in any layer.")
                                     : RoutingFindingsWords::tr("no position has ever chosen %1."))
            .arg(list(layers));
    return (grid.countsExperts() ? RoutingFindingsWords::tr("%1 have taken no token in any layer since step %2.")
                                 : RoutingFindingsWords::tr("no position has chosen %1 since step %2."))
        .arg(list(layers), format::whole(newest));
}

void addDead(const RoutingGrid& grid, std::size_t record, std::vector<RoutingFinding>& result)
{
    std::vector<RoutingFinding> each;
    std::vector<std::int64_t> layers;
    std::int64_t newest = -1; // step at which any of them was chosen
    for (std::int64_t layer = 0; layer < grid.layers(); ++layer) {
        if (!grid.isDead(record, layer))
            continue;
        const auto chosen = grid.lastChosen(record, layer);
        layers.push_back(layer);
        newest = std::max(newest, chosen.value_or(-1));
        const QString subject = (grid.countsExperts() ? RoutingFindingsWords::tr("Expert %1 is dead")
                                                      : RoutingFindingsWords::tr("Layer %1 is dead"))
                                    .arg(layer);
        if (chosen)
            each.push_back(
                {subject,
                 (grid.countsExperts() ? RoutingFindingsWords::tr("it has taken no token in any layer since step %1.")
                                       : RoutingFindingsWords::tr("no position has chosen it since step %1."))
                     .arg(format::whole(*chosen))});
        else
            each.push_back({subject,
                            grid.countsExperts() ? RoutingFindingsWords::tr("it has never taken a token in any layer.")
                                                 : RoutingFindingsWords::tr("no position has ever chosen it.")});
    }
    if (each.size() <= mostOneByOne)
        result.insert(result.end(), each.begin(), each.end());
    else
        result.push_back({(grid.countsExperts() ? RoutingFindingsWords::tr("%1 experts are dead")
                                                : RoutingFindingsWords::tr("%1 layers are dead"))
                              .arg(each.size()),
                          deadTogether(grid, layers, newest)});
}

struct Undecided
{
    std::int64_t position = 0;
    std::int64_t layer = 0; ///< the two likeliest, the lower first
    std::int64_t other = 0;
    std::int64_t since = 0;
};

Undecided undecidedAt(const RoutingGrid& grid, std::size_t record, std::size_t row)
{
    const auto weight = [&](std::int64_t layer) {
        const double probability = grid.probability(record, row, layer);
        return std::isfinite(probability) ? probability : grid.share(record, row, layer);
    };
    std::vector<std::int64_t> layers(static_cast<std::size_t>(grid.layers()));
    std::iota(layers.begin(), layers.end(), 0);
    std::stable_sort(layers.begin(), layers.end(),
                     [&](std::int64_t one, std::int64_t other) { return weight(one) > weight(other); });
    std::size_t first = record;
    while (first > 0 && grid.margin(first - 1, row) < undecidedMargin)
        --first;
    return {grid.positions()[row], std::min(layers[0], layers[1]), std::max(layers[0], layers[1]), grid.step(first)};
}

void addUndecided(const RoutingGrid& grid, std::size_t record, std::vector<RoutingFinding>& result)
{
    if (grid.countsExperts() || grid.layers() < 2) // a router with top-k above 1 rests on more than its first choice
        return;
    std::vector<std::int64_t> positions;
    std::vector<Undecided> found;
    for (std::size_t row = 0; row < grid.rows(); ++row)
        if (grid.margin(record, row) < undecidedMargin) { // NaN without a gate
            positions.push_back(grid.positions()[row]);
            found.push_back(undecidedAt(grid, record, row));
        }
    if (found.size() == 1) {
        result.push_back({RoutingFindingsWords::tr("Position %1 is undecided").arg(positions.front()),
                          RoutingFindingsWords::tr("margin under 0.05 between layers %1 and %2 since step %3.")
                              .arg(found.front().layer)
                              .arg(found.front().other)
                              .arg(format::whole(found.front().since))});
        return;
    }
    QStringList places;
    for (const Undecided& each : found)
        places << RoutingFindingsWords::tr("at %1 between layers %2 and %3 since step %4")
                      .arg(each.position)
                      .arg(each.layer)
                      .arg(each.other)
                      .arg(format::whole(each.since));
    const QString detail = RoutingFindingsWords::tr("margin under 0.05 %1").arg(placesSentence(places));
    if (found.size() == grid.rows() && !found.empty())
        result.push_back({RoutingFindingsWords::tr("All %1 positions are undecided").arg(positions.size()), detail});
    else if (!found.empty())
        result.push_back({RoutingFindingsWords::tr("Positions %1 are undecided").arg(list(positions)), detail});
}

} // namespace

bool isCollapsed(const RoutingGrid& grid, std::size_t record, std::size_t row)
{
    if (!grid.hasProbability() || record + 1 < enoughRecords)
        return false;
    const auto since = grid.collapsedSince(record, row);
    return since && *since <= grid.step(record + 1 - enoughRecords);
}

std::vector<RoutingFinding> findings(const RoutingGrid& grid, std::size_t record, const engine::RunConfig* config)
{
    std::vector<RoutingFinding> result;
    if (!grid.hasProbability() || record >= grid.size())
        return result;
    addUntrained(grid, record, config, result);
    if (record + 1 < enoughRecords)
        return result;
    addCollapsed(grid, record, result);
    addDead(grid, record, result);
    addUndecided(grid, record, result);
    return result;
}

} // namespace gui
