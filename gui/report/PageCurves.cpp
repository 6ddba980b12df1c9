#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "engine/statistics/Interval.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/PageParts.h"
#include "storage/export/Html.h"
#include "storage/export/SvgCurves.h"
#include "storage/runs/MetricSummaries.h"
#include "storage/runs/RunRepository.h"

namespace gui::reports {

namespace {

using storage::SvgCurve;
using storage::SvgPlot;

constexpr std::size_t mostPoints = 400; ///< of a mean

/// Series that are drawn: the metrics compared, then the losses.
std::vector<std::string> keysOf(const TaskPage& page)
{
    std::vector<std::string> keys;
    const auto add = [&keys](const std::string& key) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(key);
    };
    if (!page.task.values.empty())
        for (const engine::GroupValue& value : page.task.values.front())
            add(storage::scoreKey(value.metric, value.split));
    add("dev_loss");
    add("loss");
    return keys;
}

std::string curveTitleOf(const std::string& key)
{
    static const std::map<std::string, std::string> titles = {{"loss", "Training loss"},
                                                              {"dev_loss", "Loss, dev"},
                                                              {"matthews", "Matthews correlation, dev"},
                                                              {"accuracy", "Accuracy, dev"},
                                                              {"f1", "F1, dev"},
                                                              {"pearson", "Pearson correlation, dev"},
                                                              {"spearman", "Spearman correlation, dev"},
                                                              {"bleu", "BLEU, dev"},
                                                              {"nist", "NIST, dev"},
                                                              {"meteor_own", "METEOR (own), dev"},
                                                              {"rouge_l", "ROUGE-L, dev"},
                                                              {"cider", "CIDEr, dev"}};
    const auto known = titles.find(key);
    return known == titles.end() ? key : known->second;
}

std::string axisTitle(const TaskPage& page, const std::string& key)
{
    if (key != "loss" && !key.starts_with("dev_loss"))
        return key;
    const auto record = page.repository.run(page.comparison.runs[page.task.groups.groups.front().runs.front()].id);
    const std::string unit = record && record->started ? record->started->lossUnit : std::string();
    return unit.empty() ? "loss" : "loss (" + unit + ")";
}

SvgCurve curveOf(const storage::SeriesPoints& points)
{
    SvgCurve curve;
    curve.x.assign(points.steps.begin(), points.steps.end());
    curve.y = points.values;
    return curve;
}

/// Steps that every run has; of very many, so many as can be seen.
std::vector<double> commonSteps(const std::vector<SvgCurve>& runs)
{
    std::vector<double> steps = runs.front().x;
    for (const SvgCurve& run : runs) {
        std::vector<double> both;
        std::set_intersection(steps.begin(), steps.end(), run.x.begin(), run.x.end(), std::back_inserter(both));
        steps = std::move(both);
    }
    const std::size_t stride = steps.size() / mostPoints + 1;
    std::vector<double> some;
    for (std::size_t i = 0; i < steps.size(); i += stride)
        some.push_back(steps[i]);
    return some;
}

/// Mean and interval of a group's runs at the steps that all of them have.
void addGroup(SvgPlot& plot, std::vector<SvgCurve> runs, int color, double level)
{
    SvgCurve mean;
    mean.color = color;
    mean.isSmooth = true;
    storage::SvgBand band;
    band.color = color;
    std::vector<std::size_t> places(runs.size(), 0);
    for (const double step : commonSteps(runs)) {
        std::vector<double> values;
        double sum = 0;
        for (std::size_t run = 0; run < runs.size(); ++run) {
            while (runs[run].x[places[run]] < step)
                ++places[run];
            values.push_back(runs[run].y[places[run]]);
            sum += values.back();
        }
        mean.x.push_back(step);
        mean.y.push_back(sum / static_cast<double>(values.size()));
        if (!std::isfinite(sum))
            continue;
        const auto interval = engine::studentInterval(values, level);
        if (interval && std::isfinite(interval->low) && std::isfinite(interval->high)) {
            band.x.push_back(step);
            band.low.push_back(interval->low);
            band.high.push_back(interval->high);
        }
    }
    for (SvgCurve& run : runs) {
        run.color = color;
        run.isFaint = true;
        if (runs.size() > 1 || mean.x.empty())
            plot.curves.push_back(std::move(run));
    }
    if (band.x.size() > 1)
        plot.bands.push_back(std::move(band));
    if (!mean.x.empty())
        plot.curves.push_back(std::move(mean));
}

/// Absent where a group has no such series.
std::optional<SvgPlot> plotOf(const TaskPage& page, const std::string& key, bool& isAveraged)
{
    SvgPlot plot;
    plot.title = curveTitleOf(key);
    plot.yTitle = axisTitle(page, key);
    for (std::size_t group = 0; group < page.task.groups.groups.size(); ++group) {
        std::vector<SvgCurve> runs;
        for (const std::size_t run : page.task.groups.groups[group].runs) {
            SvgCurve curve = curveOf(page.repository.series(page.comparison.runs[run].id, key));
            if (curve.x.empty())
                continue;
            const bool isNoisy = storage::isSmoothed(curve);
            isAveraged = isAveraged || isNoisy;
            runs.push_back(isNoisy ? storage::smoothed(curve) : std::move(curve));
        }
        if (runs.empty())
            return std::nullopt;
        addGroup(plot, std::move(runs), page.colours[group], page.options.resampling.level);
    }
    return plot;
}

} // namespace

std::string legendHtml(const TaskPage& page)
{
    std::string html = "<p class=\"legend\">";
    for (std::size_t i = 0; i < page.names.size(); ++i) {
        const std::size_t runs = page.task.groups.groups[i].runs.size();
        html += "<span><span class=\"swatch " + storage::colorClass(page.colours[i]) + "\"></span>"
            + storage::escapeHtml(page.names[i]) + ", " + std::to_string(runs) + (runs == 1 ? " run" : " runs")
            + (page.task.baseline == i ? ", baseline" : "") + "</span>";
    }
    return html + "</p>\n";
}

std::string curvesHtml(const TaskPage& page)
{
    std::string plots;
    bool isAveraged = false;
    for (const std::string& key : keysOf(page))
        if (const auto plot = plotOf(page, key, isAveraged))
            plots += storage::drawPlot(*plot) + "\n";
    if (plots.empty())
        return {};
    return legendHtml(page) + "<div class=\"plots\">\n" + plots + "</div>\n<p class=\"note\">Means of the runs with "
        + levelText(page.options.resampling.level)
        + " intervals (Student\u2019s t) where a group has two runs or more; single runs are faint. A band that "
          "reaches "
          "a picture\u2019s edge goes on beyond it."
        + (isAveraged ? " Curves of many points are running means over one fiftieth of them." : "") + "</p>\n";
}

} // namespace gui::reports
