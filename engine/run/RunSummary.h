#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/JsonText.h"
#include "engine/run/RowsEvaluated.h"
#include "engine/run/RunEvent.h"

namespace engine {

/// What a comparison needs of one run, as plain values: what was asked for, what came out, what it cost.
struct RunSummary
{
    std::int64_t id = 0;
    std::string name;
    std::string state;  ///< "finished", "stopped", …
    Json config;        ///< as stored
    std::string metric; ///< the one that picks the best checkpoint; empty before the start

    /// The evaluation that is compared: the best one by `metric`, or the last. All labelled dev splits, first one
    /// first.
    std::vector<Evaluated> results;
    /// Of the first of these splits, where they were recorded, as far as they are tested: without routes and texts.
    std::optional<RowsEvaluated> rows;

    std::int64_t steps = 0;       ///< optimizer steps done
    std::int64_t evaluations = 0; ///< of the first dev split: the best was picked among these
    double seconds = 0;           ///< of training
    std::int64_t peakMemoryBytes = 0;
    std::int64_t trainableParameters = 0; ///< gates included
    double layerEvaluations = 0;          ///< mean layer runs actually done per forward pass

    std::vector<std::pair<std::string, std::string>> environment; ///< as RunStarted's, with "Data hash", "Model hash"
    /// Different configurations with this run's task, method and routing kind that the workspace has seen started,
    /// seeds and names not counted, folders of the same content as one: how much one side was tuned.
    std::int64_t configurationsTried = 0;

    bool isFinished() const { return state == "finished"; }
};

} // namespace engine
