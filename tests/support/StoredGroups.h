#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/ComparedStore.h"

namespace support {

/// Stores two groups that differ by their routing, none and molex, a run of each for every seed from 1 on: "none1",
/// "molex1", "none2" … `change` may change each before it is stored. Returns their numbers in this order.
inline std::vector<std::int64_t> storeTwoGroups(const std::filesystem::path& workspace, std::int64_t seeds,
                                                const std::function<void(StoredRun&)>& change = {})
{
    std::vector<std::int64_t> numbers;
    for (std::int64_t seed = 1; seed <= seeds; ++seed)
        for (const char* routing : {"none", "molex"}) {
            StoredRun run{routing + std::to_string(seed), seed, routing};
            if (change)
                change(run);
            numbers.push_back(storeRun(workspace, run));
        }
    return numbers;
}

/// The runs of a seed in two groups of the same costs, a control and MoLEx, which is better; their losses are long
/// enough for running means.
inline std::pair<StoredRun, StoredRun> controlAndMolex(std::int64_t seed)
{
    const double noise = 0.003 * double(seed % 3);
    const std::string end = "-s" + std::to_string(seed);
    const StoredRun control{"random" + end, seed, "fixed-random", 0.60 + noise, 0.25, "d41d", {}, 300};
    const StoredRun molex{"molex" + end, seed, "molex", 0.64 - 0.5 * noise, 0.70, "d41d", {}, 300};
    return {control, molex};
}

} // namespace support
