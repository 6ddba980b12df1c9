#include "engine/training/MemoryEstimate.h"

#include <algorithm>

#include "engine/model/SmallProduct.h"
#include "engine/model/Trials.h"
#include "engine/training/ActivationCount.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/PreparedRun.h"

namespace engine {

namespace {

/// An exbibyte: far more than there is anywhere, and sums of a few still are integers.
constexpr double mostBytes = 0x1p60;
constexpr std::int64_t numberBytes = 4;
/// LibTorch with what it loads, and what malloc() holds beside the tensors: measured by bench_memory, much the same for
/// all its configurations.
constexpr std::int64_t programBytes = 190 << 20;
constexpr std::int64_t idBytes = sizeof(std::int64_t);
/// A vector of ids, a label, a length, and what the allocator adds.
constexpr std::int64_t rowBytes = 64;
/// A row's strings besides their characters.
constexpr std::int64_t textOverheadBytes = 160;
/// The rows themselves, and the set of train that dev is compared with.
constexpr std::int64_t copiesOfText = 2;

/// A double beyond the range of an integer has no defined one.
std::int64_t wholeBytes(double bytes)
{
    return static_cast<std::int64_t>(std::clamp(bytes, 0.0, mostBytes));
}

} // namespace

MemoryEstimate estimateMemory(const ModelConfig& model, const RunConfig& run, const ParameterCounts& parameters,
                              const RowSizes& rows)
{
    const ComputeDevice compute = chooseCompute(run);
    ActivationCount::Batch batch;
    batch.rows = static_cast<double>(std::min(run.training.batchSize, rows.trainRows));
    batch.length = static_cast<double>(paddedTo(rows.longest, paddingOf(run, compute)));
    batch.targets = batch.rows * static_cast<double>(rows.longest) * rows.targetShare;
    batch.bfloat16 = compute.bfloat16;
    batch.canReadStates = compute.device.is_cpu() && SmallProduct::isThere();
    if (compute.device.is_cpu() && Trials::current().layers)
        batch.threads = threadCount(run.runtime.threads);
    const ActivationCount count(model, run, batch);
    const double activations = numberBytes * (count.kept() + count.passing());
    const double gradients = numberBytes * static_cast<double>(parameters.trainable);

    MemoryEstimate estimate;
    estimate.program = programBytes;
    estimate.weights = wholeBytes(numberBytes * static_cast<double>(parameters.total));
    estimate.activations = wholeBytes(activations);
    // Gradients come as activations go; those of a step's earlier batches stay.
    const double inBackward = activations + (run.training.accumulate > 1 ? gradients : 0);
    estimate.training = wholeBytes(2 * gradients + std::max(inBackward, gradients) - activations);
    estimate.rows = rows.tokens * idBytes + rows.rows * rowBytes;
    estimate.reading = copiesOfText * (rows.textBytes + rows.rows * textOverheadBytes);
    return estimate;
}

std::int64_t forwardBytes(const ModelConfig& model, double rows, double length)
{
    ModelConfig still = model;
    still.embeddingDropout = still.hiddenDropout = still.attentionDropout = 0;
    RunConfig run;
    run.method = NoMethodConfig{};
    const ActivationCount count(still, run, {.rows = rows, .length = length});
    return wholeBytes(numberBytes * count.passing());
}

} // namespace engine
