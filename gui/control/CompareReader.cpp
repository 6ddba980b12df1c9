#include "gui/control/CompareReader.h"

#include <algorithm>
#include <map>
#include <set>

#include "gui/report/GroupRouting.h"
#include "storage/runs/MetricSummaries.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunSummaries.h"

namespace gui {

namespace {

using KeysOfRuns = std::vector<std::vector<std::string>>; ///< the series of each run

/// Those of most runs first, otherwise as the runs have them.
std::vector<std::string> allKeys(const KeysOfRuns& runs)
{
    std::vector<std::string> keys;
    std::map<std::string, std::size_t> counts;
    for (const std::vector<std::string>& own : runs)
        for (const std::string& key : own)
            if (++counts[key] == 1)
                keys.push_back(key);
    std::stable_sort(keys.begin(), keys.end(),
                     [&](const std::string& a, const std::string& b) { return counts[a] > counts[b]; });
    return keys;
}

bool ownsKey(const std::vector<std::string>& keys, const std::string& key)
{
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// What was chosen, otherwise the metric that all evaluated runs have.
std::string keyToDraw(const CompareSource& source, const KeysOfRuns& keys, const CompareChoice& choice)
{
    if (ownsKey(source.curveKeys, choice.curveKey))
        return choice.curveKey;
    const auto isShared = [&](const std::string& key) {
        for (std::size_t run = 0; run < keys.size(); ++run)
            if (!source.runs[run].results.empty() && !ownsKey(keys[run], key))
                return false;
        return true;
    };
    for (const engine::RunSummary& run : source.runs)
        for (const engine::Evaluated& result : run.results)
            if (std::string key = storage::scoreKey(run.metric, result.split); isShared(key))
                return key;
    return source.curveKeys.empty() ? std::string() : source.curveKeys.front();
}

std::vector<std::int64_t> evaluationSteps(const storage::RunRepository& repository,
                                          const std::vector<std::int64_t>& runs)
{
    std::set<std::int64_t> steps;
    for (const std::int64_t run : runs)
        for (const engine::Evaluated& evaluated : repository.evaluations(run))
            steps.insert(evaluated.step);
    return {steps.begin(), steps.end()};
}

/// A step that none of these runs came to is one of other runs, which were compared before.
engine::ComparedValue valueToCompare(const engine::ComparedValue& wish, const std::vector<std::int64_t>& steps)
{
    const bool isAtStep = wish.kind == engine::ComparedValue::Kind::AtStep;
    const bool isThere = !steps.empty() && steps.front() <= wish.step && wish.step <= steps.back();
    return isAtStep && !isThere ? engine::ComparedValue{engine::ComparedValue::Kind::Last, 0} : wish;
}

} // namespace

CompareSource readForComparison(const storage::RunRepository& repository, const CompareChoice& choice)
{
    std::vector<std::int64_t> runs;
    CompareSource source;
    bool hasStarted = false;
    for (const std::int64_t run : choice.runs)
        if (const auto record = repository.run(run)) {
            runs.push_back(run);
            source.stepsPerEpoch.push_back(record->started ? double(record->started->stepsPerEpoch) : 0);
            if (!hasStarted && record->started)
                source.hasSquaredError = record->started->lossUnit.empty();
            hasStarted = hasStarted || record->started;
        }
    source.steps = evaluationSteps(repository, runs);
    source.value = valueToCompare(choice.tests.value, source.steps);
    source.runs = storage::summarise(repository, runs, source.value);
    KeysOfRuns keys;
    for (const engine::RunSummary& run : source.runs)
        keys.push_back(repository.seriesKeys(run.id));
    source.curveKeys = allKeys(keys);
    source.curveKey = keyToDraw(source, keys, choice);
    for (const engine::RunSummary& run : source.runs) {
        source.curves.push_back(repository.series(run.id, source.curveKey));
        source.routing.push_back(readRouting(repository, run));
    }
    return source;
}

} // namespace gui
