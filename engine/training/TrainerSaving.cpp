// Evaluation, best result and checkpoints of the training loop.
#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/data/FolderSeal.h"
#include "engine/generation/ScoreWritten.h"
#include "engine/generation/TextSamples.h"
#include "engine/model/Safetensors.h"
#include "engine/run/MetricDirection.h"
#include "engine/training/CheckpointFolders.h"
#include "engine/training/NotFinite.h"
#include "engine/training/RandomState.h"
#include "engine/training/SecondsSince.h"
#include "engine/training/Trainer.h"
#include "engine/training/WhenThereIsRoom.h"

namespace fs = std::filesystem;

namespace engine {

void Trainer::evaluate()
{
    requireFiniteWeights();
    m_progress.evaluationDue = true;
    const auto begun = std::chrono::steady_clock::now();
    auto evaluations = evaluateSplits();
    if (!evaluations) // it is made anew after a resume, so nothing of it may count yet
        return;
    m_progress.evaluationSeconds += secondsSince(begun);
    ++m_progress.evaluations;
    for (std::size_t i = 0; i < evaluations->size(); ++i)
        announceEvaluation(i, std::move((*evaluations)[i]));
    m_progress.evaluationDue = false;
}

std::optional<std::vector<Trainer::SplitEvaluation>> Trainer::evaluateSplits()
{
    std::vector<SplitEvaluation> result;
    for (const TokenizedSplit& split : m_run.dev) {
        std::optional<RoutingByClass> routing = routingOf(split);
        auto scores = m_evaluator.evaluate(split, [this] { return !stopped(); }, routing ? &*routing : nullptr);
        if (!scores || !writeTexts(split, *scores))
            return {};
        result.push_back({std::move(*scores), std::move(routing)});
    }
    return result;
}

bool Trainer::writeTexts(const TokenizedSplit& split, Evaluator::Evaluation& evaluation)
{
    if (!evaluation.rows.isWritten || m_run.config.generation.samples == 0)
        return true;
    TextSamples samples(*m_run.model, *m_run.tokenizer, m_run.config, m_run.compute);
    if (!samples.write(split, evaluation.rows, [this] { return !stopped(); }))
        return false;
    for (Measurement& score : scoreWritten(split, evaluation.rows, m_run.lexicon.get()))
        evaluation.values.push_back(std::move(score));
    return true;
}

void Trainer::announceEvaluation(std::size_t split, SplitEvaluation evaluation)
{
    const std::string& name = m_run.dev[split].name;
    Evaluated event{m_progress.step,
                    epoch(),
                    m_progress.seconds,
                    name,
                    static_cast<std::int64_t>(m_run.dev[split].ids.size()),
                    evaluation.scores.values,
                    false};
    if (split == 0)
        noteBest(evaluation.scores.values, event);
    announce(event);
    if (evaluation.routing)
        announceRouting(evaluation.routing->take(), name);
    if (RowsEvaluated& rows = evaluation.scores.rows; rows.rows() > 0) {
        rows.step = m_progress.step;
        announce(std::move(rows));
    }
    if (event.best)
        save(m_surroundings.checkpoints / "best", true);
}

std::optional<RoutingByClass> Trainer::routingOf(const TokenizedSplit& split) const
{
    const Routing* routing = m_run.model->routing();
    const ExpertGrid grid = m_run.model->experts();
    if (routing == nullptr && grid.layers.empty())
        return {};
    RoutingByClass::Shape shape;
    shape.layers = routing != nullptr ? m_run.model->model().config().layers : grid.experts;
    shape.positions = routing != nullptr ? routing->positions() : grid.layers;
    shape.classes = static_cast<std::int64_t>(m_run.task.classes.size());
    shape.rows = static_cast<std::int64_t>(split.ids.size());
    shape.examples = m_run.config.training.routingRows;
    if (shape.examples.empty())
        shape.examples = spreadRows(shape.rows, m_run.config.training.routingExamples);
    std::sort(shape.examples.begin(), shape.examples.end());
    shape.device = m_run.compute.device;
    return RoutingByClass(std::move(shape));
}

void Trainer::announceRouting(RoutingEvaluated event, const std::string& split)
{
    event.step = m_progress.step;
    event.split = split;
    announce(event);
}

void Trainer::noteBest(const std::vector<Measurement>& values, Evaluated& event)
{
    m_progress.metrics = values;
    const auto found = std::find_if(values.begin(), values.end(),
                                    [this](const Measurement& value) { return value.key == m_run.metric; });
    event.best = found != values.end() && std::isfinite(found->value)
        && (!m_progress.best || isBetter(m_run.metric, found->value, m_progress.best->value));
    if (event.best) {
        m_progress.best = BestResult{m_run.metric, found->value, m_progress.step};
        m_progress.evaluationsWithoutBest = 0;
    } else {
        ++m_progress.evaluationsWithoutBest;
    }
}

bool Trainer::saveRolling()
{
    requireFiniteWeights();
    const fs::path folder = m_surroundings.checkpoints / checkpointName(m_progress.step);
    if (!save(folder, false))
        return false;
    m_newest = folder;
    m_savedStep = m_progress.step;
    if (m_surroundings.observer.settle()) // a run goes on from the newest one that its record knows
        removeOldCheckpoints(folder);
    return true;
}

bool Trainer::save(const fs::path& folder, bool best)
{
    CheckpointContent content;
    content.config = toJson(m_run.config);
    content.precision = m_run.compute.precision();
    content.identity = m_run.identity;
    content.progress = progress();
    content.weights = weights();
    if (!best)
        content.optimizer = optimizerState();
    std::int64_t bytes = 0;
    const RoomWait wait{m_surroundings.control, m_surroundings.observer, m_progress.step};
    if (!writeWhenThereIsRoom(wait, [&] { bytes = saveCheckpoint(folder, content); }))
        return false;
    announce(CheckpointSaved{m_progress.step, folder.string(), bytes, best});
    return true;
}

/// Called with the gradients of the step that failed, not yet clipped.
void Trainer::failNotFinite()
{
    auto where = valueNotFinite([this](const TensorVisitor& visit) { m_run.model->visitTensors(visit); });
    if (!where)
        where = outputNotFinite(m_run.model->model(), m_run.compute, makeBatches(), m_progress.step);
    if (!where)
        where = gradientNotFinite(m_optimizer.tensors());
    throw Error("the loss or its gradient is not a number at step " + std::to_string(m_progress.step + 1)
                + ", first in " + where.value_or("the loss, or the norm of all gradients") + "; " + lastGoodCheckpoint()
                + "; a lower learning rate or gradient clipping may help");
}

/// So that no checkpoint is best, or gone on from, that has lost what it learnt.
void Trainer::requireFiniteWeights()
{
    for (const TrainableTensor& named : m_optimizer.tensors())
        if (!isFinite(named.tensor))
            throw Error("a weight is not a number after step " + std::to_string(m_progress.step)
                        + ", first in the tensor " + named.name + "; " + lastGoodCheckpoint()
                        + "; a lower learning rate or weight decay may help");
}

std::string Trainer::lastGoodCheckpoint() const
{
    return m_newest.empty() ? "there is no checkpoint yet" : "the last good checkpoint is " + m_newest.string();
}

/// The trainable tensors; all of them when the base was drawn at random, so that the checkpoint stands alone.
std::vector<NamedTensor> Trainer::weights()
{
    const bool all = m_run.config.model.initialize == Initialize::Random;
    std::vector<NamedTensor> result;
    m_run.model->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (all || tensor.requires_grad())
            result.push_back({name, tensor});
    });
    return result;
}

