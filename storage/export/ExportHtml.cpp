#include "storage/export/ExportHtml.h"

#include <algorithm>
#include <cstdio>

#include "engine/run/JsonText.h"
#include "engine/run/Likelihood.h"
#include "engine/run/MetricDirection.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"
#include "storage/export/OutputFile.h"
#include "storage/export/ReportParts.h"
#include "storage/export/RunText.h"
#include "storage/runs/RunRepository.h"

namespace storage {

namespace {

constexpr std::size_t mostLogLines = 500;

std::string number(const std::string& text)
{
    return "<td class=\"number\">" + escapeHtml(text) + "</td>";
}

std::string cell(const std::string& text)
{
    return "<td>" + escapeHtml(text) + "</td>";
}

std::string fact(const char* name, const std::string& value)
{
    return value.empty() ? std::string() : "<div><dt>" + std::string(name) + "</dt><dd>" + escapeHtml(value) + "</dd></div>\n";
}

std::string progressText(const RunRecord& record)
{
    const std::string step = withThousands(record.step);
    return record.started ? step + " of " + withThousands(record.started->totalSteps) : step;
}

std::string factsHtml(const RunRecord& record)
{
    std::string html = "<dl class=\"facts\">\n" + fact("step", progressText(record))
        + fact("started", dateText(record.startedAt)) + fact("ended", dateText(record.endedAt));
    if (record.finished) {
        const engine::RunFinished& finished = *record.finished;
        html += fact("took", finished.wallSeconds > 0 ? durationText(finished.wallSeconds) : std::string())
            + fact("training time", durationText(finished.seconds));
        html += fact("speed", scaledText(finished.samplesPerSecond) + " samples/s, " + scaledText(finished.tokensPerSecond)
                                  + " tokens/s");
        html += fact("peak memory", finished.peakMemoryBytes > 0 ? bytesText(finished.peakMemoryBytes) : std::string());
    }
    if (record.started)
        html += fact("device", record.started->device + ", " + record.started->precision);
    if (record.best)
        html += fact("best",
                     shortText(record.best->value) + " " + markedName(record, record.best->metric, record.best->metric)
                         + " at step " + withThousands(record.best->step));
    for (const ImportRecord& import : record.imports)
        html += fact("imported from", import.source);
    html += fact("group", record.group) + fact("tags", joinedTags(record.marks.tags)) + "</dl>\n";
    return record.marks.note.empty() ? html : html + "<p class=\"said\">" + escapeHtml(record.marks.note) + "</p>\n";
}

std::string headerHtml(const RunRecord& record)
{
    const std::string state = toText(record.state);
    std::string html = "<header><h1>" + escapeHtml(record.name) + "</h1>\n<p class=\"note\">run "
        + std::to_string(record.id) + ", <span class=\"state " + state + "\">" + state + "</span></p>\n";
    if (!record.reason.empty())
        html += "<p class=\"reason " + state + "\">" + escapeHtml(record.reason) + "</p>\n";
    html += factsHtml(record);
    if (engine::storedLikelihood(record.configJson) == engine::Likelihood::NotCausal)
        html += "<p class=\"note\">Not causal: " + escapeHtml(engine::notCausalText) + ".</p>\n";
    return html + "</header>\n";
}

/// One metric on one split over all evaluations.
struct MetricRow
{
    std::string split;
    std::string key;
    std::int64_t rows = 0;
    engine::BestResult last;
    engine::BestResult best;
};

std::vector<MetricRow> metricRows(const std::vector<engine::Evaluated>& evaluations)
{
    std::vector<MetricRow> table;
    for (const engine::Evaluated& evaluated : evaluations)
        for (const engine::Measurement& value : evaluated.values) {
            const engine::BestResult now{value.key, value.value, evaluated.step};
            const auto row = std::find_if(table.begin(), table.end(), [&](const MetricRow& candidate) {
                return candidate.split == evaluated.split && candidate.key == value.key;
            });
            if (row == table.end()) {
                table.push_back({evaluated.split, value.key, evaluated.rows, now, now});
                continue;
            }
            row->rows = evaluated.rows;
            row->last = now;
            if (engine::isBetter(value.key, now.value, row->best.value))
                row->best = now;
        }
    return table;
}

std::string metricsHtml(const RunRepository& repository, const RunRecord& record)
{
    const std::vector<MetricRow> table = metricRows(repository.evaluations(record.id));
    if (table.empty())
        return {};
    std::string html = "<section id=\"metrics\"><h2>Metrics</h2>\n<table><thead><tr><th>split</th><th>metric</th>"
                       "<th class=\"number\">n</th><th class=\"number\">last</th><th class=\"number\">at step</th>"
                       "<th class=\"number\">best</th><th class=\"number\">at step</th></tr></thead><tbody>\n";
    for (const MetricRow& row : table)
        html += "<tr>" + cell(row.split) + cell(markedName(record, row.key, row.key)) + number(withThousands(row.rows))
            + number(shortText(row.last.value)) + number(withThousands(row.last.step))
            + number(shortText(row.best.value)) + number(withThousands(row.best.step)) + "</tr>\n";
    return html + "</tbody></table></section>\n";
}

std::string percent(std::int64_t part, std::int64_t whole)
{
    if (whole == 0)
        return {};
    const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", share);
    return part > 0 && share < 0.005 ? "< 0.01 %" : text;
}

std::string parametersHtml(const RunRecord& record)
{
    if (!record.started)
        return {};
    const engine::ParameterCounts& parameters = record.started->parameters;
    const auto row = [&](const std::string& name, std::int64_t count, const char* css) {
        return "<tr" + std::string(css) + ">" + cell(name) + number(withThousands(count))
            + number(percent(count, parameters.total)) + "</tr>\n";
    };
    std::string html = "<section id=\"parameters\"><h2>Parameters and cost</h2>\n<div class=\"columns\">\n<table><thead><tr>"
                       "<th>trainable</th><th class=\"number\">parameters</th><th class=\"number\">of all</th></tr></thead>"
                       "<tbody>\n";
    for (const auto& group : parameters.groups)
        html += row(group.name, group.count, "");
    html += row("all trainable", parameters.trainable, "");
    html += row("of which gates and mixing weights", parameters.gates, " class=\"gates\"");
    html += row("whole model", parameters.total, "") + "</tbody></table>\n";
    html += "<dl class=\"facts\">" + fact("layers", std::to_string(record.started->layers))
        + fact("mixed positions", std::to_string(record.started->positions.size()))
        + fact("layer evaluations per pass, nominal", shortText(record.started->layerEvaluationsNominal));
    if (record.finished)
        html += fact("layer evaluations per pass, done", shortText(record.finished->layerEvaluations));
    return html + "</dl>\n</div></section>\n";
}

std::string configurationHtml(const RunRecord& record)
{
    const auto parsed = engine::parseJson(record.configJson, "configuration");
    const auto* json = std::get_if<engine::Json>(&parsed);
    const std::string text = json == nullptr ? record.configJson
                                             : json->dump(2, ' ', false, engine::Json::error_handler_t::replace);
    return "<section id=\"configuration\"><h2>Configuration</h2>\n<pre>" + escapeHtml(text) + "</pre></section>\n";
}

std::string environmentHtml(const RunRecord& record)
{
    if (!record.started || record.started->environment.empty())
        return {};
    std::string html = "<section id=\"environment\"><h2>Environment</h2>\n<table><tbody>\n";
    for (const auto& [key, value] : record.started->environment)
        html += "<tr>" + cell(key) + cell(value) + "</tr>\n";
    return html + "</tbody></table></section>\n";
}

std::string logHtml(const RunRepository& repository, std::int64_t run)
{
    const std::vector<LogEntry> log = repository.log(run);
    if (log.empty())
        return {};
    const std::size_t first = log.size() > mostLogLines ? log.size() - mostLogLines : 0;
    std::string html = "<section id=\"log\"><h2>Log</h2>\n";
    if (first > 0)
        html += "<p class=\"note\">The last " + withThousands(mostLogLines) + " of "
            + withThousands(static_cast<std::int64_t>(log.size())) + " lines.</p>\n";
    html += "<table><tbody>\n";
    for (std::size_t i = first; i < log.size(); ++i) {
        const std::string level = toText(log[i].level);
        html += "<tr class=\"" + level + "\">" + cell(dateText(log[i].time)) + cell(level) + cell(log[i].text) + "</tr>\n";
    }
    return html + "</tbody></table></section>\n";
}

std::string checkpointsHtml(const RunRepository& repository, std::int64_t run)
{
    const std::vector<CheckpointRecord> checkpoints = repository.checkpoints(run);
    if (checkpoints.empty())
        return {};
    std::string html = "<section id=\"checkpoints\"><h2>Checkpoints</h2>\n<table><thead><tr><th class=\"number\">step</th>"
                       "<th>folder</th><th class=\"number\">size</th><th></th></tr></thead><tbody>\n";
    for (const CheckpointRecord& checkpoint : checkpoints)
        html += "<tr>" + number(withThousands(checkpoint.step)) + cell(checkpoint.path) + number(bytesText(checkpoint.bytes))
            + cell(checkpoint.best ? "best" : "") + "</tr>\n";
    return html + "</tbody></table></section>\n";
}

} // namespace

std::string markedName(const RunRecord& record, const std::string& key, const std::string& name)
{
    return engine::isNotCausal(record.configJson, key) ? name + ", not causal" : name;
}

std::string reportHead(const std::string& title)
{
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'; script-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        + escapeHtml(title) + "</title>\n<style>\n" + std::string(reportStyle()) + "</style></head>\n<body>\n";
}

std::string htmlReport(const RunRepository& repository, std::int64_t run)
{
    const RunRecord record = requireRun(repository, run);
    std::string html = reportHead(record.name);
    html += headerHtml(record) + metricsHtml(repository, record) + parametersHtml(record) + reportCurves(repository, record)
        + reportRouting(repository, record) + configurationHtml(record) + environmentHtml(record)
        + checkpointsHtml(repository, run) + logHtml(repository, run);
    return html + "<script>\n" + std::string(reportScript()) + "</script>\n</body></html>\n";
}

void exportHtml(const RunRepository& repository, std::int64_t run, const std::filesystem::path& file)
{
    const std::string page = htmlReport(repository, run);
    OutputFile output(file);
    output.write(page);
    output.commit();
}

} // namespace storage
