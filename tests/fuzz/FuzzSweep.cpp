// A configuration, then lines of axes as `--sweep` has them, then lines of settings as `--set` has them.
#include "engine/data/TakeLine.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Sweep.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Targets.h"

namespace {

constexpr std::int64_t mostExpandedRuns = 60; // beyond them it is more of the same, until there are too many
constexpr std::size_t mostAxes = 8;

bool isEveryOneReadable(const std::vector<engine::Issue>& issues)
{
    return std::all_of(issues.begin(), issues.end(), [](const engine::Issue& issue) {
        return engine::isUtf8(issue.path) && engine::isUtf8(issue.message);
    });
}

bool acceptsSweep(std::span<const char> bytes)
{
    const std::vector<std::string_view> parts = fuzz::splitParts(bytes, 3);
    const auto parsed = engine::parseJson(parts[0], "input");
    engine::Json base =
        std::holds_alternative<engine::Json>(parsed) ? std::get<engine::Json>(parsed) : engine::Json::object();
    std::string_view settings = parts[2];
    for (std::size_t i = 0; i < mostAxes && !settings.empty(); ++i)
        engine::applySetting(base, engine::takeLine(settings));
    engine::Sweep sweep;
    sweep.seeds = 2;
    std::vector<engine::Issue> issues;
    std::string_view axes = parts[1];
    while (sweep.axes.size() < mostAxes && !axes.empty())
        sweep.axes.push_back(engine::sweepAxis(engine::takeLine(axes), issues));
    fuzz::require(isEveryOneReadable(issues));
    const std::int64_t count = engine::countRuns(sweep);
    if (!issues.empty() || (count > mostExpandedRuns && count <= engine::mostSweptRuns))
        return false;
    const engine::SweptRuns swept = engine::expandSweep(base, sweep);
    fuzz::require(isEveryOneReadable(swept.issues));
    for (const engine::RunConfig& run : swept.runs)
        fuzz::require(!toJson(run).dump().empty()); // throws where a name is no UTF-8
    return swept.issues.empty() && static_cast<std::int64_t>(swept.runs.size()) == count;
}

std::vector<std::string> goodSweeps()
{
    return {
        fuzz::joinedParts({R"({"name": "run"})", "method.rank=4, 8,16\ntraining.learning_rate=1e-5:1e-3:3:log\n",
                           "training.steps=10\n"}),
        fuzz::joinedParts({"{}", "task.path=/data/caf\u00e9,/data/b\nmethod.targets=[\"query\"],[\"key\", \"value\"]",
                           "name=caf\u00e9\ngroup=\"g\""}),
        fuzz::joinedParts({"{}", "method.rank=1:3\nmethod.dropout=0.1:0.3:3", ""})};
}

std::vector<std::vector<std::string>> sweepPieces()
{
    return {{std::string(fuzz::partDivider), "\n", "=", ":", ",", ":log", ":linear", ".", ".."},
            {"method.rank=", "method.kind=lora,full", "routing.kind=molex,none",
             "training.learning_rate=", "task.path=", "name=", "runtime.seed=", "method.targets="},
            {"1:1000", "1:1001", "0:1:3:log", "1e-308:1e308:3:log", "[", "]", "[1, 2]", "\"", "\\\"", "{}", "null",
             "\xFF", "\u00e9", std::string(60, '[')}};
}

} // namespace

fuzz::Target fuzz::sweepTarget()
{
    return {"sweep", acceptsSweep, goodSweeps, sweepPieces, 1000};
}
