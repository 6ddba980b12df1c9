// Models of the sizes that people use, without their weights: drawn at random and saved, loaded, trained for two steps,
// and for GPT-2 set to write. Each part in a process of its own. Prints a table; see --help. Exit status 1 where a part
// fails or needs more than 20 GiB.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/model/Torch.h"

#include "engine/generation/Generator.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/Safetensors.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/FittingKernels.h"
#include "engine/training/CostEstimate.h"
#include "engine/training/MemoryUse.h"
#include "engine/training/TrainingSession.h"
#include "tests/benchmarks/SizedModel.h"

namespace fs = std::filesystem;
using namespace engine;

namespace {

struct Shape
{
    const char* name;
    bench::Size size;
    const char* tokenizer; ///< folder with the golden one, when it is there
};

constexpr double mostGibibytes = 20; ///< of a part's process

const Shape shapes[] = {
    {"roberta-base", {}, "roberta-bpe"},
    {"roberta-large", {.width = 1024, .layers = 24, .heads = 16}, "roberta-bpe"},
    {"gpt2-medium",
     {.family = ModelFamily::Gpt2, .width = 1024, .layers = 24, .heads = 16, .vocabulary = 50257, .positions = 1024},
     "gpt2-bpe"},
};

bool writes(const Shape& shape)
{
    return shape.size.family == ModelFamily::Gpt2;
}

RunConfig configOf(const Shape& shape, const fs::path& folder)
{
    RunConfig config; // LoRA under MoLEx
    config.model = {(folder / "model").string(), Initialize::Pretrained};
    config.task.kind = writes(shape) ? TaskKind::E2e : TaskKind::Table;
    config.task.path = (folder / "data").string();
    config.task.maxLength = 128;
    config.training.batchSize = 8;
    config.training.steps = 2;
    config.runtime.device = "cpu";
    config.runtime.precision = Precision::Fp32;
    config.runtime.padTo = PadTo::MaxLength;
    return config;
}

void save(const Shape& shape, const fs::path& folder)
{
    const char* shared = std::getenv("MOLEX_SHARED");
    const fs::path golden = shared == nullptr ? fs::path() : fs::path(shared) / "golden" / shape.tokenizer;
    bench::writeModel(folder / "model", shape.size, fs::exists(golden / "merges.txt") ? golden : fs::path());
    if (writes(shape))
        bench::writeE2e(folder / "data", 16, 128);
    else
        bench::writeTable(folder / "data", 16, 128);
    const std::unique_ptr<Model> model = makeModel(readModelConfig(folder / "model"), 2);
    drawWeights(*model, 1);
    writeSafetensors(folder / "model" / "model.safetensors", model->tensors());
}

class Errors final : public RunObserver {
public:
    void handle(const RunEvent& event) noexcept override
    {
        if (const auto* line = std::get_if<LogLine>(&event); line != nullptr && line->level == LogLevel::Error)
            std::fprintf(stderr, "%s\n", line->text.c_str());
    }
};

void train(const Shape& shape, const fs::path& folder)
{
    Errors observer;
    RunControl control;
    if (TrainingSession(configOf(shape, folder), {folder / "run", {}}).run(control, observer).steps != 2)
        std::exit(1);
}

void generate(const Shape& shape, const fs::path& folder)
{
    Generator generator(configOf(shape, folder), folder / "run" / "step-00000002");
    Generator::Options options;
    options.search.maxNewTokens = 16;
    int texts = 0;
    generator.generate({"name[Aromi], food[Thai]", "name[Cocum], food[fish], area[riverside]"}, options,
                       [&](const Generator::Text&) { return ++texts > 0; });
    if (texts != 2)
        std::exit(1);
}

using Part = void (*)(const Shape&, const fs::path&);
const std::pair<const char*, Part> parts[] = {
    {"draw and save", save}, {"load and train", train}, {"load and write", generate}};

/// The process of one part: does it, and prints its peak of memory in bytes and its seconds.
int runPart(const char* shapeName, const char* partName, const fs::path& folder)
{
    at::set_num_threads(2);
    const auto start = std::chrono::steady_clock::now();
    for (const Shape& shape : shapes)
        for (const auto& [name, part] : parts)
            if (std::strcmp(shape.name, shapeName) == 0 && std::strcmp(name, partName) == 0)
                part(shape, folder);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%lld %.1f\n", static_cast<long long>(peakMemoryBytes()), seconds);
    return 0;
}

/// Prints a row for each part. Returns whether all went through and kept within the goal.
bool measure(const Shape& shape)
{
    constexpr double mebibyte = 1 << 20;
    const bench::Folder folder("bench-scale");
    bool holds = true;
    for (const auto& [name, part] : parts) {
        if (part == &generate && !writes(shape))
            continue;
        const std::string command = fs::read_symlink("/proc/self/exe").string() + " --part " + shape.name + " '" + name
            + "' " + folder.path().string();
        std::FILE* child = ::popen(command.c_str(), "r");
        long long peak = 0;
        double seconds = 0;
        const bool isRead = child != nullptr && std::fscanf(child, "%lld %lf", &peak, &seconds) == 2;
        const bool isDone = child != nullptr && ::pclose(child) == 0 && isRead;
        const bool isSmall = static_cast<double>(peak) <= mostGibibytes * 1024 * mebibyte;
        holds = holds && isDone && isSmall;
        const char* verdict = isDone ? (isSmall ? "" : " too much") : " failed";
        std::string estimate;
        if (part == &train)
            estimate = std::to_string(std::llround(
                static_cast<double>(estimateCost(configOf(shape, folder.path())).cost.memory.peak()) / mebibyte));
        std::printf("| %-13s | %-14s | %8s | %8.0f | %7.1f |%s\n", shape.name, name, estimate.c_str(),
                    static_cast<double>(peak) / mebibyte, seconds, verdict);
        std::fflush(stdout);
    }
    return holds;
}

} // namespace

int main(int argc, char** argv)
{
    engine::startWithFittingKernels(argv);
    setenv("MOLEX_DEVICE_LOCKS", "", 0); // runs of the user's are not waited for
    if (argc == 5 && std::strcmp(argv[1], "--part") == 0)
        return runPart(argv[2], argv[3], argv[4]);
    const std::string wanted = argc == 2 ? argv[1] : "";
    if (wanted == "--help") {
        std::puts(
            "bench_scale [roberta-base | roberta-large | gpt2-medium]\nLoRA under MoLEx, batch 8, 128 tokens. MiB: "
            "VmHWM of each part's process. Tokenizers from $MOLEX_SHARED/golden where that is set. Exit status 1 where "
            "a part fails or needs more than 20 GiB.");
        return 0;
    }
    std::puts("| model         | part           | estimate | measured | seconds |\n|---|---|---|---|---|");
    bool holds = true;
    for (const Shape& shape : shapes)
        if (wanted.empty() || wanted == shape.name)
            holds = measure(shape) && holds;
    return holds ? 0 : 1;
}
