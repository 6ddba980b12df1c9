#include "gui/models/RoutingFindings.h"

#include <QCoreApplication>

#include <cmath>

#include "gui/app/Format.h"

namespace gui {

namespace {

constexpr std::size_t enoughRecords = 5;
constexpr double undecidedMargin = 0.05;
constexpr std::size_t mostOneByOne = 2; // more of a kind are said in one sentence

QString tr(const char* text)
{
    return QCoreApplication::translate("RoutingFindings", text);
}

QString list(const std::vector<std::int64_t>& numbers)
{
    QStringList texts;
    for (const std::int64_t number : numbers)
        texts.append(QString::number(number));
    const QString last = texts.takeLast();
    return texts.isEmpty() ? last : tr("%1 and %2").arg(texts.join(QStringLiteral(", ")), last);
}

void addCollapsed(const RoutingGrid& grid, std::size_t record, std::vector<RoutingFinding>& result)
{
    std::vector<RoutingFinding> each;
    std::vector<std::int64_t> positions;
    for (std::size_t row = 0; row < grid.rows(); ++row) {
        const auto since = grid.collapsedSince(record, row);
        if (!since || *since > grid.step(record - (enoughRecords - 1)))
            continue;
        const std::int64_t position = grid.positions()[row];
        const std::int64_t layer = grid.favourite(record, row);
        positions.push_back(position);
        each.push_back({(grid.countsExperts() ? tr("Layer %1 collapsed") : tr("Position %1 collapsed")).arg(position),
                        (grid.countsExperts()     ? tr("expert %1 took %2 of the tokens; so for %3 steps.")
                         : grid.isSelf(row, layer) ? tr("layer %1, itself, took %2 of the votes; so for %3 steps.")
                                                   : tr("layer %1 took %2 of the votes; so for %3 steps."))
                            .arg(layer)
                            .arg(format::percent(grid.share(record, row, layer)),
                                 format::whole(grid.step(record) - *since))});
    }
    if (each.size() <= mostOneByOne)
        result.insert(result.end(), each.begin(), each.end());
    else
        result.push_back({(grid.countsExperts() ? tr("%1 layers collapsed") : tr("%1 positions collapsed")).arg(each.size()),
                          (grid.countsExperts() ? tr("in %1 one expert took nearly all tokens.")
                                                : tr("at %1 one layer took nearly all votes."))
                              .arg(list(positions))});
}

void addDead(const RoutingGrid& grid, std::size_t record, std::vector<RoutingFinding>& result)
{
    std::vector<RoutingFinding> each;
    std::vector<std::int64_t> layers;
    const std::int64_t recent = grid.step(record - (enoughRecords - 1));
    for (std::int64_t layer = 0; layer < grid.layers(); ++layer) {
        const auto chosen = grid.lastChosen(record, layer);
        if (chosen && *chosen >= recent)
            continue;
        layers.push_back(layer);
        const QString subject = (grid.countsExperts() ? tr("Expert %1 is dead") : tr("Layer %1 is dead")).arg(layer);
        if (chosen)
            each.push_back({subject, (grid.countsExperts() ? tr("it has taken no token in any layer since step %1.")
                                                           : tr("no position has chosen it since step %1."))
                                         .arg(format::whole(*chosen))});
        else
            each.push_back({subject, grid.countsExperts() ? tr("it has never taken a token in any layer.")
                                                          : tr("no position has ever chosen it.")});
    }
    if (each.size() <= mostOneByOne)
        result.insert(result.end(), each.begin(), each.end());
    else
        result.push_back({(grid.countsExperts() ? tr("%1 experts are dead") : tr("%1 layers are dead")).arg(each.size()),
                          (grid.countsExperts() ? tr("%1 have taken no token lately.")
                                                : tr("no position has chosen %1 lately."))
                              .arg(list(layers))});
}

void addUndecided(const RoutingGrid& grid, std::size_t record, std::vector<RoutingFinding>& result)
{
    std::vector<std::int64_t> positions;
    for (std::size_t row = 0; row < grid.rows(); ++row)
        if (const double margin = grid.margin(record, row); std::isfinite(margin) && margin < undecidedMargin)
            positions.push_back(grid.positions()[row]);
    if (positions.empty() || grid.countsExperts()) // a router with top-k above 1 rests on more than its first choice
        return;
    const QString detail = tr("the two largest gate probabilities differ by less than 0.05.");
    if (positions.size() == 1)
        result.push_back({tr("Position %1 is undecided").arg(positions.front()), detail});
    else if (positions.size() == grid.rows())
        result.push_back({tr("All %1 positions are undecided").arg(positions.size()), detail});
    else
        result.push_back({tr("Positions %1 are undecided").arg(list(positions)), detail});
}

} // namespace

std::vector<RoutingFinding> findings(const RoutingGrid& grid, std::size_t record)
{
    std::vector<RoutingFinding> result;
    if (!grid.hasProbability() || record + 1 < enoughRecords || record >= grid.size())
        return result;
    addCollapsed(grid, record, result);
    addDead(grid, record, result);
    addUndecided(grid, record, result);
    return result;
}

} // namespace gui
