#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "engine/run/RunSummary.h"

namespace engine {

/// Configurations of runs by what they read, to tell tasks and groups apart: a folder has another path on another
/// machine. Two values of `task.path` are one where runs with them have the same "Data hash" and the same section
/// `task` otherwise; the one that comes first stands for both, in all runs. Likewise `model.path` with "Model hash". A
/// run without a hash goes by its path. Runs with one path keep one, whatever their hashes: conditionWarnings() tells
/// of those.
class ConfigsByContent {
public:
    /// The runs must outlive it.
    explicit ConfigsByContent(const std::vector<RunSummary>& runs);

    const Json& operator[](std::size_t run) const;

private:
    const std::vector<RunSummary>& m_runs;
    std::map<std::size_t, Json> m_replaced; ///< of the runs whose paths are not the first ones
};

} // namespace engine
