#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/run/RunEvent.h"
#include "storage/runs/MetricSummaries.h"
#include "storage/runs/RoutingStore.h"
#include "storage/runs/SeriesStore.h"
#include "storage/schema/Database.h"

namespace storage {

struct TimedEvent
{
    engine::RunEvent event;
    double time = 0; ///< seconds since 1970
};

/// Turns the events of one run into rows. Owns its connection; belongs to one thread at a time.
class RunWriter {
public:
    /// Claims the run for this process. Throws storage::Error.
    RunWriter(const std::filesystem::path& workspace, std::int64_t run);

    /// All of the batch in one transaction, or nothing and a storage::Error; then the same batch can be tried again.
    void write(const std::vector<TimedEvent>& batch);
    /// For a run that nothing ended.
    void markInterrupted();
    bool isStopRequested();

private:
    void store(const TimedEvent& event);
    void store(const engine::RunStarted& started, double time);
    void store(const engine::StepDone& step, double time);
    void store(const engine::Evaluated& evaluated, double time);
    void store(const engine::RoutingSnapshot& snapshot, double time);
    void store(const engine::RoutingEvaluated& evaluated, double time);
    void store(const engine::RowsEvaluated& evaluated, double time);
    void store(const engine::LogLine& line, double time);
    void store(const engine::CheckpointSaved& checkpoint, double time);
    void store(const engine::RunPaused& paused, double time);
    void store(const engine::RunResumed& resumed, double time);
    void store(const engine::RunFinished& finished, double time);
    void saveProgress();
    void note(const std::string& curve, double value);

    Database m_database;
    std::int64_t m_run;
    std::int64_t m_step = 0; ///< last step seen
    SeriesAppender m_series;
    RoutingAppender m_routing;
    std::map<std::string, SeriesSummary> m_curves; ///< of the training's curves that a batch had points of
};

} // namespace storage
