// What recording the routing costs: training steps with and without it, in turn. Prints a table; see --help.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/metrics/GateGradients.h"
#include "engine/metrics/RoutingMeter.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/training/AdamW.h"
#include "engine/training/TaskLoss.h"

using namespace engine;

namespace {

struct Options
{
    std::int64_t hidden = 256;
    std::int64_t layers = 12;
    std::int64_t batch = 16;
    std::int64_t length = 64;
    int pairs = 12; ///< of blocks
    int threads = 2;
};

constexpr int blockSteps = 10; // one record each

ModelConfig shapeOf(const Options& options)
{
    ModelConfig shape;
    shape.vocabularySize = 1000;
    shape.hiddenSize = options.hidden;
    shape.layers = options.layers;
    shape.heads = std::max<std::int64_t>(1, options.hidden / 64);
    shape.intermediateSize = 4 * options.hidden;
    shape.positions = options.length + 2;
    shape.firstPosition = 2;
    shape.tokenTypes = 1;
    shape.paddingId = 1;
    return shape;
}

class Bench {
public:
    Bench(const Options& options, const MolexConfig& routing)
        : m_model(makeModel(shapeOf(options), 2), LoraConfig{}, routing, 1)
        , m_optimizer(m_model.trainable())
        , m_ids(torch::randint(4, 1000, {options.batch, options.length}))
        , m_mask(torch::ones({options.batch, options.length}))
        , m_labels(torch::randint(0, 2, {options.batch}).to(torch::kFloat32))
    {
        drawWeights(m_model.model(), 1);
        m_meter.emplace(options.layers, m_model.routing()->positions(), torch::kCPU);
    }

    /// Seconds of blockSteps steps.
    double block(bool recording)
    {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < blockSteps; ++i)
            step(recording, recording && i + 1 == blockSteps);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

private:
    void step(bool counting, bool record)
    {
        m_optimizer.zeroGradients();
        std::optional<GateGradients> gradients;
        if (record)
            gradients.emplace(m_model.routing()->gateTensors(), m_model.routing()->taskTrainsGates());
        RoutingTrace trace(record);
        const bool needsTrace = counting || std::exchange(m_needsTrace, true);
        const Pass pass = m_model.model().makePass(m_mask, true, needsTrace ? &trace : nullptr);
        torch::Tensor loss = taskLoss(m_model.model().forward(m_ids, pass), m_labels, {});
        const torch::Tensor auxiliary = m_model.auxiliaryLoss(trace);
        m_needsTrace = auxiliary.defined();
        if (record)
            gradients->add(auxiliary);
        if (auxiliary.defined())
            loss = loss + auxiliary;
        loss.backward();
        if (counting)
            m_meter->add(trace);
        if (record) {
            m_kept += gradients->norms().task.size();
            m_kept += m_meter->take().counts.size();
        }
        m_optimizer.clipGradients(1).item<double>();
        m_optimizer.step({1e-4, 0.1}, {1e-4, 0}, {1e-4, 0});
    }

    RoutedModel m_model;
    AdamW m_optimizer;
    torch::Tensor m_ids, m_mask, m_labels;
    std::optional<RoutingMeter> m_meter;
    bool m_needsTrace = true; ///< the losses themselves come through the trace
    std::size_t m_kept = 0;
};

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

void measure(const Options& options, const char* name, const MolexConfig& routing)
{
    Bench bench(options, routing);
    bench.block(true);
    bench.block(false);
    std::vector<double> with, without, ratios;
    for (int i = 0; i < options.pairs; ++i) {
        const bool recordingFirst = i % 2 == 0;
        const double first = bench.block(recordingFirst);
        const double second = bench.block(!recordingFirst);
        with.push_back(recordingFirst ? first : second);
        without.push_back(recordingFirst ? second : first);
        ratios.push_back(with.back() / without.back());
    }
    std::printf("%-46s %9.1f ms %9.1f ms   %+6.2f %%\n", name, median(without) / blockSteps * 1000,
                median(with) / blockSteps * 1000, (median(ratios) - 1) * 100);
}

} // namespace

int main(int argc, char** argv)
{
    Options options;
    const std::pair<const char*, std::int64_t*> numbers[] = {
        {"--hidden", &options.hidden}, {"--layers", &options.layers}, {"--batch", &options.batch}, {"--length", &options.length}};
    for (int i = 1; i + 1 < argc; i += 2) {
        for (const auto& [key, value] : numbers)
            if (std::strcmp(argv[i], key) == 0)
                *value = std::atoll(argv[i + 1]);
        if (std::strcmp(argv[i], "--pairs") == 0)
            options.pairs = std::atoi(argv[i + 1]);
    }
    if (argc == 2) {
        std::puts("bench_routing [--hidden D] [--layers T] [--batch B] [--length N] [--pairs P]");
        return 0;
    }
    at::set_num_threads(options.threads);
    std::printf("%lld layers, hidden %lld, batch %lld × %lld, %d threads, %d pairs of %d steps, one record in each\n",
                static_cast<long long>(options.layers), static_cast<long long>(options.hidden),
                static_cast<long long>(options.batch), static_cast<long long>(options.length), options.threads,
                options.pairs, blockSteps);
    std::printf("%-46s %12s %12s   %s\n", "routing", "step without", "step with", "cost");
    MolexConfig sound;
    measure(options, "sequence vote, task trains the gate", sound);
    MolexConfig released;
    released.vote = Vote::Batch;
    released.gateGradient = GateGradient::None;
    released.balanceLoss = BalanceLoss::Paper;
    measure(options, "batch vote, balance loss trains the gate", released);
    MolexConfig both;
    both.balanceLoss = BalanceLoss::Switch;
    measure(options, "sequence vote, both train it", both);
    return 0;
}
