// What a run needs in memory against what was estimated before it: each configuration in a process of its own. Prints a
// table; see --help. Exit status 1 where a run fails or its estimate is off by more than 15 %.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "engine/model/Torch.h"

#include "engine/run/ConfigJson.h"
#include "engine/run/FittingKernels.h"
#include "engine/training/CostEstimate.h"
#include "engine/training/MemoryUse.h"
#include "engine/training/TrainingSession.h"
#include "tests/benchmarks/SizedModel.h"
#include "tests/support/TensorMeter.h"

namespace fs = std::filesystem;
using namespace engine;

namespace {

constexpr bench::Size base{};
constexpr bench::Size large{.width = 1024, .layers = 24, .heads = 16};
constexpr bench::Size medium{.width = 512, .layers = 8, .heads = 8};
constexpr bench::Size small{.width = 256, .layers = 4, .heads = 4};
constexpr bench::Size gpt2{.family = ModelFamily::Gpt2, .vocabulary = 50257, .positions = 1024};
constexpr bench::Size smallGpt2{
    .family = ModelFamily::Gpt2, .width = 512, .layers = 6, .heads = 8, .vocabulary = 50257, .positions = 1024};

constexpr double mostError = 0.15; ///< of an estimate, as a share of what was needed

struct Case
{
    const char* name;
    bench::Size size;
    std::int64_t batch;
    std::int64_t length;
    std::int64_t batches; ///< of the training rows
    const char* settings; ///< over the defaults
};

const Case cases[] = {
    {"LoRA, RoBERTa-base", base, 4, 128, 2, R"({"routing": {"kind": "none"}})"},
    {"LoRA under MoLEx, sequence vote, RoBERTa-base", base, 4, 128, 2, "{}"},
    {"the same in bf16", base, 4, 128, 2, R"({"runtime": {"precision": "bf16"}})"},
    {"LoRA under MoLEx, token vote", medium, 8, 64, 2, R"({"routing": {"kind": "molex", "vote": "token"}})"},
    {"full fine-tuning, RoBERTa-base", base, 4, 64, 2, R"({"method": {"kind": "full"}, "routing": {"kind": "none"}})"},
    {"DoRA on all projections, 2 batches a step", medium, 8, 128, 4,
     R"({"method": {"kind": "lora", "dora": true, "dropout": 0.1, "targets": ["query", "key", "value", "attention_output",
         "intermediate", "output"]}, "routing": {"kind": "none"}, "training": {"accumulate": 2}})"},
    {"adapters under MoLEx, batch vote, 510 tokens", medium, 2, 510, 2,
     R"({"method": {"kind": "adapter"}, "routing": {"kind": "molex", "vote": "batch", "mixing": "learned",
         "gate_gradient": "none", "balance_loss": "paper"}})"},
    {"Drop-Upcycling, 4 experts", medium, 16, 64, 2,
     R"({"method": {"kind": "drop-upcycling", "experts": 4}, "routing": {"kind": "none"}})"},
    {"head only, RoBERTa-base", base, 8, 128, 2, R"({"method": {"kind": "head"}, "routing": {"kind": "none"}})"},
    {"biases, RoBERTa-large", large, 2, 128, 2, R"({"method": {"kind": "bitfit"}, "routing": {"kind": "none"}})"},
    {"LoRA under MoLEx, prompt vote, GPT-2 small", gpt2, 4, 128, 3,
     R"({"method": {"kind": "lora", "rank": 4, "dropout": 0.1}, "training": {"label_smoothing": 0.1}})"},
    {"full fine-tuning, GPT-2, 6 layers of 512", smallGpt2, 8, 128, 2,
     R"({"method": {"kind": "full"}, "routing": {"kind": "none"}})"},
    {"LoRA, 4 layers of 256, 300,000 rows", small, 16, 64, 18750,
     R"({"routing": {"kind": "none"}, "training": {"steps": 2}})"},
};

