// What recording the routing costs: training steps with and without it, in turn. Prints a table; see --help. Exit
// status 1 where all of it together costs more than 2 % of a step, with any routing or upcycling.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "engine/metrics/GateGradients.h"
#include "engine/metrics/RoutingMeter.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/run/FittingKernels.h"
#include "engine/training/AdamW.h"
#include "engine/training/TaskLoss.h"

using namespace engine;

namespace {

struct Options
{
    std::int64_t hidden = 256;
    std::int64_t layers = 4;
    std::int64_t batch = 8;
    std::int64_t length = 32;
    std::int64_t pairs = 60; ///< of neighbouring steps, for each kind of step
};

constexpr double mostCost = 0.02; // as a share of a step
constexpr std::int64_t routingEvery = 10; // steps to a record, as training.routing_every has it

/// What a step does for the record beside training.
enum class Step {
    Bare,     ///< nothing: no trace but where a loss comes through it
    Counting, ///< counters, as every step
    Record,   ///< and all measures of a record but the gates' gradients by source, where they take a second pass
    Split,    ///< and that pass
};

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

/// Of this process: what other programs do meanwhile does not count.
double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

class Bench {
public:
    Bench(const Options& options, const MethodConfig& method, const RoutingConfig& routing)
        : m_model(makeModel(shapeOf(options), 2), method, routing, 1)
        , m_optimizer(m_model.trainable())
        , m_ids(torch::randint(4, 1000, {options.batch, options.length}))
        , m_mask(torch::ones({options.batch, options.length}))
        , m_labels(torch::randint(0, 2, {options.batch}).to(torch::kFloat32))
    {
        drawWeights(m_model.model(), 1);
        if (m_model.routing() != nullptr)
            m_meter.emplace(options.layers, m_model.routing()->positions(), torch::kCPU);
        else
            m_meter.emplace(m_model.experts().experts, m_model.experts().layers, torch::kCPU);
    }

    /// Seconds of one step.
    double step(Step kind)
    {
        const double start = processorSeconds();
        train(kind);
        return processorSeconds() - start;
    }

private:
    void train(Step kind)
    {
        const bool record = kind == Step::Record || kind == Step::Split;
        m_optimizer.zeroGradients();
        std::optional<GateGradients> gradients;
        if (record)
            gradients.emplace(m_model.taskTrainsGates(), kind == Step::Split);
        RoutingTrace trace(record);
        const bool needsTrace = kind != Step::Bare || m_lossNeedsTrace;
        const Pass pass = m_model.model().makePass(m_mask, true, needsTrace ? &trace : nullptr);
        torch::Tensor loss = taskLoss(m_model.model().forward(m_ids, pass), m_labels, {});
        const torch::Tensor auxiliary = m_model.auxiliaryLoss(trace);
        m_lossNeedsTrace = auxiliary.defined();
        if (record)
            gradients->add(m_model.gatesOf(trace), auxiliary);
        if (auxiliary.defined())
            loss = loss + auxiliary;
        loss.backward();
        if (kind != Step::Bare)
            m_meter->add(m_model.routing() != nullptr ? trace : expertChoices(trace));
        if (record) {
            m_kept += gradients->norms().task.size();
            m_kept += m_meter->take().counts.size();
        }
        const torch::Tensor norm = m_optimizer.gradientNorm();
        norm.item<double>();
        m_optimizer.clipGradients(norm, 1);
        m_optimizer.step({1e-4, 0.1}, {1e-4, 0}, {1e-4, 0});
    }

