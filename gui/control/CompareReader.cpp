#include "gui/control/CompareReader.h"

#include <algorithm>
#include <set>

#include "gui/report/GroupRouting.h"
#include "storage/runs/MetricSummaries.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunSummaries.h"

namespace gui {

namespace {

/// Keys that every run has, in the first one's order.
std::vector<std::string> sharedKeys(const storage::RunRepository& repository, const std::vector<engine::RunSummary>& runs)
{
    std::vector<std::string> shared;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::vector<std::string> own = repository.seriesKeys(runs[i].id);
        if (i == 0)
            shared = own;
        std::erase_if(shared, [&](const std::string& key) { return std::find(own.begin(), own.end(), key) == own.end(); });
    }
    return shared;
}

std::string keyToDraw(const CompareSource& source, const CompareChoice& choice)
{
    const auto has = [&](const std::string& key) {
        return std::find(source.curveKeys.begin(), source.curveKeys.end(), key) != source.curveKeys.end();
    };
    if (has(choice.curveKey))
        return choice.curveKey;
    for (const engine::RunSummary& run : source.runs)
        for (const engine::Evaluated& result : run.results)
            if (const std::string key = storage::scoreKey(run.metric, result.split); has(key))
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
    source.curveKeys = sharedKeys(repository, source.runs);
    source.curveKey = keyToDraw(source, choice);
    for (const engine::RunSummary& run : source.runs) {
        source.curves.push_back(repository.series(run.id, source.curveKey));
        source.routing.push_back(readRouting(repository, run));
    }
    return source;
}

} // namespace gui
