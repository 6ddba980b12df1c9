#include <map>
#include <utility>

#include "engine/statistics/CompareGroups.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/PageParts.h"
#include "storage/export/Html.h"
#include "storage/export/SvgPoints.h"

namespace gui::reports {

namespace {

using storage::SvgPoints;

constexpr double halfBar = 0.16;         // of a mean; the sides are 1 apart
constexpr std::size_t longestLabel = 10; // beside a point, letters

/// Of the runs that are compared with the baseline's: "seed 3".
std::map<std::size_t, std::string> pairLabels(const engine::SeedDifference& seeds)
{
    std::map<std::size_t, std::string> labels;
    for (const engine::RunPair& pair : seeds.pairs)
        labels[pair.run] = pair.label;
    return labels;
}

void addSide(SvgPoints& picture, const TaskPage& page, std::size_t group, std::size_t metric,
             const std::map<std::size_t, std::string>& labels)
{
    const auto x = static_cast<double>(picture.xMarks.size());
    const engine::GroupValue& value = page.task.values[group][metric];
    const std::vector<std::size_t>& runs = page.task.groups.groups[group].runs;
    picture.xMarks.emplace_back(x, page.names[group]);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto label = labels.find(runs[i]);
        const bool isNamed = label != labels.end() && label->second.size() <= longestLabel;
        picture.points.push_back({x, value.values[i], page.colours[group], page.comparison.runs[runs[i]].name,
                                  isNamed ? label->second : std::string()});
    }
}

/// At a side's mean as the table has it: where seeds pair, that of the pairs.
void addBar(SvgPoints& picture, double x, double mean, int colour)
{
    picture.means.push_back({{x, mean, colour, {}, {}}, std::pair(x - halfBar, x + halfBar), {}, true});
}

SvgPoints pairPicture(const TaskPage& page, const engine::GroupComparison& against, std::size_t metric)
{
    const engine::SeedDifference& seeds = against.seeds[metric];
    const engine::MetricName name{seeds.difference.metric, seeds.difference.split};
    SvgPoints picture;
    picture.title = picture.yTitle = metricText(name.key, name.split);
    picture.xTitle = seeds.pairs.empty() ? "seeds do not pair" : "same seed joined";
    addSide(picture, page, *page.task.baseline, metric, {});
    addSide(picture, page, against.group, metric, pairLabels(seeds));
    addBar(picture, 0, seeds.difference.baseline, page.colours[*page.task.baseline]);
    addBar(picture, 1, seeds.difference.value, page.colours[against.group]);
    for (const engine::RunPair& pair : seeds.pairs) {
        storage::SvgPoint one;
        storage::SvgPoint other;
        one.y = engine::metricOf(page.comparison.runs[pair.baseline], name);
        other.x = 1;
        other.y = engine::metricOf(page.comparison.runs[pair.run], name);
        picture.joined.emplace_back(one, other);
    }
    return picture;
}

std::string pairCaption(const TaskPage& page, const engine::SeedDifference& seeds)
{
    const engine::Difference& difference = seeds.difference;
    const auto p = decidingP(difference, page.options);
    std::string text = "Difference " + signedText(difference.difference);
    if (difference.test.interval)
        text += ", " + levelText(page.options.resampling.level) + " interval " + intervalText(difference.test.interval);
    text += "; " + testText(difference.test);
    if (p)
        text += ", p = " + pText(p) + " (" + correctionText(page.comparison.seedTests, page.options) + ")";
    return text + (seeds.pairs.empty() ? ". Bars are means." : ". Bars are means of the pairs.");
}

} // namespace

std::string pairsHtml(const TaskPage& page)
{
    std::string html;
    for (const engine::GroupComparison& against : page.task.against) {
        if (against.seeds.empty())
            continue;
        html += "<h3>" + storage::escapeHtml(againstTitle(page, against)) + "</h3>\n<div class=\"plots\">\n";
        for (std::size_t metric = 0; metric < against.seeds.size(); ++metric)
            html += "<figure>" + storage::drawPoints(pairPicture(page, against, metric)) + "<figcaption class=\"note\">"
                + numberHtml(pairCaption(page, against.seeds[metric])) + "</figcaption></figure>\n";
        html += "</div>\n";
    }
    return html.empty() ? html : legendHtml(page) + html;
}

} // namespace gui::reports
