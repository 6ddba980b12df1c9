#include "engine/training/RunSummary.h"

namespace engine {

RunFinished summaryOf(const Progress& progress, RunStatus status, const std::string& reason,
                      const std::filesystem::path& checkpoint)
{
    RunFinished event;
    event.status = status;
    event.reason = reason;
    event.steps = progress.step;
    event.seconds = progress.seconds;
    event.evaluationSeconds = progress.evaluationSeconds;
    event.evaluations = progress.evaluations;
    event.wallSeconds = progress.wallSeconds;
    if (progress.seconds > 0) {
        event.samplesPerSecond = static_cast<double>(progress.rows) / progress.seconds;
        event.tokensPerSecond = static_cast<double>(progress.tokens) / progress.seconds;
    }
    event.peakMemoryBytes = progress.peakMemoryBytes;
    if (progress.passes > 0)
        event.layerEvaluations = progress.layerRuns / static_cast<double>(progress.passes);
    event.metrics = progress.metrics;
    event.best = progress.best;
    event.checkpoint = checkpoint.string();
    return event;
}

RunFinished stoppedSummaryOf(const Progress& progress, RunControl::Stop stop, const std::filesystem::path& checkpoint)
{
    const bool byUser = stop == RunControl::Stop::ByUser;
    return summaryOf(progress, byUser ? RunStatus::Stopped : RunStatus::Interrupted,
                     byUser ? "stopped by the user" : "interrupted", checkpoint);
}

} // namespace engine
