#include "storage/export/RunText.h"

#include <cmath>
#include <numeric>

#include "engine/run/Likelihood.h"
#include "storage/export/NumberText.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"

namespace storage {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

void describeStart(const engine::RunStarted& started, Pairs& pairs)
{
    pairs.emplace_back("total_steps", std::to_string(started.totalSteps));
    pairs.emplace_back("steps_per_epoch", std::to_string(started.stepsPerEpoch));
    pairs.emplace_back("layers", std::to_string(started.layers));
    pairs.emplace_back("layer_evaluations_nominal", exactText(started.layerEvaluationsNominal));
    pairs.emplace_back("metric", started.metric);
    pairs.emplace_back("device", started.device);
    pairs.emplace_back("precision", started.precision);
    pairs.emplace_back("parameters.total", std::to_string(started.parameters.total));
    pairs.emplace_back("parameters.trainable", std::to_string(started.parameters.trainable));
    pairs.emplace_back("parameters.gates", std::to_string(started.parameters.gates));
    for (const auto& group : started.parameters.groups)
        pairs.emplace_back("parameters.group." + group.name, std::to_string(group.count));
    for (const auto& [key, value] : started.environment)
        pairs.emplace_back("environment." + key, value);
}

void describeEnd(const RunRecord& record, const engine::RunFinished& finished, Pairs& pairs)
{
    pairs.emplace_back("seconds", exactText(finished.seconds));
    if (finished.wallSeconds > 0) { // recorded by this version
        pairs.emplace_back("evaluation_seconds", exactText(finished.evaluationSeconds));
        pairs.emplace_back("evaluations", std::to_string(finished.evaluations));
        pairs.emplace_back("wall_seconds", exactText(finished.wallSeconds));
    }
    pairs.emplace_back("samples_per_second", exactText(finished.samplesPerSecond));
    pairs.emplace_back("tokens_per_second", exactText(finished.tokensPerSecond));
    pairs.emplace_back("peak_memory_bytes", std::to_string(finished.peakMemoryBytes));
    pairs.emplace_back("layer_evaluations", exactText(finished.layerEvaluations));
    pairs.emplace_back("checkpoint", finished.checkpoint);
    for (const engine::Measurement& metric : finished.metrics)
        pairs.emplace_back("metric." + markedKey(record, metric.key), exactText(metric.value));
}

} // namespace

RunRecord requireRun(const RunRepository& repository, std::int64_t run)
{
    std::optional<RunRecord> record = repository.run(run);
    if (!record)
        throw Error("There is no run " + std::to_string(run) + " in this workspace.");
    return *std::move(record);
}

const char* toText(engine::LogLevel level)
{
    return level == engine::LogLevel::Error ? "error" : level == engine::LogLevel::Warning ? "warning" : "info";
}

std::string markedKey(const RunRecord& record, const std::string& key)
{
    // Reading the configuration takes longer than asking the key.
    return engine::isLikelihood(key) ? engine::markedKey(key, engine::storedLikelihood(record.configJson)) : key;
}

Pairs describeRun(const RunRecord& record)
{
    Pairs pairs = {{"run", std::to_string(record.id)},       {"name", record.name},
                   {"group", record.group},                  {"state", toText(record.state)},
                   {"reason", record.reason},                {"created_at", exactText(record.createdAt)},
                   {"started_at", exactText(record.startedAt)}, {"ended_at", exactText(record.endedAt)},
                   {"step", std::to_string(record.step)}};
    if (record.best) {
        pairs.emplace_back("best.metric", markedKey(record, record.best->metric));
        pairs.emplace_back("best.value", exactText(record.best->value));
        pairs.emplace_back("best.step", std::to_string(record.best->step));
    }
    if (record.started)
        describeStart(*record.started, pairs);
    if (record.finished)
        describeEnd(record, *record.finished, pairs);
    pairs.emplace_back("configuration", record.configJson);
    return pairs;
}

std::vector<double> shareOf(const engine::RoutingSnapshot& snapshot)
{
    const std::size_t positions = snapshot.positions.size();
    const auto layers = static_cast<std::size_t>(snapshot.layers);
    if (snapshot.layers < 1 || snapshot.counts.size() / layers != positions || snapshot.counts.size() % layers != 0)
        throw Error("The routing record of step " + std::to_string(snapshot.step) + " is damaged: its counts are not one "
                    "per position and layer.");
    std::vector<double> shares;
    shares.reserve(snapshot.counts.size());
    for (std::size_t p = 0; p < positions; ++p) {
        const auto row = snapshot.counts.begin() + static_cast<std::ptrdiff_t>(p * layers);
        const double sum = std::accumulate(row, row + snapshot.layers, 0.0); // a stranger's counts may overflow
        for (std::size_t j = 0; j < layers; ++j)
            shares.push_back(sum > 0 ? static_cast<double>(row[static_cast<std::ptrdiff_t>(j)]) / sum : std::nan(""));
    }
    return shares;
}

} // namespace storage
