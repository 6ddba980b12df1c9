#include "engine/training/BenchCase.h"

#include "engine/training/ComputeDevice.h"
#include "engine/training/MemoryEstimate.h"
#include "engine/training/MemoryUse.h"
#include "engine/training/ParameterCount.h"

namespace engine {

namespace {

constexpr std::int64_t rowOfFirstToken = 2; // in RoBERTa's table of positions, behind padding id 1

MethodConfig benchMethod(BenchMethod method)
{
    LoraConfig lora;
    switch (method) {
    case BenchMethod::Full:
        return FullConfig{};
    case BenchMethod::Head:
        return HeadConfig{};
    case BenchMethod::BitFit:
        return BitFitConfig{};
    case BenchMethod::Adapter:
        return AdapterConfig{};
    case BenchMethod::Dora:
        lora.dora = true;
        break;
    case BenchMethod::Lora:
    case BenchMethod::MolexBatch:
    case BenchMethod::MolexSequence:
    case BenchMethod::MolexToken:
        break;
    }
    return lora;
}

RoutingConfig benchRouting(BenchMethod method)
{
    MolexConfig molex;
    molex.gateGradient = GateGradient::None;
    switch (method) {
    case BenchMethod::Lora:
    case BenchMethod::Full:
    case BenchMethod::Head:
    case BenchMethod::BitFit:
    case BenchMethod::Adapter:
    case BenchMethod::Dora:
        return NoRoutingConfig{};
    case BenchMethod::MolexBatch:
        molex.vote = Vote::Batch;
        break;
    case BenchMethod::MolexSequence:
        molex.vote = Vote::Sequence;
        break;
    case BenchMethod::MolexToken:
        molex.vote = Vote::Token;
        break;
    }
    return molex;
}

std::vector<Issue> numbersOutOfRange(const BenchCase& which)
{
    struct Limit
    {
        const char* name;
        std::int64_t value;
        std::int64_t smallest;
        std::int64_t largest;
    };
    const Limit limits[] = {
        {"hidden", which.hidden, 1, 65536},
        {"layers", which.layers, 1, 1024},
        {"heads", which.heads, 1, 4096},
        {"vocabulary", which.vocabulary, firstBenchId + 1, 10'000'000},
        {"batch", which.batch, 1, 65536},
        {"length", which.length, 2, 65536},
        {"steps", which.steps, 1, 1'000'000},
        {"threads", which.threads, 1, 1024},
        {"seed", which.seed, 0, static_cast<std::int64_t>(largestInteger)},
    };
    std::vector<Issue> issues;
    for (const Limit& limit : limits)
        if (limit.value < limit.smallest || limit.value > limit.largest)
            issues.push_back({limit.name,
                              std::to_string(limit.value) + " must lie between " + std::to_string(limit.smallest)
                                  + " and " + std::to_string(limit.largest)});
    return issues;
}

/// Bytes that the case needs, of a process of its own.
std::int64_t neededMemory(const BenchCase& which)
{
    const ModelConfig model = modelOf(which);
    const RunConfig run = runOf(which);
    RowSizes rows;
    rows.rows = rows.trainRows = which.batch;
    rows.longest = which.length;
    const MemoryEstimate estimate = estimateMemory(
        model, run, countParameters(model, static_cast<std::int64_t>(model.labelNames.size()), run), rows);
    if (!which.evaluates)
        return estimate.peak();
    return estimate.program + estimate.weights
        + forwardBytes(model, static_cast<double>(which.batch), static_cast<double>(which.length));
}

/// Whether the steps run in this machine's own memory. A device that is not there is an issue.
bool runsOnProcessor(const BenchCase& which, std::vector<Issue>& issues)
{
    try {
        return chooseDevice(which.device).is_cpu();
    } catch (const BadInput& problem) {
        for (const Issue& issue : problem.issues())
            issues.push_back({"device", issue.message});
    }
    return false;
}

} // namespace

ModelConfig modelOf(const BenchCase& which)
{
    ModelConfig model;
    model.vocabularySize = which.vocabulary;
    model.hiddenSize = which.hidden;
    model.layers = which.layers;
    model.heads = which.heads;
    model.intermediateSize = 4 * which.hidden;
    model.positions = which.length + rowOfFirstToken;
    model.firstPosition = rowOfFirstToken;
    model.tokenTypes = 1;
    model.paddingId = 1;
    model.headDropout = 0; // as in the peer that paired.py measures
    model.labelNames = {"LABEL_0", "LABEL_1"};
    return model;
}

RunConfig runOf(const BenchCase& which)
{
    RunConfig run;
    run.method = benchMethod(which.method);
    run.routing = benchRouting(which.method);
    run.task.maxLength = which.length;
    run.training.batchSize = which.batch;
    run.runtime.device = which.device;
    run.runtime.precision = which.precision;
    run.runtime.threads = which.threads;
    run.runtime.seed = which.seed;
    return run;
}

std::vector<Issue> checkCase(const BenchCase& which)
{
    std::vector<Issue> issues = numbersOutOfRange(which);
    if (which.heads > 0 && which.hidden % which.heads != 0)
        issues.push_back(
            {"heads",
             std::to_string(which.heads) + " must divide the width, which is " + std::to_string(which.hidden)});
    for (const Issue& issue : validate(runOf(which)))
        if (issue.path == "runtime.device")
            issues.push_back({"device", issue.message});
    if (!issues.empty() || !runsOnProcessor(which, issues))
        return issues;
    if (const auto shortage = memoryShortage(neededMemory(which)))
        issues.push_back({"case", *shortage});
    return issues;
}

} // namespace engine
