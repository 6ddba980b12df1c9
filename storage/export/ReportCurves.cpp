#include <algorithm>
#include <array>
#include <cmath>

#include "storage/export/NumberText.h"
#include "storage/export/ReportParts.h"
#include "storage/export/SvgCurves.h"
#include "storage/runs/RunRepository.h"

namespace storage {

namespace {

/// Which series share a plot, and what its axis is called.
struct PlotPlan
{
    const char* title;
    const char* yTitle;
    bool logarithmic;
    std::array<std::pair<const char*, const char*>, 3> curves; ///< key and name; unused ones are null
};

constexpr PlotPlan plans[] = {
    {"Loss", "loss (nats)", false, {{{"loss", "training"}, {"dev_loss", "dev"}, {"dev_loss_mismatched", "dev mismatched"}}}},
    {"Matthews correlation", "correlation", false, {{{"matthews", "dev"}, {"matthews_mismatched", "dev mismatched"}}}},
    {"Accuracy", "share right", false, {{{"accuracy", "dev"}, {"accuracy_mismatched", "dev mismatched"}}}},
    {"F1", "F1", false, {{{"f1", "dev"}, {"f1_mismatched", "dev mismatched"}}}},
    {"Correlation", "correlation", false, {{{"pearson", "Pearson"}, {"spearman", "Spearman"}}}},
    {"BLEU", "BLEU", false, {{{"bleu", "dev"}}}},
    {"NIST", "NIST", false, {{{"nist", "dev"}}}},
    {"METEOR (own)", "METEOR (own)", false, {{{"meteor_own", "dev"}}}},
    {"ROUGE-L", "ROUGE-L", false, {{{"rouge_l", "dev"}}}},
    {"CIDEr", "CIDEr", false, {{{"cider", "dev"}}}},
    {"Gradient norm", "2-norm", true, {{{"gradient_norm", "all"}, {"gate_gradient_norm", "gates"}}}},
    {"Balance loss", "balance loss", false, {{{"balance_loss", "balance loss"}}}},
    {"Total loss", "loss", false, {{{"total_loss", "total loss"}}}},
    {"Learning rate", "learning rate", false, {{{"learning_rate", "weights"}, {"gate_learning_rate", "gates"}}}},
    {"Throughput", "samples/s", false, {{{"samples_per_second", "samples"}}}},
    {"Token throughput", "tokens/s", false, {{{"tokens_per_second", "tokens"}}}},
    {"Peak memory", "bytes", false, {{{"peak_memory_bytes", "peak memory"}}}},
};

SvgCurve curveOf(const SeriesPoints& points, const std::string& name)
{
    return {name, {points.steps.begin(), points.steps.end()}, points.values};
}

bool isRegression(const RunRecord& record)
{
    return record.started && record.started->lossUnit.empty();
}

void markBest(SvgPlot& plot, const PlotPlan& plan, const RunRecord& record)
{
    if (!record.best || !std::isfinite(record.best->value))
        return;
    for (const auto& [key, name] : plan.curves)
        if (key != nullptr && record.best->metric == key)
            plot.best = {static_cast<double>(record.best->step), record.best->value,
                         "best " + shortText(record.best->value) + " at step " + withThousands(record.best->step)};
}

/// The mean of the gates' entropies at each record, against that of a uniform choice.
SvgPlot entropyPlot(const RunRepository& repository, std::int64_t run)
{
    SvgPlot plot{.title = "Gate entropy, mean over positions", .yTitle = "entropy (nats)", .curves = {}, .best = {},
                 .reference = {}};
    SvgCurve curve;
    for (const engine::RoutingSnapshot& snapshot : repository.allRouting(run)) {
        if (snapshot.entropy.empty())
            continue;
        double sum = 0;
        for (const float entropy : snapshot.entropy)
            sum += entropy;
        curve.x.push_back(static_cast<double>(snapshot.step));
        curve.y.push_back(sum / static_cast<double>(snapshot.entropy.size()));
        const double uniform = std::log(static_cast<double>(snapshot.layers));
        plot.reference = {0, uniform, "uniform, " + shortText(uniform)};
    }
    if (!curve.x.empty())
        plot.curves.push_back(std::move(curve));
    return plot;
}

std::vector<SvgPlot> planned(const RunRepository& repository, const RunRecord& record, std::vector<std::string>& keys)
{
    std::vector<SvgPlot> plots;
    for (const PlotPlan& plan : plans) {
        SvgPlot plot{.title = markedName(record, plan.curves.front().first, plan.title),
                     .yTitle = plan.yTitle,
                     .logarithmic = plan.logarithmic,
                     .curves = {},
                     .best = {},
                     .reference = {}};
        if (plot.title == "Loss" && isRegression(record))
            plot.yTitle = "loss (squared error)";
        for (const auto& [key, name] : plan.curves) {
            const auto found = key == nullptr ? keys.end() : std::find(keys.begin(), keys.end(), key);
            if (found == keys.end())
                continue;
            plot.curves.push_back(curveOf(repository.series(record.id, key), name));
            keys.erase(found);
        }
        markBest(plot, plan, record);
        if (!plot.curves.empty())
            plots.push_back(std::move(plot));
    }
    return plots;
}

} // namespace

std::string reportCurves(const RunRepository& repository, const RunRecord& record)
{
    std::vector<std::string> keys = repository.seriesKeys(record.id);
    std::vector<SvgPlot> plots = planned(repository, record, keys);
    for (const std::string& key : keys)
        plots.push_back({.title = markedName(record, key, key),
                         .yTitle = key,
                         .curves = {curveOf(repository.series(record.id, key), key)},
                         .best = {},
                         .reference = {}});
    if (SvgPlot entropy = entropyPlot(repository, record.id); !entropy.curves.empty())
        plots.push_back(std::move(entropy));
    if (plots.empty())
        return {};
    std::string html = "<section id=\"curves\"><h2>Curves</h2>\n";
    if (std::any_of(plots.begin(), plots.end(), [](const SvgPlot& plot) { return isSmoothed(plot.curves.front()); }))
        html += "<p class=\"note\">Faint: what was recorded, its spikes kept. Strong: the mean over a fiftieth of the "
                "points.</p>\n";
    html += "<div class=\"plots\">\n";
    for (const SvgPlot& plot : plots)
        html += drawPlot(plot) + "\n";
    return html + "</div></section>\n";
}

} // namespace storage
