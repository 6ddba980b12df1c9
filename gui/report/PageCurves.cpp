#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <optional>

#include "engine/statistics/Bootstrap.h"
#include "engine/statistics/Interval.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/PageParts.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"
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

/// Steps of an epoch; 0 where that is not known, or not the same for all runs.
double commonEpoch(const TaskPage& page)
{
    std::optional<double> common;
    for (const engine::RunGroup& group : page.task.groups.groups)
        for (const std::size_t run : group.runs) {
            const auto record = page.repository.run(page.comparison.runs[run].id);
            const double own = record && record->started ? double(record->started->stepsPerEpoch) : 0;
            if (common.value_or(own) != own)
                return 0;
            common = own;
        }
    return common.value_or(0);
}

/// What stands on the x axis.
struct CurveAxis
{
    CurveChoice::Across across = CurveChoice::Across::Step;
    double stepsPerEpoch = 1;
};

CurveAxis curveAxis(const TaskPage& page)
{
    if (page.curves.across != CurveChoice::Across::Epoch)
        return {page.curves.across, 1};
    const double epoch = commonEpoch(page);
    return epoch > 0 ? CurveAxis{CurveChoice::Across::Epoch, epoch} : CurveAxis{};
}

std::string curveAxisTitle(const CurveAxis& axis)
{
    switch (axis.across) {
    case CurveChoice::Across::Step: return "step";
    case CurveChoice::Across::Epoch: return "epoch";
    case CurveChoice::Across::Time: return "training time (s)";
    }
    return {};
}

std::vector<double> alongAxis(const storage::SeriesPoints& points, const CurveAxis& axis)
{
    if (axis.across == CurveChoice::Across::Time)
        return points.seconds;
    std::vector<double> x;
    for (const std::int64_t step : points.steps)
        x.push_back(static_cast<double>(step) / axis.stepsPerEpoch);
    return x;
}

/// Its start corrected for bias; a value that is not finite leaves the mean where it is.
std::vector<double> exponentialMean(std::vector<double> values, double weight)
{
    double mean = 0;
    double debias = 1; // weight to the power of the number of finite values
    for (double& value : values) {
        if (std::isfinite(value)) {
            mean = weight * mean + (1 - weight) * value;
            debias *= weight;
        }
        value = debias < 1 ? mean / (1 - debias) : std::numeric_limits<double>::quiet_NaN();
    }
    return values;
}

struct RunCurve
{
    std::vector<std::int64_t> steps;
    SvgCurve drawn;             ///< by itself
    std::vector<double> values; ///< that the group's mean is of
};

RunCurve runCurve(storage::SeriesPoints points, const CurveAxis& axis, const CurveChoice& choice, bool& isAveraged)
{
    RunCurve curve;
    curve.drawn.x = alongAxis(points, axis);
    curve.drawn.y = std::move(points.values);
    curve.steps = std::move(points.steps);
    if (!choice.smoothing && storage::isSmoothed(curve.drawn)) {
        curve.drawn = storage::smoothed(curve.drawn);
        isAveraged = true;
    }
    const double weight = choice.smoothing.value_or(0);
    curve.values = weight > 0 ? exponentialMean(curve.drawn.y, weight) : curve.drawn.y;
    return curve;
}

/// Steps that every run has; of very many, so many as can be seen.
std::vector<std::int64_t> commonSteps(const std::vector<RunCurve>& runs)
{
    std::vector<std::int64_t> steps = runs.front().steps;
    for (const RunCurve& run : runs) {
        std::vector<std::int64_t> both;
        std::set_intersection(steps.begin(), steps.end(), run.steps.begin(), run.steps.end(), std::back_inserter(both));
        steps = std::move(both);
    }
    const std::size_t stride = steps.size() / mostPoints + 1;
    std::vector<std::int64_t> some;
    for (std::size_t i = 0; i < steps.size(); i += stride)
        some.push_back(steps[i]);
    return some;
}

std::optional<engine::Interval> bandAt(const std::vector<double>& values, BandKind kind, double level)
{
    if (kind == BandKind::StudentT)
        return engine::studentInterval(values, level);
    engine::ResamplingOptions options;
    options.resamples = bandResamples;
    options.level = level;
    return engine::bootstrapInterval(values, options);
}

struct MeanCurve
{
    SvgCurve mean;
    storage::SvgBand band;
};

