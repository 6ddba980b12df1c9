#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/run/RunSummary.h"
#include "engine/statistics/Comparison.h"
#include "tests/support/TestMain.h"

namespace support {

using Values = std::vector<double>;

/// What tests of comparisons share: made-up summaries of runs.
class SummariesTest : public QObject {
protected:
    static engine::Json configOf(const std::string& routing, int seed, double rate = 0.001,
                                 const std::string& task = "cola")
    {
        return {{"name", routing + std::to_string(seed)},
                {"group", "g"},
                {"task", {{"kind", "glue"}, {"name", task}}},
                {"method", {{"kind", "lora"}, {"rank", 8}}},
                {"routing", {{"kind", routing}}},
                {"training", {{"learning_rate", rate}, {"batch_size", 32}, {"accumulate", 1}}},
                {"runtime", {{"seed", seed}}}};
    }

    engine::RunSummary run(const engine::Json& config, double matthews)
    {
        engine::RunSummary summary;
        summary.id = ++m_last;
        summary.name = config["name"];
        summary.state = "finished";
        summary.config = config;
        summary.metric = "matthews";
        summary.results = {{100, 1, 10, "dev", 40, {{"matthews", matthews}, {"dev_loss", 1 - matthews}}, true}};
        summary.steps = 100;
        summary.evaluations = 5;
        summary.trainableParameters = 1000;
        summary.layerEvaluations = 12;
        summary.environment = {{"Data hash", "d"}, {"Model hash", "m"}, {"Program", "1"}};
        summary.configurationsTried = 1;
        return summary;
    }

    std::vector<engine::RunSummary> seeds(const std::string& routing, const Values& values, int first = 1)
    {
        std::vector<engine::RunSummary> runs;
        for (std::size_t i = 0; i < values.size(); ++i)
            runs.push_back(run(configOf(routing, first + static_cast<int>(i)), values[i]));
        return runs;
    }

    static std::vector<engine::RunSummary> together(std::vector<engine::RunSummary> one,
                                                    const std::vector<engine::RunSummary>& other)
    {
        one.insert(one.end(), other.begin(), other.end());
        return one;
    }

    static bool warns(const std::vector<engine::Warning>& warnings, engine::Caution caution)
    {
        return std::any_of(warnings.begin(), warnings.end(),
                           [&](const engine::Warning& each) { return each.caution == caution; });
    }

    static engine::RowsEvaluated rowsOf(const Values& labels, const Values& predictions)
    {
        engine::RowsEvaluated rows;
        rows.split = "dev";
        rows.labels = labels;
        rows.predictions = predictions;
        rows.probability.assign(labels.size(), 0.5f);
        rows.losses.assign(labels.size(), 1.0f);
        return rows;
    }

    std::int64_t m_last = 0;
    const Values m_lora = {0.621, 0.638, 0.630, 0.641, 0.626};
    const Values m_molex = {0.634, 0.642, 0.649, 0.646, 0.633};
};

} // namespace support
