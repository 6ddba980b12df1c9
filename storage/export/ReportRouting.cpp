#include <algorithm>
#include <cmath>

#include "engine/run/ConfigJson.h"
#include "storage/export/ColorMaps.h"
#include "storage/export/NumberText.h"
#include "storage/export/ReportParts.h"
#include "storage/export/RunText.h"
#include "storage/export/SvgHeatmap.h"
#include "storage/runs/RunRepository.h"

namespace storage {

namespace {

using engine::Json;
using engine::RoutingSnapshot;

constexpr std::size_t mostBrowsedSteps = 100;
constexpr std::size_t largestSide = 128;

/// At most `most` of the steps, evenly, first and last among them.
std::vector<std::int64_t> sampled(const std::vector<std::int64_t>& steps, std::size_t most)
{
    if (steps.size() <= most)
        return steps;
    std::vector<std::int64_t> some;
    for (std::size_t i = 0; i < most; ++i)
        some.push_back(steps[i * (steps.size() - 1) / (most - 1)]);
    return some;
}

/// True when the records are of experts in layers, not of layers at positions.
bool countsExperts(const RunRecord& record)
{
    const auto parsed = engine::parseJson(record.configJson, "configuration");
    const auto* document = std::get_if<Json>(&parsed);
    return document != nullptr && engine::recordsExperts(engine::configFromJson(*document).config);
}

SvgHeatmap heatmapOf(const RoutingSnapshot& snapshot, bool ofExperts)
{
    SvgHeatmap heatmap;
    if (ofExperts) {
        heatmap.rowTitle = "layer";
        heatmap.columnTitle = "expert";
        heatmap.valueTitle = "share of tokens";
        heatmap.marksDiagonal = false;
    }
    heatmap.title = "Step " + withThousands(snapshot.step);
    heatmap.layers = snapshot.layers;
    heatmap.positions = snapshot.positions;
    heatmap.values = shareOf(snapshot);
    return heatmap;
}

template <class Values>
Json thousandths(const Values& values)
{
    Json list = Json::array();
    for (const double value : values)
        list.push_back(std::isnan(value) ? -1 : std::lround(std::clamp(value, 0.0, 1.0) * 1000));
    return list;
}

bool hasShapeOf(const RoutingSnapshot& snapshot, const RoutingSnapshot& other)
{
    return snapshot.layers == other.layers && snapshot.positions == other.positions;
}

/// Steps, values in thousandths, and the colour map, as report.js reads them. Numbers and colours only.
Json browserData(const std::vector<RoutingSnapshot>& snapshots, bool hasProbability)
{
    Json data = {{"steps", Json::array()}, {"share", Json::array()}, {"probability", Json::array()},
                 {"colors", Json::array()}, {"inks", Json::array()}};
    for (const RoutingSnapshot& snapshot : snapshots) {
        data["steps"].push_back(snapshot.step);
        data["share"].push_back(thousandths(shareOf(snapshot)));
        if (hasProbability)
            data["probability"].push_back(thousandths(snapshot.probability));
    }
    for (int i = 0; i < 256; ++i) {
        const Rgb color = sequentialColor(i / 255.0);
        data["colors"].push_back(toHex(color));
        data["inks"].push_back(toHex(textOn(color)));
    }
    return data;
}

std::string browser(const RunRepository& repository, const RunRecord& record, const std::vector<std::int64_t>& steps)
{
    const bool ofExperts = countsExperts(record);
    std::vector<RoutingSnapshot> snapshots;
    for (const std::int64_t step : sampled(steps, mostBrowsedSteps))
        if (auto snapshot = repository.routing(record.id, step))
            if (snapshots.empty() || hasShapeOf(*snapshot, snapshots.front()))
                snapshots.push_back(std::move(*snapshot));
    const bool hasProbability = std::all_of(snapshots.begin(), snapshots.end(), [](const RoutingSnapshot& snapshot) {
        return snapshot.probability.size() == snapshot.counts.size();
    });
    SvgHeatmap live = heatmapOf(snapshots.back(), ofExperts);
    live.title = "";
    live.valueTitle = "share, probability";
    live.id = "routing-live";
    std::string html = "<div id=\"routing-browser\" hidden>\n<p><input type=\"range\" min=\"0\" value=\"0\" aria-label=\"step\"> "
                       "<output></output></p>\n<p><label><input type=\"radio\" name=\"what\" value=\"share\" checked> "
                       + std::string(ofExperts ? "share of tokens" : "share of votes") + "</label>";
    if (hasProbability)
        html += "<label><input type=\"radio\" name=\"what\" value=\"probability\"> mean "
            + std::string(ofExperts ? "router" : "gate") + " probability</label>";
    html += "<span class=\"note\">" + withThousands(static_cast<std::int64_t>(snapshots.size())) + " of "
        + withThousands(static_cast<std::int64_t>(steps.size())) + " records</span></p>\n" + drawHeatmap(live);
    return html + "\n<script type=\"application/json\" id=\"routing-data\">" + browserData(snapshots, hasProbability).dump()
        + "</script>\n</div>\n";
}

} // namespace

std::string reportRouting(const RunRepository& repository, const RunRecord& record)
{
    const std::vector<std::int64_t> steps = repository.routingSteps(record.id);
    if (steps.empty())
        return {};
    std::string html = "<section id=\"routing\"><h2>Routing</h2>\n";
    const auto first = repository.routing(record.id, steps.front());
    if (!first || static_cast<std::size_t>(first->layers) > largestSide || first->positions.size() > largestSide)
        return html + "<p class=\"note\">Too large to be drawn here.</p></section>\n";
    const bool ofExperts = countsExperts(record);
    html += ofExperts ? "<p class=\"note\">Which experts took the tokens in each layer that has them, as a share since the "
                        "record before.</p>\n"
                      : "<p class=\"note\">Which layer each position chose beside its own, as a share of the votes since "
                        "the record before. A framed cell is the position's own layer.</p>\n";
    html += "<div class=\"heatmaps\">\n";
    std::int64_t previous = -1;
    for (const std::int64_t step : sampled(steps, 3)) {
        const auto snapshot = repository.routing(record.id, step);
        if (snapshot && step != previous && hasShapeOf(*snapshot, *first))
            html += drawHeatmap(heatmapOf(*snapshot, ofExperts)) + "\n";
        previous = step;
    }
    html += "</div>\n";
    if (steps.size() > 1)
        html += browser(repository, record, steps);
    return html + "</section>\n";
}

} // namespace storage