/// Mean and interval of a group's runs at the steps that all of them have.
MeanCurve meanWithBand(const std::vector<RunCurve>& runs, BandKind kind, double level)
{
    MeanCurve curve;
    curve.mean.isSmooth = true;
    std::vector<std::size_t> places(runs.size(), 0);
    const auto count = static_cast<double>(runs.size());
    for (const std::int64_t step : commonSteps(runs)) {
        std::vector<double> values;
        double sum = 0;
        double x = 0;
        for (std::size_t run = 0; run < runs.size(); ++run) {
            while (runs[run].steps[places[run]] < step)
                ++places[run];
            values.push_back(runs[run].values[places[run]]);
            sum += values.back();
            x += runs[run].drawn.x[places[run]];
        }
        curve.mean.x.push_back(x / count);
        curve.mean.y.push_back(sum / count);
        if (!std::isfinite(sum))
            continue;
        const auto interval = bandAt(values, kind, level);
        if (interval && std::isfinite(interval->low) && std::isfinite(interval->high)) {
            curve.band.x.push_back(x / count);
            curve.band.low.push_back(interval->low);
            curve.band.high.push_back(interval->high);
        }
    }
    return curve;
}

void addGroup(SvgPlot& plot, std::vector<RunCurve> runs, int color, const TaskPage& page)
{
    MeanCurve group = meanWithBand(runs, page.curves.band, page.options.resampling.level);
    const bool isMeanAlone = runs.size() == 1 && page.curves.smoothing.value_or(0) == 0; // which says all
    for (RunCurve& run : runs) {
        run.drawn.color = color;
        run.drawn.isFaint = true;
        if (!isMeanAlone || group.mean.x.empty())
            plot.curves.push_back(std::move(run.drawn));
    }
    group.band.color = color;
    group.mean.color = color;
    if (group.band.x.size() > 1)
        plot.bands.push_back(std::move(group.band));
    if (!group.mean.x.empty())
        plot.curves.push_back(std::move(group.mean));
}

/// What a logarithmic axis cannot show is a gap in the line.
/// Where there is a value above 0.
void makeLogarithmic(SvgPlot& plot)
{
    plot.logarithmic = std::any_of(plot.curves.begin(), plot.curves.end(), [](const SvgCurve& curve) {
        return std::any_of(curve.y.begin(), curve.y.end(), [](double value) { return value > 0; });
    });
    if (!plot.logarithmic)
        return;
    for (SvgCurve& curve : plot.curves)
        for (double& value : curve.y)
            if (value <= 0)
                value = std::numeric_limits<double>::quiet_NaN();
}

/// Absent where a group has no such series.
std::optional<SvgPlot> plotOf(const TaskPage& page, const std::string& key, const CurveAxis& axis, bool& isAveraged)
{
    SvgPlot plot;
    plot.title = curveTitleOf(key);
    plot.xTitle = curveAxisTitle(axis);
    plot.yTitle = axisTitle(page, key);
    for (std::size_t group = 0; group < page.task.groups.groups.size(); ++group) {
        std::vector<RunCurve> runs;
        for (const std::size_t run : page.task.groups.groups[group].runs) {
            storage::SeriesPoints points = page.repository.series(page.comparison.runs[run].id, key);
            if (!points.steps.empty())
                runs.push_back(runCurve(std::move(points), axis, page.curves, isAveraged));
        }
        if (runs.empty())
            return std::nullopt;
        addGroup(plot, std::move(runs), page.colours[group], page);
    }
    if (page.curves.isLogarithmic)
        makeLogarithmic(plot);
    return plot;
}

/// Below all plots: what means, bands and axes are.
std::string curvesNote(const TaskPage& page, bool isAveraged)
{
    const CurveChoice& choice = page.curves;
    const double weight = choice.smoothing.value_or(0);
    std::string note = "Means of the runs with " + levelText(page.options.resampling.level) + " intervals ("
        + (choice.band == BandKind::StudentT
               ? std::string("Student\u2019s t")
               : "BCa bootstrap, " + storage::withThousands(bandResamples) + " resamples")
        + ") where a group has two runs or more; single runs are faint. A band that reaches a picture\u2019s edge goes "
          "on beyond it.";
    if (isAveraged)
        note += " Curves of many points are running means over one fiftieth of them.";
    if (weight > 0)
        note += " Means are of runs smoothed by exponential means with weight " + storage::shortText(weight)
            + " of the past; single runs are as measured.";
    if (choice.isLogarithmic)
        note += " Axes are logarithmic where there are values above 0, and others are left out.";
    return note;
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
    const CurveAxis axis = curveAxis(page);
    for (const std::string& key : keysOf(page))
        if (const auto plot = plotOf(page, key, axis, isAveraged))
            plots += storage::drawPlot(*plot) + "\n";
    if (plots.empty())
        return {};
    return legendHtml(page) + "<div class=\"plots\">\n" + plots + "</div>\n<p class=\"note\">"
        + curvesNote(page, isAveraged) + "</p>\n";
}

} // namespace gui::reports
