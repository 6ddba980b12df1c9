#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/RunConfig.h"
#include "gui/models/MetricSeries.h"
#include "gui/models/RoutingEvaluations.h"
#include "gui/models/RoutingGrid.h"
#include "storage/runs/RunRecord.h"

namespace gui {

/// What the store holds of one run, as read from it.
struct SavedRun
{
    storage::RunRecord record;
    std::vector<storage::SeriesPoints> series;
    std::vector<engine::Evaluated> evaluations;
    std::vector<engine::RoutingSnapshot> routing;
    std::vector<engine::RoutingEvaluated> routingEvaluations;
    std::vector<storage::LogEntry> log;
    std::vector<storage::CheckpointRecord> checkpoints;
};

/// Everything known of one run, ready for views: filled at once from the store, or event by event while it runs.
/// A plain value; may be made on a worker thread.
struct RunHistory
{
    storage::RunRecord record;
    std::optional<engine::RunConfig> config; ///< absent where the stored text cannot be read
    std::map<std::string, MetricSeries> series;
    /// Keys "SPLIT/METRIC": "dev/accuracy".
    std::map<std::string, MetricSeries> scores;
    std::vector<engine::Evaluated> evaluations;
    RoutingGrid routing;
    RoutingEvaluations routingEvaluations;
    std::vector<storage::LogEntry> log;
    std::vector<storage::CheckpointRecord> checkpoints;
    double epoch = 0;
    double seconds = 0;   ///< training time
    double smoothing = 0; ///< weight of the past in the smoothed curves of series that are still to come

    void setConfig(const std::string& json);
    void add(const engine::StepDone& step);
    void add(const engine::Evaluated& evaluation);
    void add(const engine::CheckpointSaved& checkpoint);
    /// Forgets what was recorded after a step, before a resumed run goes on from there; true where a curve or the routing
    /// is shorter now.
    bool truncateAfter(std::int64_t step);

    /// Of a series of that key. A rate is set, not measured: there is nothing to smooth.
    double smoothingOf(const std::string& key) const { return key.ends_with("learning_rate") ? 0 : smoothing; }

    /// False before the first step, also of a run that begins again.
    bool hasPoints() const;
    /// True for a loss or perplexity that is not that of a causal model.
    bool isNotCausal(const std::string& metric) const;

    /// The split whose scores pick the best checkpoint: that of the first evaluation.
    std::string mainSplit() const { return evaluations.empty() ? "dev" : evaluations.front().split; }
};

/// Takes some milliseconds per 100,000 points. `smoothing`: weight of the past, 0 for none.
RunHistory makeHistory(const SavedRun& saved, double smoothing = 0);

} // namespace gui
