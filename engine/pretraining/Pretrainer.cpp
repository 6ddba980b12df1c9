#include "engine/pretraining/Pretrainer.h"

#include <chrono>
#include <cmath>

#include "engine/data/FolderSeal.h"
#include "engine/data/LengthBuckets.h"
#include "engine/model/Safetensors.h"
#include "engine/run/JsonWriter.h"
#include "engine/training/CheckpointFolders.h"
#include "engine/training/LearningRate.h"
#include "engine/training/MemoryUse.h"
#include "engine/training/NotFinite.h"
#include "engine/training/RandomState.h"
#include "engine/training/RunSummary.h"
#include "engine/training/SecondsSince.h"
#include "engine/training/WhenThereIsRoom.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

TrainingConfig scheduleOf(const PretrainTraining& training)
{
    TrainingConfig schedule;
    schedule.schedule = Schedule::Linear;
    schedule.warmup = training.warmup;
    return schedule;
}

} // namespace

Pretrainer::Pretrainer(PreparedPretraining& run, const RunControl& control, RunObserver& observer)
    : m_run(run)
    , m_control(control)
    , m_observer(observer)
    , m_model(run.shape, static_cast<std::uint64_t>(run.config.runtime.seed), run.compute.device)
    , m_optimizer(m_model.trainable())
    , m_masking(run.vocabulary, run.config.training.maskShare)
    , m_heldOutMasking(run.vocabulary, heldOutMaskShare)
    , m_schedule(scheduleOf(run.config.training))
    , m_stepsPerEpoch((run.train.rows() + run.config.training.batchSize - 1) / run.config.training.batchSize)
{
    torch::manual_seed(static_cast<std::uint64_t>(run.config.runtime.seed));
}

bool Pretrainer::isDue(std::int64_t every) const
{
    return m_progress.step % every == 0 || m_progress.step == m_run.config.training.steps;
}

RunFinished Pretrainer::train()
{
    const PretrainTraining& training = m_run.config.training;
    resume();
    announce(startEvent());
    if (m_progress.evaluationDue && !stopped())
        evaluate();
    while (m_progress.step < training.steps && !stopped()) {
        trainStep();
        if (isDue(training.evaluateEvery))
            evaluate();
        if (isDue(training.checkpointEvery) && !stopped())
            save();
    }
    if (m_savedStep != m_progress.step)
        save();
    if (m_savedStep == m_progress.step && m_progress.step >= training.steps && !m_progress.evaluationDue)
        return summary(RunStatus::Finished, "");
    return summary(RunStatus::Interrupted, "interrupted");
}

RunStarted Pretrainer::startEvent()
{
    RunStarted event;
    event.firstStep = m_progress.step;
    event.totalSteps = m_run.config.training.steps;
    event.stepsPerEpoch = m_stepsPerEpoch;
    event.layers = m_run.shape.layers;
    event.parameters.total = event.parameters.trainable = m_model.parameterCount();
    event.device = m_run.compute.deviceName();
    event.precision = m_run.compute.precisionName();
    event.lossUnit = "nats";
    return event;
}

void Pretrainer::resume()
{
    m_run.record["parameters"] = m_model.parameterCount();
    auto checkpoint = newestCheckpoint(m_run.folder.checkpoints());
    while (checkpoint) {
        const auto damage = setAsideIfDamaged(*checkpoint);
        if (!damage)
            break;
        announce(LogLine{LogLevel::Warning, *damage});
        checkpoint = newestCheckpoint(m_run.folder.checkpoints());
    }
    if (!checkpoint)
        return;
    const CheckpointContent header = readCheckpointHeader(*checkpoint);
    if (header.identity.dataHash != m_run.record["text_hash"])
        throw BadInput(checkpoint->string(), "was written for other text");
    restoreWeights(*checkpoint);
    const SafetensorsFile file(*checkpoint / "optimizer.safetensors");
    m_optimizer.restore([&](const std::string& name) {
        if (!file.contains(name))
            throw BadInput(file.path().string(), "lacks " + name);
        return file.tensor(name);
    });
    restoreRandomState(m_run.compute.device, file);
    m_progress = header.progress;
    m_newest = *checkpoint;
    m_savedStep = m_progress.step;
    const auto write = [this] { m_run.folder.writeModel(m_model.tensors(), m_run.config.output.dtype); };
    if (!writeWhenThereIsRoom({m_control, m_observer, m_progress.step}, write)) // the dtype may be another now
        throw CalledOff();
    announce(LogLine{LogLevel::Info, "goes on after step " + std::to_string(m_progress.step) + " of "
                                         + std::to_string(m_run.config.training.steps)});
}

