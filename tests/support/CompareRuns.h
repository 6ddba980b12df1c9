#pragma once

#include <string>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "gui/models/CompareResult.h"
#include "tests/support/ComparedRows.h"

namespace support {

struct ComparedRun
{
    std::int64_t id = 0;
    std::int64_t seed = 0;
    bool isRouted = false;
    double accuracy = 0;
    double self = 0.25; ///< share of the position's own layer; of 4 layers
};

inline engine::RunConfig configOf(const ComparedRun& run)
{
    engine::RunConfig config;
    config.name = (run.isRouted ? "molex-s" : "lora-s") + std::to_string(run.seed);
    config.task.kind = engine::TaskKind::Glue;
    config.task.path = "data";
    config.runtime.seed = run.seed;
    if (!run.isRouted)
        config.routing = engine::NoRoutingConfig{};
    return config;
}

inline engine::RunSummary summaryOf(const ComparedRun& run)
{
    engine::RunSummary summary;
    summary.id = run.id;
    summary.name = configOf(run).name;
    summary.state = "finished";
    summary.config = engine::toJson(configOf(run));
    summary.metric = "accuracy";
    engine::Evaluated evaluated;
    evaluated.step = 30;
    evaluated.split = "dev";
    evaluated.rows = 100;
    evaluated.values = {{"accuracy", run.accuracy}, {"dev_loss", 1 - run.accuracy}};
    summary.results = {evaluated};
    summary.steps = 30;
    summary.evaluations = 3;
    summary.seconds = run.isRouted ? 20 : 10;
    summary.peakMemoryBytes = std::int64_t(1) << 30;
    summary.trainableParameters = run.isRouted ? 896'270 : 887'042;
    summary.layerEvaluations = run.isRouted ? 8 : 4;
    summary.environment = {{"LibTorch", "1.13"}, {"Data hash", "d41d"}, {"Model hash", "7f3a"}};
    summary.configurationsTried = 1;
    return summary;
}

/// As the store would give it, without the store.
inline gui::CompareSource sourceOf(const std::vector<ComparedRun>& runs)
{
    gui::CompareSource source;
    source.curveKeys = {"accuracy", "dev_loss"};
    source.curveKey = "accuracy";
    for (const ComparedRun& run : runs) {
        source.stepsPerEpoch.push_back(10);
        source.runs.push_back(summaryOf(run));
        storage::SeriesPoints points;
        points.key = "accuracy";
        for (const std::int64_t step : {10, 20, 30}) {
            points.steps.push_back(step);
            points.values.push_back(run.accuracy * double(step) / 30);
            points.seconds.push_back(double(step));
        }
        source.curves.push_back(points);
        if (!run.isRouted) {
            source.routing.emplace_back();
            continue;
        }
        storage::RoutingShares routing{4, {0, 1, 2, 3}, {}, true};
        for (int position = 0; position < 4; ++position)
            for (int layer = 0; layer < 4; ++layer)
                routing.shares.push_back(position == layer ? run.self : (1 - run.self) / 3);
        source.routing.emplace_back(routing);
    }
    return source;
}

/// What became of every dev row, too. LoRA alone gets the first fifty right.
inline gui::CompareSource withRows(gui::CompareSource source)
{
    for (engine::RunSummary& run : source.runs) {
        engine::Evaluated& evaluated = run.results.front();
        const bool isRouted = run.config["routing"].value("kind", std::string()) != "none";
        run.rows = comparedRows(evaluated.step, evaluated.values.front().value, isRouted ? 50 : 0);
        evaluated.rows = std::int64_t(run.rows->rows());
    }
    return source;
}

/// LoRA as the baseline and MoLEx, `seeds` runs of each; MoLEx better by about `gain`.
inline std::vector<ComparedRun> twoGroups(int seeds, double gain)
{
    std::vector<ComparedRun> runs;
    for (int seed = 1; seed <= seeds; ++seed) {
        const double base = 0.6 + 0.01 * (seed % 3);
        runs.push_back({seed, seed, false, base, 0.25});
        runs.push_back({seeds + seed, seed, true, base + gain + 0.002 * (seed % 2), 0.6 + 0.02 * seed});
    }
    return runs;
}

} // namespace support
