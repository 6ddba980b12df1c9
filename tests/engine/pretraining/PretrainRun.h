#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/pretraining/Pretraining.h"
#include "tests/support/RecordingObserver.h"

namespace support {

/// What a pre-training said and left.
struct PretrainResult
{
    engine::RunFinished finished;
    engine::Json record;
    std::vector<double> losses;
    std::vector<std::string> notes;
};

/// stopAfter: the step after which a stop is asked for; 0 for none.
inline PretrainResult pretrained(const engine::PretrainConfig& config, std::int64_t stopAfter = 0)
{
    engine::RunControl control;
    RecordingObserver observer;
    observer.onEvent = [&](const engine::RunEvent& event) {
        if (const auto* step = std::get_if<engine::StepDone>(&event); step != nullptr && step->step == stopAfter)
            control.stop(engine::RunControl::Stop::Interrupt);
    };
    PretrainResult result;
    result.finished = engine::pretrain(config, control, observer, result.record);
    result.losses = observer.series("loss");
    for (const engine::LogLine& line : observer.all<engine::LogLine>())
        result.notes.push_back(line.text);
    return result;
}

/// Of a toyPretraining() that came to its end.
inline std::filesystem::path lastCheckpoint(const engine::PretrainConfig& config)
{
    return std::filesystem::path(config.output.path) / "checkpoints" / "step-00000060";
}

inline engine::Json evaluationsWithoutTimes(engine::Json record)
{
    for (engine::Json& one : record["evaluations"])
        one.erase("seconds");
    return record["evaluations"];
}

} // namespace support