void Pretrainer::restoreWeights(const fs::path& checkpoint)
{
    const SafetensorsFile file(checkpoint / "weights.safetensors");
    torch::NoGradGuard guard;
    m_model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (!file.contains(name) || file.shape(name) != tensor.sizes().vec())
            throw BadInput(file.path().string(), "has no " + name + " of this model's shape");
        tensor.copy_(file.tensor(name));
    });
}

const std::vector<std::int64_t>& Pretrainer::rowsOfStep()
{
    const std::int64_t epoch = m_progress.step / m_stepsPerEpoch;
    if (epoch != m_orderOfEpoch) {
        const std::vector<std::int64_t> lengths(static_cast<std::size_t>(m_run.train.rows()), m_run.train.length);
        m_order = epochBatches(lengths, m_run.config.training.batchSize, false,
                               static_cast<std::uint64_t>(m_run.config.runtime.seed), epoch);
        m_orderOfEpoch = epoch;
    }
    return m_order[static_cast<std::size_t>(m_progress.step % m_stepsPerEpoch)];
}

MaskedBatch Pretrainer::nextBatch()
{
    std::vector<MaskedRow> rows;
    const auto seed = static_cast<std::uint64_t>(m_run.config.runtime.seed);
    for (const std::int64_t row : rowsOfStep())
        rows.push_back(m_masking.mask(m_run.train.row(row), {seed, m_progress.step / m_stepsPerEpoch, row}));
    return makeMaskedBatch(rows).to(m_run.compute.device);
}

double Pretrainer::runBatch()
{
    const MaskedBatch batch = nextBatch();
    m_progress.rows += batch.ids.size(0);
    m_progress.tokens += batch.ids.numel();
    m_optimizer.zeroGradients();
    torch::Tensor loss;
    {
        const PrecisionScope precision(m_run.compute);
        loss = at::cross_entropy_loss(m_model.logits(batch, true), batch.targets);
    }
    loss.backward();
    return loss.item<double>();
}

void Pretrainer::trainStep()
{
    const PretrainTraining& training = m_run.config.training;
    const auto start = std::chrono::steady_clock::now();
    const std::int64_t rowsBefore = m_progress.rows;
    const double loss = runBatch();
    const torch::Tensor gradientNorm = m_optimizer.gradientNorm();
    const auto norm = gradientNorm.item<double>();
    if (!std::isfinite(norm) || !std::isfinite(loss))
        failNotFinite();
    m_optimizer.clipGradients(gradientNorm, training.clipNorm);
    const double rate = training.learningRate * learningRateFactor(m_schedule, m_progress.step, training.steps);
    m_optimizer.step({rate, training.weightDecay}, {rate, 0}, {});
    const double seconds = secondsSince(start);
    ++m_progress.step;
    m_progress.seconds += seconds;
    const std::int64_t rows = m_progress.rows - rowsBefore;
    m_throughput.add(seconds, rows, rows * m_run.train.length);
    announce(StepDone{m_progress.step,
                      static_cast<double>(m_progress.step) / static_cast<double>(m_stepsPerEpoch),
                      m_progress.seconds,
                      {{"loss", loss},
                       {"gradient_norm", norm},
                       {"learning_rate", rate},
                       {"tokens_per_second", m_throughput.recentTokensPerSecond()}}});
}

/// Called with the gradients of the step that failed, not yet clipped.
void Pretrainer::failNotFinite()
{
    auto where = valueNotFinite([this](const TensorVisitor& visit) { m_model.visitTensors(visit); });
    if (!where)
        where = gradientNotFinite(m_optimizer.tensors());
    throw Error("the loss or its gradient is not a number at step " + std::to_string(m_progress.step + 1)
                + ", first in " + where.value_or("the loss, or the norm of all gradients") + "; " + lastGoodCheckpoint()
                + "; a lower training.learning_rate or training.clip_norm may help");
}

/// So that nothing is saved that has lost what it learnt.
void Pretrainer::requireFiniteWeights()
{
    if (const auto where = valueNotFinite([this](const TensorVisitor& visit) { m_model.visitTensors(visit); }))
        throw Error("a weight is not a number after step " + std::to_string(m_progress.step) + ", first in " + *where
                    + "; " + lastGoodCheckpoint()
                    + "; a lower training.learning_rate or training.weight_decay may help");
}

