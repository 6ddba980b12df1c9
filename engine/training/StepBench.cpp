#include "engine/training/StepBench.h"

#include <algorithm>
#include <chrono>

#include "engine/model/CheckpointLoader.h"
#include "engine/model/TensorMemory.h"
#include "engine/run/FailureText.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/AdamW.h"
#include "engine/training/DevicePeak.h"
#include "engine/training/MemoryUse.h"
#include "engine/training/ProductRate.h"
#include "engine/training/RowObjective.h"
#include "engine/training/SecondsSince.h"
#include "engine/training/StepOperations.h"

namespace engine {

namespace {

constexpr std::int64_t warmUpSteps = 2;
constexpr std::int64_t productWidth = 1024;
constexpr std::int64_t productWidthOfDevice = 8192; ///< smaller ones leave a GPU idle
constexpr double benchClipNorm = 1;

std::unique_ptr<RoutedModel> drawnModel(const BenchCase& which, const ComputeDevice& compute)
{
    const auto seed = static_cast<std::uint64_t>(which.seed);
    const ModelConfig shape = modelOf(which);
    const RunConfig run = runOf(which);
    auto model = makeModel(shape, static_cast<std::int64_t>(shape.labelNames.size()));
    drawWeights(*model, seed);
    auto routed = std::make_unique<RoutedModel>(std::move(model), run.method, run.routing, seed);
    routed->to(compute.device);
    return routed;
}

Batch drawnBatch(const BenchCase& which)
{
    Batch batch;
    batch.ids = torch::randint(firstBenchId, which.vocabulary, {which.batch, which.length}, torch::kInt64);
    batch.mask = torch::ones({which.batch, which.length});
    batch.labels = torch::randint(0, 2, {which.batch}).to(torch::kFloat32);
    batch.realTokens = which.batch * which.length;
    return batch;
}

/// Layer runs of the last position: its own layer, and one other for each row whose first token chose it.
double lastRuns(const RoutingTrace& trace, std::int64_t rows)
{
    if (trace.positions().empty())
        return 1;
    const PositionTrace& last = trace.positions().back();
    const std::int64_t units = std::min(rows, last.chosen.size(0)); // a batch's one, or one of each row
    const torch::Tensor chosen = last.chosen.reshape({units, -1}).select(1, 0);
    return 1 + chosen.ne(last.position).to(torch::kFloat64).mean().item<double>();
}

/// The same step over and over, on one batch.
class RepeatedStep final {
public:
    RepeatedStep(const BenchCase& which, const ComputeDevice& compute)
        : m_compute(compute)
        , m_evaluates(which.evaluates)
        , m_routed(drawnModel(which, compute))
        , m_batch(drawnBatch(which).to(compute.device))
        , m_objective(LossSettings{}, {})
        , m_optimizer(m_routed->trainable())
    {
    }

    /// Returns those of its forward pass.
    LayerRuns run()
    {
        RoutingTrace trace(false);
        if (m_evaluates) {
            const torch::NoGradGuard guard;
            loss(trace).item<float>();
        } else {
            train(trace);
        }
        return {m_routed->layerRuns(trace), lastRuns(trace, m_batch.ids.size(0))};
    }

private:
    torch::Tensor loss(RoutingTrace& trace)
    {
        const PrecisionScope precision(m_compute);
        Model& model = m_routed->model();
        const Pass pass = passFor(model, m_batch, !m_evaluates, &trace);
        const torch::Tensor hidden = model.encode(m_batch.ids, pass);
        return m_objective.loss({model, hidden, pass, m_batch.labels});
    }

    void train(RoutingTrace& trace)
    {
        m_optimizer.zeroGradients();
        const torch::Tensor value = loss(trace);
        value.backward();
        m_optimizer.clipGradients(m_optimizer.gradientNorm(), benchClipNorm);
        m_optimizer.step({1e-4, 0.01}, {1e-4, 0.01}, {1e-4, 0.01});
        value.item<float>(); // a GPU is done with all of the step
    }

    ComputeDevice m_compute;
    bool m_evaluates;
    std::unique_ptr<RoutedModel> m_routed;
    Batch m_batch;
    RowObjective m_objective;
    AdamW m_optimizer;
};

double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

BenchResult measureCase(const BenchCase& which)
{
    const ComputeDevice compute = chooseCompute(runOf(which));
    useThreads(which.threads);
    torch::manual_seed(static_cast<std::uint64_t>(which.seed));
    BenchResult result;
    result.precision = compute.precisionName();
    result.productWidth = compute.device.is_cuda() ? productWidthOfDevice : productWidth;
    result.productRate = productRate(compute, result.productWidth);
    std::optional<DevicePeak> devicePeak;
    if (compute.device.is_cuda())
        devicePeak.emplace();
    RepeatedStep step(which, compute);
    std::vector<double> seconds;
    LayerRuns mean;
    for (std::int64_t i = 0; i < warmUpSteps + which.steps; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const LayerRuns runs = step.run();
        if (i < warmUpSteps)
            continue;
        seconds.push_back(secondsSince(start));
        mean.all += runs.all / static_cast<double>(which.steps);
        mean.last += runs.last / static_cast<double>(which.steps);
    }
    if (const std::int64_t peak = devicePeak ? devicePeak->bytes() : peakMemoryBytes(); peak > 0)
        result.peakMemoryBytes = peak;
    devicePeak.reset();
    result.productRate = std::max(result.productRate, productRate(compute, result.productWidth));
    result.stepSeconds = std::max(medianOf(std::move(seconds)), 1e-9);
    result.samplesPerSecond = static_cast<double>(which.batch) / result.stepSeconds;
    result.tokensPerSecond = result.samplesPerSecond * static_cast<double>(which.length);
    result.layerRuns = mean.all;
    result.operations = stepOperations(which, mean);
    return result;
}

} // namespace

BenchResult measureSteps(const BenchCase& which)
{
    requireWorkerThread("measuring steps");
    Trials::current() = which.trials;
    useTensorMemory();
    if (std::vector<Issue> issues = checkCase(which); !issues.empty())
        throw BadInput(std::move(issues));
    try {
        return measureCase(which);
    } catch (const c10::Error& error) {
        throw Error(firstLineOf(error));
    }
}

} // namespace engine
