#include "engine/training/Trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/data/LengthBuckets.h"
#include "engine/training/Environment.h"
#include "engine/training/LearningRate.h"
#include "engine/training/ParameterCount.h"
#include "engine/training/RunSummary.h"
#include "engine/training/SecondsSince.h"

namespace engine {

namespace {

Evaluator::Settings evaluatorSettings(const PreparedRun& run)
{
    Evaluator::Settings settings;
    settings.compute = run.compute;
    settings.batchSize = run.config.training.batchSize;
    settings.padding = paddingOf(run.config, run.compute);
    settings.sortByLength = run.config.runtime.bucketByLength;
    return settings;
}

/// Before the optimizer takes its tensors.
PreparedRun& onItsDevice(PreparedRun& run)
{
    run.model->to(run.compute.device);
    return run;
}

} // namespace

Trainer::Trainer(PreparedRun& run, Surroundings surroundings)
    : m_run(onItsDevice(run))
    , m_surroundings(std::move(surroundings))
    , m_optimizer(run.model->trainable())
    , m_objective(makeObjective(run.task, run.config.training, run.compute))
    , m_evaluator(*run.model, *m_objective, evaluatorSettings(run))
    , m_lengths(run.train.lengths())
{
    if (run.model->routing() != nullptr)
        m_meter.emplace(run.model->model().config().layers, run.model->routing()->positions(), run.compute.device);
    else if (const ExpertGrid grid = run.model->experts(); !grid.layers.empty())
        m_meter.emplace(grid.experts, grid.layers, run.compute.device);
    torch::manual_seed(static_cast<std::uint64_t>(run.config.runtime.seed));
}

Progress Trainer::progress() const
{
    RunWatch& watch = m_surroundings.watch;
    watch.look();
    Progress now = m_progress;
    now.wallSeconds += watch.seconds();
    now.peakMemoryBytes = std::max(now.peakMemoryBytes, watch.peakMemory());
    return now;
}

double Trainer::epoch() const
{
    return static_cast<double>(m_progress.step) / static_cast<double>(m_run.stepsPerEpoch);
}

bool Trainer::isDue(std::int64_t every) const
{
    if (m_progress.step >= m_run.totalSteps)
        return true;
    return every > 0 ? m_progress.step % every == 0 : atEpochEnd();
}

bool Trainer::endsEarly() const
{
    const std::int64_t patience = m_run.config.training.earlyStopPatience;
    return patience > 0 && m_progress.evaluationsWithoutBest >= patience;
}

RunFinished Trainer::train()
{
    const TrainingConfig& training = m_run.config.training;
    if (m_progress.evaluationDue && !stopped()) {
        evaluate();
        if (!m_progress.evaluationDue)
            saveRolling(); // or it would be owed once more
    }
    while (m_progress.step < m_run.totalSteps && !endsEarly() && !stopped()) {
        waitWhilePaused();
        if (stopped())
            break;
        trainStep();
        if (isDue(training.evaluateEvery))
            evaluate();
        if (isDue(training.checkpointEvery) && !stopped())
            saveRolling();
    }
    const bool isSaved = m_savedStep == m_progress.step || saveRolling();
    if (isSaved && m_progress.step >= m_run.totalSteps && !m_progress.evaluationDue)
        return summary(RunStatus::Finished, "");
    if (isSaved && endsEarly())
        return summary(RunStatus::Finished,
                       "stopped early: no better " + m_run.metric + " in " + std::to_string(training.earlyStopPatience)
                           + (training.earlyStopPatience == 1 ? " evaluation" : " evaluations"));
    return stoppedSummaryOf(progress(), m_surroundings.control.stopRequested(), m_newest);
}

void Trainer::trainSteps(std::int64_t count)
{
    for (std::int64_t i = 0; i < count && !stopped(); ++i)
        trainStep();
}

double Trainer::secondsPerEvaluation()
{
    double seconds = 0;
    for (const TokenizedSplit& split : m_run.dev)
        seconds += m_evaluator.secondsFor(split);
    return seconds;
}

void Trainer::waitWhilePaused()
{
    if (!m_surroundings.control.pauseRequested())
        return;
    announce(RunPaused{m_progress.step});
    m_surroundings.control.waitWhilePaused();
    if (!stopped())
        announce(RunResumed{m_progress.step});
}

void Trainer::trainStep()
{
    const TrainingConfig& training = m_run.config.training;
    const auto start = std::chrono::steady_clock::now();
    const double factor = learningRateFactor(training, m_progress.step, m_run.totalSteps);
    const bool record = m_meter && (m_progress.step + 1) % training.routingEvery == 0;
    std::optional<GateGradients> gradients;
    if (record)
        gradients.emplace(m_run.model->taskTrainsGates(),
                          (m_progress.step / training.routingEvery) % GateGradients::secondPassEvery == 0);
    StepResult result = runBatches(gradients ? &*gradients : nullptr);
    if (record)
        m_gateNorms = gradients->norms();
    const auto gateNorm = m_optimizer.gateGradientNorm().item<double>();
    const torch::Tensor gradientNorm = m_optimizer.gradientNorm();
    const auto norm = gradientNorm.item<double>();
    if (!std::isfinite(norm) || !std::isfinite(result.values.front().value))
        failNotFinite();
    m_optimizer.clipGradients(gradientNorm, training.clipNorm);
    const double rate = training.learningRate * factor;
    const double gateRate = training.gateLearningRate * factor;
    m_optimizer.step({rate, training.weightDecay}, {rate, 0}, {gateRate, training.gateWeightDecay});
    result.values.push_back({"gradient_norm", norm});
    result.values.push_back({"learning_rate", rate});
    if (m_run.parameters.gates > 0) {
        result.values.push_back({"gate_gradient_norm", gateNorm});
        result.values.push_back({"gate_learning_rate", gateRate});
    }
    announceStep(std::move(result), secondsSince(start));
    if (record)
        announceRouting();
}

void Trainer::announceStep(StepResult result, double seconds)
{
    ++m_progress.step;
    m_progress.seconds += seconds;
    m_progress.rows += result.rows;
    m_progress.tokens += result.tokens;
    m_progress.peakMemoryBytes = std::max(m_progress.peakMemoryBytes, m_surroundings.watch.peakMemory());
    m_throughput.add(seconds, result.rows, result.tokens);
    result.values.push_back({"samples_per_second", m_throughput.recentRowsPerSecond()});
    result.values.push_back({"tokens_per_second", m_throughput.recentTokensPerSecond()});
    if (m_progress.peakMemoryBytes > 0)
        result.values.push_back({"peak_memory_bytes", static_cast<double>(m_progress.peakMemoryBytes)});
    announce(StepDone{m_progress.step, epoch(), m_progress.seconds, std::move(result.values)});
}

void Trainer::announceRouting()
{
    RoutingSnapshot snapshot = m_meter->take();
    snapshot.step = m_progress.step;
    snapshot.epoch = epoch();
    snapshot.gateGradientTask = m_gateNorms.task;
    snapshot.gateGradientBalance = m_gateNorms.auxiliary;
    announce(snapshot);
}

std::vector<std::vector<std::int64_t>> Trainer::batchesOfStep()
{
    const TrainingConfig& training = m_run.config.training;
    const std::int64_t epochIndex = m_progress.step / m_run.stepsPerEpoch;
    if (epochIndex != m_orderOfEpoch) {
        m_order = epochBatches(m_lengths, training.batchSize, m_run.config.runtime.bucketByLength,
                               static_cast<std::uint64_t>(m_run.config.runtime.seed), epochIndex);
        m_orderOfEpoch = epochIndex;
    }
    const auto first = static_cast<std::size_t>((m_progress.step % m_run.stepsPerEpoch) * training.accumulate);
    const std::size_t last = std::min(first + static_cast<std::size_t>(training.accumulate), m_order.size());
    return {m_order.begin() + static_cast<std::ptrdiff_t>(first), m_order.begin() + static_cast<std::ptrdiff_t>(last)};
}

std::vector<Batch> Trainer::makeBatches()
{
    std::vector<Batch> batches;
    const Padding padding = paddingOf(m_run.config, m_run.compute);
    for (const auto& rows : batchesOfStep())
        batches.push_back(makeBatch(m_run.train, rows, padding, m_run.model->model().config().paddingId));
    return batches;
}

Trainer::StepResult Trainer::runBatches(GateGradients* gradients)
{
    m_optimizer.zeroGradients();
    StepResult result;
    const std::vector<Batch> batches = makeBatches();
    double weight = 0;
    for (const Batch& batch : batches) {
        weight += m_objective->weight(batch.labels);
        result.rows += batch.ids.size(0);
        result.tokens += batch.realTokens;
    }
    LossSums sums;
    for (const Batch& batch : batches) {
        RoutingTrace trace(gradients != nullptr);
        const double share = weight > 0 ? m_objective->weight(batch.labels) / weight : 0;
        const torch::Tensor loss = runBatch(batch, share, trace, gradients, sums);
        if (loss.requires_grad())
            loss.backward();
        if (m_meter)
            m_meter->add(m_run.model->routing() != nullptr ? trace : expertChoices(trace));
        m_progress.layerRuns += m_run.model->layerRuns(trace);
        ++m_progress.passes;
    }
    result.values.push_back({"loss", sums.task.item<double>()});
    if (sums.balance.defined())
        result.values.push_back({"balance_loss", sums.balance.item<double>()});
    if (sums.auxiliary.defined())
        result.values.push_back({"total_loss", (sums.task + sums.auxiliary).item<double>()});
    if (sums.expertDrop.defined()) {
        result.values.push_back({"expert_balance_loss", sums.expertBalance.item<double>()});
        result.values.push_back({"expert_drop_rate", sums.expertDrop.item<double>()});
    }
    return result;
}

/// The objective of one batch, weighted with its share of the step.
torch::Tensor Trainer::runBatch(const Batch& batch, double share, RoutingTrace& trace, GateGradients* gradients,
                                LossSums& sums)
{
    Model& model = m_run.model->model();
    const Batch here = batch.to(m_run.compute.device);
    torch::Tensor loss;
    {
        const PrecisionScope precision(m_run.compute);
        Pass pass = passFor(model, here, true, &trace);
        pass.step = m_progress.step;
        const torch::Tensor hidden = model.encode(here.ids, pass);
        loss = m_objective->loss({model, hidden, pass, here.labels}) * share;
    }
    const auto add = [](torch::Tensor& sum, const torch::Tensor& value) {
        sum = sum.defined() ? sum + value.detach() : value.detach();
    };
    add(sums.task, loss);
    if (!trace.experts().empty()) {
        add(sums.expertBalance, trace.experts().balanceLoss() * share);
        add(sums.expertDrop, trace.experts().dropRate() * share);
    }
    const torch::Tensor auxiliary = m_run.model->auxiliaryLoss(trace);
    const torch::Tensor shared = auxiliary.defined() ? auxiliary * share : auxiliary;
    if (gradients != nullptr)
        gradients->add(m_run.model->gatesOf(trace), shared);
    if (!shared.defined())
        return loss;
    add(sums.auxiliary, shared);
    if (const torch::Tensor balance = trace.balanceLoss(); balance.defined())
        add(sums.balance, balance * share);
    return loss + shared;
}

RunFinished Trainer::summary(RunStatus status, const std::string& reason) const
{
    return summaryOf(progress(), status, reason, m_newest);
}

} // namespace engine
