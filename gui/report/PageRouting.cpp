#include <algorithm>
#include <optional>
#include <utility>

#include "gui/report/DifferenceText.h"
#include "gui/report/GroupRouting.h"
#include "gui/report/PageParts.h"
#include "gui/report/RoutingText.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"
#include "storage/export/SvgHeatmap.h"
#include "storage/runs/RunRepository.h"

namespace gui::reports {

namespace {

using storage::SvgHeatmap;

constexpr std::size_t largestSide = 128;

SvgHeatmap emptyPicture(bool countsExperts)
{
    SvgHeatmap picture;
    if (countsExperts) {
        picture.rowTitle = "layer";
        picture.columnTitle = "expert";
        picture.valueTitle = "share of tokens";
        picture.marksDiagonal = false;
    }
    return picture;
}

std::string capitalised(std::string text)
{
    if (text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string sharePicture(const TaskPage& page, std::size_t group, const RunRoutings& routings,
                         const std::optional<GroupAgreement>& agreement)
{
    const storage::RoutingShares* shape = nullptr;
    const auto shares = sharesOfGroup(routings, page.task.groups.groups[group].runs, shape);
    if (shares.empty() || static_cast<std::size_t>(shape->layers) > largestSide
        || shape->positions.size() > largestSide)
        return {};
    SvgHeatmap picture = emptyPicture(shape->countsExperts);
    picture.title = "Share, " + page.names[group] + ", n = " + std::to_string(shares.size());
    picture.layers = shape->layers;
    picture.positions = shape->positions;
    picture.values.assign(shares.front().size(), 0);
    for (const engine::CellShares& run : shares)
        for (std::size_t cell = 0; cell < run.size(); ++cell)
            picture.values[cell] += run[cell] / static_cast<double>(shares.size());
    if (!agreement)
        return storage::drawHeatmap(picture) + "\n";
    const std::string caption = agreementText(*agreement, page.names[group]);
    return "<figure>" + storage::drawHeatmap(picture) + "<figcaption class=\"note\">"
        + storage::escapeHtml(capitalised(caption)) + ".</figcaption></figure>\n";
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

std::string differenceNote(const GroupRouting& routing, const std::string& rival)
{
    const std::string runs = " Runs: " + routingRuns(routing) + ".";
    const std::string text = capitalised(routingText(routing, rival));
    const auto distinct = std::count(routing.cells.isDistinct.begin(), routing.cells.isDistinct.end(), true);
    if (std::cmp_equal(distinct, routing.cells.difference.size()))
        return text + "." + runs;
    return text + (distinct == 0 ? "; all are hatched." : "; hatched cells do not.") + runs;
}

std::string differencePicture(const TaskPage& page, const engine::GroupComparison& against,
                              const std::optional<GroupRouting>& routing)
{
    if (!routing || static_cast<std::size_t>(routing->layers) > largestSide || routing->positions.size() > largestSide)
        return {};
    const std::string rival = routingRival(*routing, page.names, *page.task.baseline);
    SvgHeatmap picture = emptyPicture(routing->countsExperts);
    picture.scale = SvgHeatmap::Scale::Difference;
    picture.id = page.id + "-difference-" + std::to_string(against.group);
    picture.title = "Share, " + page.names[against.group] + " − " + rival;
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
        + storage::escapeHtml(differenceNote(*routing, rival)) + "</figcaption></figure>\n";
}

} // namespace

std::string routingHtml(const TaskPage& page)
{
    const RunRoutings routings = readRoutings(page.repository, page.comparison, page.task);
    const TaskRouting routing = taskRouting(routings, page.comparison, page.task);
    std::string pictures;
    for (std::size_t group = 0; group < page.task.groups.groups.size(); ++group)
        pictures += sharePicture(page, group, routings, routing.agreement[group]);
    for (std::size_t against = 0; against < page.task.against.size(); ++against)
        pictures += differencePicture(page, page.task.against[against], routing.against[against]);
    if (pictures.empty())
        return {};
    const bool isOfDev =
        std::all_of(routings.begin(), routings.end(), [](const auto& each) { return !each || each->isOfDev; });
    return "<p class=\"note\">"
        + std::string(isOfDev ? "Where the dev examples of the evaluation compared went."
                              : "Where the votes of the newest records went in runs without recorded routes of dev "
                                "examples at the evaluation compared, and these examples in others.")
        + " A framed cell is the position\u2019s own layer. Differences: permutation of the runs, or against "
          "uniform choice of the layers of each run; discoveries by Benjamini and Hochberg at 5 % over all "
          "cells.</p>\n<div "
          "class=\"heatmaps\">\n"
        + pictures + "</div>\n";
}

} // namespace gui::reports