RunConfig configOf(const Case& which, const fs::path& folder)
{
    Json json = toJson(RunConfig{});
    const bool writes = which.size.family == ModelFamily::Gpt2;
    overlay(json,
            {{"model", {{"path", (folder / "model").string()}, {"initialize", "random"}}},
             {"task",
              {{"kind", writes ? "e2e" : "table"},
               {"path", (folder / "data").string()},
               {"max_length", which.length},
               {"dev_limit", 8}}},
             {"training", {{"epochs", 1}, {"batch_size", which.batch}}},
             {"runtime", {{"device", "cpu"}, {"precision", "fp32"}, {"threads", 1}, {"pad_to", "max_length"}}}});
    overlay(json, Json::parse(which.settings));
    ParsedConfig parsed = configFromJson(json);
    if (!parsed.issues.empty())
        throw BadInput(parsed.issues);
    return parsed.config;
}

void writeInputs(const Case& which, const fs::path& folder)
{
    bench::writeModel(folder / "model", which.size);
    const std::int64_t rows = which.batch * which.batches;
    if (which.size.family == ModelFamily::Gpt2)
        bench::writeE2e(folder / "data", rows, which.length);
    else
        bench::writeTable(folder / "data", rows, which.length);
}

class Progress final : public RunObserver {
public:
    void handle(const RunEvent& event) noexcept override
    {
        if (const auto* line = std::get_if<LogLine>(&event); line != nullptr && line->level == LogLevel::Error)
            std::fprintf(stderr, "%s\n", line->text.c_str());
    }
};

/// The process of one configuration: trains, and prints the peaks of memory and of tensors in bytes.
int runCase(const Case& which, const fs::path& folder)
{
    const auto meter = std::make_shared<support::TensorMeter>();
    const c10::DebugInfoGuard guard(c10::DebugInfoKind::PROFILER_STATE, meter);
    Progress observer;
    RunControl control;
    TrainingSession session(configOf(which, folder), {folder / "run", {}});
    const RunFinished finished = session.run(control, observer);
    std::printf("%lld %lld %lld\n", static_cast<long long>(peakMemoryBytes()), static_cast<long long>(meter->peak()),
                static_cast<long long>(finished.steps));
    return finished.status == RunStatus::Finished ? 0 : 1;
}

/// Prints its row. Returns whether the run came to its end and the estimate is near enough.
bool measure(const Case& which)
{
    const bench::Folder folder("bench-memory");
    writeInputs(which, folder.path());
    const auto estimate = static_cast<double>(estimateCost(configOf(which, folder.path())).cost.memory.peak());
    const std::string command =
        fs::read_symlink("/proc/self/exe").string() + " --case '" + which.name + "' " + folder.path().string();
    std::FILE* child = ::popen(command.c_str(), "r");
    long long peak = 0, tensors = 0, steps = 0;
    if (child == nullptr || std::fscanf(child, "%lld %lld %lld", &peak, &tensors, &steps) != 3)
        peak = 0;
    const bool isDone = child != nullptr && ::pclose(child) == 0 && peak > 0;
    const double error = peak > 0 ? estimate / static_cast<double>(peak) - 1 : 0;
    constexpr double mebibyte = 1 << 20;
    std::printf("| %-45s | %5lld | %5.0f | %5.0f | %5.0f | %+5.1f %% |%s\n", which.name, steps, tensors / mebibyte,
                estimate / mebibyte, peak / mebibyte, error * 100, isDone ? "" : " failed");
    std::fflush(stdout);
    return isDone && std::abs(error) <= mostError;
}

} // namespace

int main(int argc, char** argv)
{
    engine::startWithFittingKernels(argv);
    setenv("MOLEX_DEVICE_LOCKS", "", 0); // runs of the user's are not waited for
    const std::string part = argc == 2 ? argv[1] : "";
    if (part == "--help") {
        std::puts("bench_memory [PART OF A CONFIGURATION'S NAME]\nMiB. Tensors: the most alive at once, as LibTorch "
                  "counts them. Measured: VmHWM of a process that does one run. Exit status 1 where a run fails or its "
                  "estimate is off by more than 15 %.");
        return 0;
    }
    if (argc == 4 && std::strcmp(argv[1], "--case") == 0)
        return runCase(*std::find_if(std::begin(cases), std::end(cases),
                                     [&](const Case& which) { return std::strcmp(argv[2], which.name) == 0; }),
                       argv[3]);
    std::printf("| %-45s | steps | tensors | estimate | measured | error |\n|---|---|---|---|---|---|\n",
                "configuration");
    bool holds = true;
    for (const Case& which : cases)
        if (std::strstr(which.name, part.c_str()) != nullptr)
            holds = measure(which) && holds;
    return holds ? 0 : 1;
}
