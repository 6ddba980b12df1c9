#include <algorithm>
#include <utility>

#include "engine/run/ConfigJson.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/GroupRouting.h"
#include "gui/report/PageParts.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"
#include "storage/export/SvgHeatmap.h"
#include "storage/runs/RunRepository.h"

namespace gui::reports {

namespace {

using storage::SvgHeatmap;

constexpr std::size_t largestSide = 128;

RunRoutings routingsOf(const TaskPage& page)
{
    RunRoutings routings(page.comparison.runs.size());
    for (const engine::RunGroup& group : page.task.groups.groups)
        for (const std::size_t run : group.runs)
            routings[run] = readRouting(page.repository, page.comparison.runs[run]);
    return routings;
}

/// True when the group's records are of experts in layers, not of layers at positions.
bool countsExperts(const TaskPage& page, std::size_t group)
{
    const std::size_t run = page.task.groups.groups[group].runs.front();
    return engine::recordsExperts(engine::configFromJson(page.comparison.runs[run].config).config);
}

SvgHeatmap emptyPicture(const TaskPage& page, std::size_t group)
{
    SvgHeatmap picture;
    if (countsExperts(page, group)) {
        picture.rowTitle = "layer";
        picture.columnTitle = "expert";
        picture.valueTitle = "share of tokens";
        picture.marksDiagonal = false;
    }
    return picture;
}

std::string sharePicture(const TaskPage& page, std::size_t group, const RunRoutings& routings)
{
    const storage::RoutingShares* shape = nullptr;
    const auto shares = sharesOfGroup(routings, page.task.groups.groups[group].runs, shape);
    if (shares.empty() || static_cast<std::size_t>(shape->layers) > largestSide
        || shape->positions.size() > largestSide)
        return {};
    SvgHeatmap picture = emptyPicture(page, group);
    picture.title = "Share, " + page.names[group] + ", n = " + std::to_string(shares.size());
    picture.layers = shape->layers;
    picture.positions = shape->positions;
    picture.values.assign(shares.front().size(), 0);
    for (const engine::CellShares& run : shares)
        for (std::size_t cell = 0; cell < run.size(); ++cell)
            picture.values[cell] += run[cell] / static_cast<double>(shares.size());
    return storage::drawHeatmap(picture) + "\n";
}

/// "position 3, layer 5: +0.12, p = 0.02, more than seed noise"
std::string tipOf(const SvgHeatmap& picture, const engine::CellDifference& cells, std::size_t cell)
{
    const auto layers = static_cast<std::size_t>(picture.layers);
    return picture.rowTitle + " " + std::to_string(picture.positions[cell / layers]) + ", "
        + (picture.marksDiagonal ? "layer " : "expert ") + std::to_string(cell % layers) + ": "
        + signedText(cells.difference[cell]) + ", p = " + pText(cells.p[cell])
        + (cells.isDistinct[cell] ? ", more than seed noise" : ", not to be told from seed noise");
}

std::string differenceNote(const GroupRouting& routing, const std::string& other)
{
    const auto distinct = std::count(routing.cells.isDistinct.begin(), routing.cells.isDistinct.end(), true);
    const std::string cells = std::to_string(routing.cells.difference.size());
    if (routing.cells.fewestDistinct > routing.cells.difference.size())
        return "So few seeds cannot tell any cell from seed noise (smallest possible p = "
            + pText(routing.cells.smallestP) + "), so all are hatched.";
    if (distinct == 0 && routing.cells.fewestDistinct > 1)
        return "No cell can be told from seed noise, so all are hatched; with so few seeds (smallest possible p = "
            + pText(routing.cells.smallestP) + ") at least " + std::to_string(routing.cells.fewestDistinct) + " of "
            + cells + " cells would have to differ together.";
    return std::to_string(distinct) + " of " + cells + " cells differ from " + other + " by more than seed noise"
        + (std::cmp_less(distinct, routing.cells.difference.size()) ? "; hatched cells do not." : ".");
}

std::string differencePicture(const TaskPage& page, const engine::GroupComparison& against, const RunRoutings& routings)
{
    const auto& groups = page.task.groups.groups;
    const auto routing = groupRouting(routings, groups[*page.task.baseline].runs, groups[against.group].runs);
    if (!routing || static_cast<std::size_t>(routing->layers) > largestSide || routing->positions.size() > largestSide)
        return {};
    const std::string other = routing->isAgainstUniform ? "uniform choice" : page.names[*page.task.baseline];
    SvgHeatmap picture = emptyPicture(page, against.group);
    picture.scale = SvgHeatmap::Scale::Difference;
    picture.id = page.id + "-difference-" + std::to_string(against.group);
    picture.title = "Share, " + page.names[against.group] + " − " + other;
    picture.valueTitle = "difference in share";
    picture.layers = routing->layers;
    picture.positions = routing->positions;
    picture.values = routing->cells.difference;
    picture.largest = differenceScale(picture.values);
    for (std::size_t cell = 0; cell < picture.values.size(); ++cell) {
        picture.hatched.push_back(!routing->cells.isDistinct[cell]);
        picture.tips.push_back(tipOf(picture, routing->cells, cell));
    }
    return "<figure>" + storage::drawHeatmap(picture) + "<figcaption class=\"note\">"
        + storage::escapeHtml(differenceNote(*routing, other)) + "</figcaption></figure>\n";
}

} // namespace

std::string routingHtml(const TaskPage& page)
{
    const RunRoutings routings = routingsOf(page);
    std::string pictures;
    for (std::size_t group = 0; group < page.task.groups.groups.size(); ++group)
        pictures += sharePicture(page, group, routings);
    for (const engine::GroupComparison& against : page.task.against)
        pictures += differencePicture(page, against, routings);
    if (pictures.empty())
        return {};
    const bool isOfDev =
        std::any_of(routings.begin(), routings.end(), [](const auto& each) { return each && each->isOfDev; });
    return "<p class=\"note\">"
        + std::string(isOfDev ? "Where the dev examples of the evaluation compared went."
                              : "Where the votes of the newest records went.")
        + " A framed cell is the position\u2019s own layer. Differences: permutation of the runs, or against "
          "uniform choice of the layers of each run; discoveries by Benjamini and Hochberg at 5 % over all "
          "cells.</p>\n<div "
          "class=\"heatmaps\">\n"
        + pictures + "</div>\n";
}

} // namespace gui::reports
