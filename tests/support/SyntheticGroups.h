#pragma once

#include <filesystem>
#include <thread>
#include <variant>
#include <vector>

#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/support/CompareRuns.h"
#include "tests/support/SyntheticRun.h"

namespace support {

/// Fills a workspace with two finished groups, LoRA and MoLEx over it, as training of `steps` would leave them. Returns
/// the runs' numbers. Takes a thread of its own, as the store asks.
inline std::vector<std::int64_t> storeSyntheticGroups(const std::filesystem::path& workspace, int seeds,
                                                      std::int64_t steps)
{
    std::vector<std::int64_t> runs;
    std::thread([&] {
        for (const ComparedRun& run : twoGroups(seeds, 0.02)) {
            engine::RunConfig config = configOf(run);
            config.group = run.isRouted ? "molex" : "lora";
            {
                storage::RunRepository repository(workspace);
                runs.push_back(repository.create(config.name, config.group, engine::toJson(config).dump()));
            }
            SyntheticOptions options;
            options.steps = steps;
            options.stepsPerEpoch = steps / 8;
            options.isGated = run.isRouted;
            options.seed = unsigned(run.id);
            storage::RunRecorder recorder(workspace, runs.back());
            for (const engine::RunEvent& event : SyntheticRun(options).events())
                if (run.isRouted || !std::holds_alternative<engine::RoutingSnapshot>(event))
                    recorder.handle(event);
        }
    }).join();
    return runs;
}

} // namespace support