std::vector<NamedTensor> Trainer::optimizerState() const
{
    std::vector<NamedTensor> result = m_optimizer.state();
    for (NamedTensor& state : randomState(m_run.compute.device))
        result.push_back(std::move(state));
    if (m_meter)
        result.push_back({"routing/counts", m_meter->state()});
    return result;
}

Progress Trainer::takeState(const fs::path& checkpoint)
{
    const CheckpointContent header = readHeaderOfSameInputs(checkpoint, m_run.identity);
    loadCheckpointWeights(checkpoint, *m_run.model);
    for (const TrainableTensor& named : m_optimizer.tensors())
        if (!isFinite(named.tensor))
            throw BadInput(checkpoint.string(),
                           "cannot be gone on from: the tensor " + named.name + " is not a number");
    requireUndamaged(checkpoint / "optimizer.safetensors");
    const SafetensorsFile file(checkpoint / "optimizer.safetensors");
    const auto read = [&](const std::string& name) {
        if (!file.contains(name))
            throw BadInput(file.path().string(), "lacks " + name);
        return file.tensor(name);
    };
    m_optimizer.restore(read);
    restoreRandomState(m_run.compute.device, file);
    if (m_meter)
        m_meter->restore(read("routing/counts"));
    return header.progress;
}

void Trainer::resumeFrom(const fs::path& checkpoint)
{
    m_progress = takeState(checkpoint);
    m_newest = checkpoint;
    m_savedStep = m_progress.step;
}

void Trainer::continueFrom(const fs::path& checkpoint)
{
    const Progress before = takeState(checkpoint);
    m_progress = {};
    m_progress.step = before.step;
    announce(LogLine{LogLevel::Info, "goes on after step " + std::to_string(before.step) + " of " + checkpoint.string()
                                         + "; the learning rate is that of a run of "
                                         + std::to_string(m_run.totalSteps) + " steps"});
}

} // namespace engine
