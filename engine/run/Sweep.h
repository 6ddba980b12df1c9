#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run/JsonText.h"
#include "engine/run/RunConfig.h"

/// Many runs from one configuration.
namespace engine {

/// One field with the values that it takes in turn.
struct SweepAxis
{
    std::string path; ///< dotted: "training.learning_rate"
    std::vector<Json> values;
};

struct Sweep
{
    std::vector<SweepAxis> axes;
    std::int64_t seeds = 1; ///< above 1: so many seeds for each combination, from the configuration's own on
};

/// The runs in order, the last axis changing fastest, seeds inside of it; none where there are issues.
struct SweptRuns
{
    std::vector<RunConfig> runs; ///< each with a name of its own and the group of all
    std::string group;
    std::vector<Issue> issues; ///< ALL problems, with dotted paths
};

constexpr std::int64_t mostSweptRuns = 1000;

/// Values as they are typed: a list "4, 8, 16" or "[4, 8, 16]", whole numbers "1:5", COUNT numbers at equal distances
/// "0.1:0.5:COUNT", or at equal ratios "1e-5:1e-3:COUNT:log". A field that is a list takes lists: "[0, 1], [2, 3]".
/// Problems are added to `issues` under `path`.
std::vector<Json> sweepValues(const std::string& path, std::string_view text, std::vector<Issue>& issues);

/// "path=VALUES" as on the command line.
SweepAxis sweepAxis(std::string_view text, std::vector<Issue>& issues);

/// How many runs that makes, kinds not looked at; stops counting above mostSweptRuns.
std::int64_t countRuns(const Sweep& sweep);

/// Every combination over `base`, which may name a part of the fields.
SweptRuns expandSweep(const Json& base, const Sweep& sweep);

} // namespace engine