std::string Pretrainer::lastGoodCheckpoint() const
{
    return m_newest.empty() ? "there is no checkpoint yet" : "the last good checkpoint is " + m_newest.string();
}

std::optional<MaskedScore> Pretrainer::scoreHeldOut()
{
    torch::NoGradGuard guard;
    double loss = 0;
    std::int64_t right = 0;
    std::int64_t tokens = 0;
    const PackedRows& heldOut = m_run.heldOut;
    for (std::int64_t begin = 0; begin < heldOut.rows(); begin += m_run.config.training.batchSize) {
        if (stopped())
            return std::nullopt;
        std::vector<MaskedRow> rows;
        for (std::int64_t r = begin; r < std::min(begin + m_run.config.training.batchSize, heldOut.rows()); ++r)
            rows.push_back(m_heldOutMasking.mask(heldOut.row(r), heldOutMoment(r)));
        const MaskedBatch batch = makeMaskedBatch(rows).to(m_run.compute.device);
        const PrecisionScope precision(m_run.compute);
        const torch::Tensor logits = m_model.logits(batch, false);
        loss += at::cross_entropy_loss(logits, batch.targets, {}, at::Reduction::Sum).item<double>();
        right += logits.argmax(1).eq(batch.targets).sum().item<std::int64_t>();
        tokens += batch.targets.numel();
    }
    return MaskedScore{loss / static_cast<double>(tokens), static_cast<double>(right) / static_cast<double>(tokens)};
}

void Pretrainer::evaluate()
{
    m_progress.evaluationDue = true;
    const std::optional<MaskedScore> score = scoreHeldOut();
    if (!score)
        return;
    m_progress.evaluationDue = false;
    m_progress.metrics = {{"loss", score->loss}, {"masked_accuracy", score->accuracy}};
    recordEvaluation(*score);
    Evaluated event;
    event.step = m_progress.step;
    event.epoch = static_cast<double>(m_progress.step) / static_cast<double>(m_stepsPerEpoch);
    event.seconds = m_progress.seconds;
    event.split = "held-out";
    event.rows = m_run.heldOut.rows();
    event.values = m_progress.metrics;
    announce(event);
}

void Pretrainer::recordEvaluation(const MaskedScore& score)
{
    Json kept = Json::array(); // those of steps that a killed run had done and that are done again go
    for (const Json& before : m_run.record.value("evaluations", Json::array()))
        if (before.value("step", std::int64_t{0}) < m_progress.step)
            kept.push_back(before);
    kept.push_back({{"step", m_progress.step},
                    {"tokens", m_progress.tokens},
                    {"seconds", m_progress.seconds},
                    {"loss", score.loss},
                    {"masked_accuracy", score.accuracy}});
    m_run.record["evaluations"] = std::move(kept);
    const RoomWait wait{m_control, m_observer, m_progress.step};
    if (!writeWhenThereIsRoom(wait, [this] { m_run.folder.writeRecord(m_run.record); }))
        m_progress.evaluationDue = true; // made again
}

void Pretrainer::save()
{
    requireFiniteWeights();
    CheckpointContent content;
    content.config = describedJson(m_run.config);
    content.identity.dataHash = m_run.record["text_hash"].get<std::string>();
    content.progress = m_progress;
    content.weights = m_model.tensors();
    content.optimizer = m_optimizer.state();
    for (NamedTensor& state : randomState(m_run.compute.device))
        content.optimizer.push_back(std::move(state));
    const fs::path folder = m_run.folder.checkpoints() / checkpointName(m_progress.step);
    std::int64_t bytes = 0;
    const RoomWait wait{m_control, m_observer, m_progress.step};
    const auto write = [&] {
        // First: a checkpoint means that it is there.
        m_run.folder.writeModel(content.weights, m_run.config.output.dtype);
        bytes = saveCheckpoint(folder, content);
    };
    if (!writeWhenThereIsRoom(wait, write))
        return;
    m_newest = folder;
    m_savedStep = m_progress.step;
    removeOldCheckpoints(folder);
    announce(CheckpointSaved{m_progress.step, folder.string(), bytes, false});
}

RunFinished Pretrainer::summary(RunStatus status, const std::string& reason) const
{
    Progress now = m_progress;
    now.peakMemoryBytes = peakMemoryBytes(); // of a process that does nothing else
    return summaryOf(now, status, reason, m_newest);
}

} // namespace engine