    RoutedModel m_model;
    AdamW m_optimizer;
    torch::Tensor m_ids, m_mask, m_labels;
    std::optional<RoutingMeter> m_meter;
    bool m_lossNeedsTrace = true;
    std::size_t m_kept = 0;
};

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// What a kind of step costs beside its bare neighbour: the median over pairs, each of them the other way round than
/// the one before.
double costOf(Bench& bench, Step kind, std::int64_t pairs, std::vector<double>& bare)
{
    std::vector<double> ratios;
    for (std::int64_t i = 0; i < pairs; ++i) {
        const Step first = i % 2 == 0 ? kind : Step::Bare;
        const double a = bench.step(first);
        const double b = bench.step(first == kind ? Step::Bare : kind);
        bare.push_back(first == kind ? b : a);
        ratios.push_back(first == kind ? a / b : b / a);
    }
    return median(ratios) - 1;
}

/// Prints its row. Returns whether the cost keeps within the goal.
bool measure(const Options& options, const char* name, const MethodConfig& method, const RoutingConfig& routing)
{
    Bench bench(options, method, routing);
    for (const Step kind : {Step::Bare, Step::Split, Step::Bare})
        bench.step(kind);
    std::vector<double> bare;
    const double counting = costOf(bench, Step::Counting, options.pairs, bare);
    const double record = costOf(bench, Step::Record, options.pairs, bare);
    const double split = costOf(bench, Step::Split, options.pairs, bare);
    constexpr double each = GateGradients::secondPassEvery;
    const double together =
        ((routingEvery - 1) * counting + ((each - 1) * record + split) / each) / static_cast<double>(routingEvery);
    std::printf("%-44s %8.1f ms %+8.2f %% %+8.2f %% %+8.2f %% %+8.2f %%\n", name, median(bare) * 1000, counting * 100,
                record * 100, split * 100, together * 100);
    std::fflush(stdout);
    return together <= mostCost;
}

bool measureAll(const Options& options)
{
    bool holds = true;
    const auto judge = [&](const char* name, const MethodConfig& method, const RoutingConfig& routing) {
        holds = measure(options, name, method, routing) && holds;
    };
    MolexConfig sound;
    judge("MoLEx, sequence vote, task trains the gate", LoraConfig{}, sound);
    MolexConfig released;
    released.vote = Vote::Batch;
    released.gateGradient = GateGradient::None;
    released.balanceLoss = BalanceLoss::Paper;
    judge("MoLEx, batch vote, balance loss trains it", LoraConfig{}, released);
    MolexConfig both;
    both.balanceLoss = BalanceLoss::Switch;
    judge("MoLEx, sequence vote, both train it", LoraConfig{}, both);
    MolexConfig token;
    token.vote = Vote::Token;
    judge("MoLEx, token vote, task trains the gate", LoraConfig{}, token);
    SparseUpcyclingConfig sparse;
    sparse.balanceCoefficient = 0.01;
    judge("Sparse Upcycling, both train the routers", sparse, NoRoutingConfig{});
    judge("Drop-Upcycling, both train the routers", DropUpcyclingConfig{}, NoRoutingConfig{});
    return holds;
}

} // namespace

int main(int argc, char** argv)
{
    engine::startWithFittingKernels(argv);
    Options options;
    const std::pair<const char*, std::int64_t*> numbers[] = {{"--hidden", &options.hidden},
                                                             {"--layers", &options.layers},
                                                             {"--batch", &options.batch},
                                                             {"--length", &options.length},
                                                             {"--pairs", &options.pairs}};
    for (int i = 1; i + 1 < argc; i += 2)
        for (const auto& [key, value] : numbers)
            if (std::strcmp(argv[i], key) == 0)
                *value = std::atoll(argv[i + 1]);
    if (argc == 2) {
        std::puts("bench_routing [--hidden D] [--layers T] [--batch B] [--length N] [--pairs P]\nExit status 1 where "
                  "counters and records together cost more than 2 % of a step.");
        return 0;
    }
    at::set_num_threads(1);
    std::printf(
        "%lld layers, hidden %lld, batch %lld × %lld, one thread, %lld pairs of steps of each kind; a record every "
        "%lld steps, a second pass at each %lldth record\n",
        static_cast<long long>(options.layers), static_cast<long long>(options.hidden),
        static_cast<long long>(options.batch), static_cast<long long>(options.length),
        static_cast<long long>(options.pairs), static_cast<long long>(routingEvery),
        static_cast<long long>(GateGradients::secondPassEvery));
    std::printf("%-44s %11s %10s %10s %10s %10s\n", "", "bare step", "counting", "record", "and split", "together");
    return measureAll(options) ? 0 : 1;
}
