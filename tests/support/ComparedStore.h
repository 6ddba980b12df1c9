#pragma once

#include <cmath>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/support/ComparedRows.h"

namespace support {

/// A finished run of a group, as a workspace would hold it.
struct StoredRun
{
    std::string name;
    std::int64_t seed = 1;
    std::string routing = "molex"; ///< "none": without records of it
    double accuracy = 0.6;
    double self = 0.7; ///< share of each position's own layer among four
    std::string dataHash = "d41d"; ///< empty: not recorded
    storage::RunMarks marks = {};
    int lossPoints = 3;
    std::string group = {};
    engine::Json config = {}; ///< null: one with name, task, routing and seed alone
    bool hasRows = false;     ///< of the last evaluation; without a routing the first fifty are right
    bool hasDevRoutes = false; ///< of the last evaluation
};

inline engine::RoutingSnapshot storedRouting(std::int64_t step, double self, std::int64_t seed)
{
    engine::RoutingSnapshot record;
    record.step = step;
    record.layers = 4;
    record.positions = {0, 1, 2, 3};
    const auto own = std::int64_t(std::llround(self * 1000)) + 3 * seed;
    for (int position = 0; position < 4; ++position)
        for (int layer = 0; layer < 4; ++layer)
            record.counts.push_back(position == layer ? own : (1000 - own) / 3 + seed * (layer % 2));
    return record;
}

/// As many rows as the votes of a record.
inline engine::RoutingEvaluated storedDevRouting(std::int64_t step, double self, std::int64_t seed)
{
    const engine::RoutingSnapshot record = storedRouting(step, self, seed);
    engine::RoutingEvaluated evaluated;
    evaluated.step = step;
    evaluated.split = "dev";
    evaluated.layers = record.layers;
    evaluated.positions = record.positions;
    evaluated.rows = {1000};
    evaluated.counts = record.counts;
    return evaluated;
}

/// Returns the run's number. Takes a thread of its own, as the store asks.
inline std::int64_t storeRun(const std::filesystem::path& workspace, const StoredRun& run)
{
    std::int64_t id = 0;
    std::thread([&] {
        {
            storage::RunRepository repository(workspace);
            const engine::Json least = {{"name", run.name},
                                        {"task", {{"kind", "glue"}, {"name", "cola"}}},
                                        {"routing", {{"kind", run.routing}}},
                                        {"runtime", {{"seed", run.seed}}}};
            const engine::Json& config = run.config.is_null() ? least : run.config;
            id = repository.create(run.name, run.group,
                                   config.dump(-1, ' ', false, engine::Json::error_handler_t::replace));
            repository.setMarks(id, run.marks);
        }
        storage::RunRecorder recorder(workspace, id);
        engine::RunStarted started;
        started.totalSteps = 30;
        started.stepsPerEpoch = 10;
        started.layers = 4;
        started.metric = "accuracy";
        started.lossUnit = "nats";
        started.device = "cpu";
        started.parameters.trainable = run.routing == "none" ? 1000 : 1100;
        started.environment = {{"LibTorch", "1.13"}, {"Model hash", "7f3a"}};
        if (!run.dataHash.empty())
            started.environment.emplace_back("Data hash", run.dataHash);
        recorder.handle(started);
        for (int point = 1; point <= run.lossPoints; ++point)
            recorder.handle(
                engine::StepDone{point, 0, double(point), {{"loss", 1.0 / point + 0.01 * double(run.seed)}}});
        for (const std::int64_t step : {10, 20, 30}) {
            const double score = run.accuracy * double(step) / 30;
            recorder.handle(engine::Evaluated{step,
                                              double(step) / 10,
                                              double(step),
                                              "dev",
                                              100,
                                              {{"accuracy", score}, {"dev_loss", 1 - score}},
                                              true});
            if (run.routing != "none")
                recorder.handle(storedRouting(step, run.self, run.seed));
        }
        if (run.hasRows)
            recorder.handle(comparedRows(30, run.accuracy, run.routing == "none" ? 0 : 50));
        if (run.hasDevRoutes)
            recorder.handle(storedDevRouting(30, run.self, run.seed));
        engine::RunFinished finished;
        finished.steps = 30;
        finished.seconds = 30;
        finished.layerEvaluations = run.routing == "none" ? 4 : 8;
        finished.best = engine::BestResult{"accuracy", run.accuracy, 30};
        recorder.handle(finished);
        recorder.flush();
    }).join();
    return id;
}

} // namespace support
