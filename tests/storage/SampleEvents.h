#pragma once

#include <cmath>

#include "engine/run/RunEvent.h"

/// Events as a run would send them, the same on every call.
namespace support {

inline engine::RunStarted sampleStart()
{
    engine::RunStarted started;
    started.totalSteps = 1000;
    started.stepsPerEpoch = 100;
    started.layers = 12;
    started.positions = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    started.layerEvaluationsNominal = 24;
    started.parameters = {1'240'000, 300'012, 9228, {{"LoRA, query and value", 290'784}, {"Gate, linear, shared", 9228}}};
    started.metric = "matthews";
    started.device = "cpu";
    started.precision = "fp32";
    started.classes = {"unacceptable", "acceptable"};
    started.lossUnit = "nats";
    started.environment = {{"program", "0.1.0"}, {"blas", "OpenBLAS 0.3.21"}, {"threads", "2"}};
    return started;
}

inline engine::StepDone sampleStep(std::int64_t step)
{
    return {step,
            double(step) / 100,
            double(step) * 0.0731,
            {{"loss", 0.7 + 0.3 * std::sin(double(step))}, {"gradient_norm", 1.0 / double(step)}}};
}

inline engine::Evaluated sampleEvaluation(std::int64_t step, double matthews, bool best)
{
    return {step, double(step) / 100, double(step) * 0.0731, "dev", 1043, {{"matthews", matthews}, {"dev_loss", 0.5}}, best};
}

/// Two positions of three layers, two classes, two choices, two example rows.
inline engine::RoutingEvaluated sampleRoutingEvaluation(std::int64_t step, const std::string& split = "dev")
{
    engine::RoutingEvaluated evaluated;
    evaluated.step = step;
    evaluated.split = split;
    evaluated.layers = 3;
    evaluated.positions = {0, 2};
    evaluated.rows = {7, 0};
    evaluated.counts = {5, 2, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0};
    evaluated.probability = {0.5f, 0.25f, 0.25f, 0.1f, 0.2f, 0.7f};
    evaluated.probability.resize(12, std::nanf(""));
    evaluated.choices = 2;
    evaluated.examples = {{0, 1, 0, {0, 1, 2, 0}, {0.75f, 0.125f, 0.125f, 0, 0, 1}},
                          {5 + step, 0, 0.25, {1, 0, 2, 1}, {0.25f, 0.5f, 0.25f, 0, 0.25f, 0.75f}}};
    return evaluated;
}

/// Five rows of two classes, of which two are wrong, two positions of three layers.
inline engine::RowsEvaluated sampleRows(std::int64_t step, const std::string& split = "dev")
{
    engine::RowsEvaluated rows;
    rows.step = step;
    rows.split = split;
    rows.labels = {1, 0, 1, 0, 1};
    rows.predictions = {1, 1, 1, 0, 0};
    rows.probability = {0.9f, 0.6f, 0.75f, 0.99f, 0.8f};
    rows.labelProbability = {0.9f, 0.4f, 0.75f, 0.99f, 0.2f};
    for (const float probability : rows.labelProbability)
        rows.losses.push_back(-std::log(probability) + 1e-6f * float(step));
    rows.layers = 3;
    rows.positions = {0, 2};
    rows.routes = {0, 1, 2, 1, 0, 2, 1, 1, 0, 2};
    return rows;
}

/// Of a language model: two prompts of two rows each with a text, and one without.
inline engine::RowsEvaluated sampleWrittenRows(std::int64_t step, const std::string& split = "dev")
{
    engine::RowsEvaluated rows = sampleRows(step, split);
    rows.isWritten = true;
    rows.labels.assign(5, 0);
    rows.predictions.assign(5, 0);
    rows.probability.clear();
    rows.labelProbability.clear();
    rows.losses = {1.5f, 2.25f, 0.5f, 3, 1};
    rows.texts = {"Aromi serves Thai food.", ""};
    rows.textOf = {0, 0, 1, 1, -1};
    return rows;
}

inline engine::RunFinished sampleEnd(engine::RunStatus status = engine::RunStatus::Finished)
{
    engine::RunFinished finished;
    finished.status = status;
    finished.steps = 1000;
    finished.seconds = 73.1;
    finished.evaluationSeconds = 12.5;
    finished.evaluations = 10;
    finished.wallSeconds = 88.25;
    finished.samplesPerSecond = 412;
    finished.tokensPerSecond = 9123.5;
    finished.peakMemoryBytes = 2'254'857'830;
    finished.layerEvaluations = 22.7;
    finished.metrics = {{"matthews", 0.51}, {"dev_loss", 0.5}};
    finished.best = engine::BestResult{"matthews", 0.52, 800};
    finished.checkpoint = "runs/1/checkpoints/step-1000";
    return finished;
}

} // namespace support
