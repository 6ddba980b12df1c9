#include "gui/headless/BenchTable.h"

#include <chrono>
#include <filesystem>

#include <unistd.h>

#include "engine/metrics/ChildProcess.h"
#include "engine/training/AutoPrecision.h"
#include "engine/training/BenchCase.h"
#include "gui/headless/Text.h"

using engine::BenchCase;
using engine::BenchMethod;
using engine::Json;

namespace gui {

namespace {

constexpr auto longestCase = std::chrono::hours(1);

constexpr BenchMethod everyMethod[] = {BenchMethod::Lora, BenchMethod::Full, BenchMethod::MolexBatch,
                                       BenchMethod::MolexSequence, BenchMethod::MolexToken, BenchMethod::Head,
                                       BenchMethod::BitFit, BenchMethod::Adapter, BenchMethod::Dora};

std::vector<BenchCase> shapesOf(bool quick)
{
    BenchCase tiny;
    tiny.hidden = 64;
    tiny.layers = 4;
    tiny.heads = 4;
    tiny.vocabulary = 1000;
    tiny.batch = 16;
    tiny.length = 32;
    tiny.steps = 5;
    if (quick)
        return {tiny};
    BenchCase small = tiny;
    small.hidden = 128;
    small.layers = 12;
    small.vocabulary = 8000;
    small.batch = 32;
    small.steps = 9;
    BenchCase base;
    base.steps = 3;
    return {small, base};
}

std::vector<BenchCase> casesOf(bool quick)
{
    std::vector<BenchCase> cases;
    for (BenchCase which : shapesOf(quick))
        for (const engine::Precision precision : {engine::Precision::Fp32, engine::Precision::Bf16}) {
            which.precision = precision;
            for (const BenchMethod method : everyMethod) {
                which.method = method;
                cases.push_back(which);
            }
            which.method = BenchMethod::Lora;
            which.evaluates = true;
            cases.push_back(which);
            which.evaluates = false;
        }
    return cases;
}

std::vector<std::string> commandOf(const BenchCase& which)
{
    std::vector<std::string> words = {std::filesystem::read_symlink("/proc/self/exe").string(), "bench", "--json",
                                      "--parent", std::to_string(getpid())};
    const auto add = [&](const char* option, const std::string& value) {
        words.emplace_back(option);
        words.push_back(value);
    };
    add("--case", std::string(engine::nameOf(which.method)));
    add("--precision", std::string(engine::nameOf(which.precision)));
    add("--hidden", std::to_string(which.hidden));
    add("--layers", std::to_string(which.layers));
    add("--heads", std::to_string(which.heads));
    add("--vocabulary", std::to_string(which.vocabulary));
    add("--batch", std::to_string(which.batch));
    add("--length", std::to_string(which.length));
    add("--steps", std::to_string(which.steps));
    if (which.evaluates)
        words.emplace_back("--eval");
    return words;
}

std::string titleOf(const BenchCase& which)
{
    return std::string(engine::nameOf(which.method)) + (which.evaluates ? " (eval)" : "") + ", "
        + std::string(engine::nameOf(which.precision)) + ", " + std::to_string(which.hidden) + " wide, "
        + std::to_string(which.batch) + " x " + std::to_string(which.length);
}

Json measuredAlone(const BenchCase& which)
{
    engine::ChildProcess program(commandOf(which));
    const std::string line = program.exchange({}, 1, engine::ChildProcess::Clock::now() + longestCase).front();
    Json document = Json::parse(line, nullptr, false);
    if (!document.is_object())
        throw engine::Error("its process printed no document");
    return document;
}

/// What stands in the way of the case, before it runs or after; empty when it has been measured into `cases`.
std::string tryCase(const BenchCase& which, Json& cases)
{
    if (const std::vector<engine::Issue> issues = engine::checkCase(which); !issues.empty())
        return issues.front().message;
    try {
        cases.push_back(measuredAlone(which));
    } catch (const engine::Error& error) { // the other cases are worth having
        return error.what();
    }
    return {};
}

/// LoRA's step of the same shape and precision; 0 without one.
double stepOfLora(const Json& cases, const Json& which)
{
    for (const Json& other : cases) {
        bool isSame = other["case"] == "lora" && other["eval"] == false;
        for (const char* key : {"precision", "hidden", "layers", "batch", "length"})
            isSame = isSame && other[key] == which[key];
        if (isSame)
            return other["step_seconds"].get<double>();
    }
    return 0;
}

std::vector<std::string> rowOf(const Json& document, const Json& which)
{
    const Json& cases = document["cases"];
    const auto number = [&](const char* key, double factor) { return numberText(which[key].get<double>() * factor); };
    const double lora = which["eval"] == true ? 0 : stepOfLora(cases, which);
    return {which["hidden"].dump() + " wide, " + which["layers"].dump() + " layers, " + which["batch"].dump() + " x "
                + which["length"].dump(),
            which["case"].get<std::string>() + (which["eval"] == true ? " (eval)" : ""),
            which["precision"].get<std::string>() + (which["precision"] == document["auto"] ? " (auto)" : ""),
            number("step_seconds", 1e3),
            lora > 0 ? numberText(which["step_seconds"].get<double>() / lora) : "-",
            number("samples_per_second", 1),
            number("tokens_per_second", 1),
            which["peak_memory_bytes"].is_null() ? "-" : bytesText(which["peak_memory_bytes"].get<std::int64_t>()),
            number("layer_evaluations", 1),
            number("product_rate", 1e-9),
            number("product_fraction", 100)};
}

} // namespace

Json measureTable(bool quick, Console& console)
{
    const auto chosen = engine::autoIsBfloat16(false) ? engine::Precision::Bf16 : engine::Precision::Fp32;
    Json document = {{"cases", Json::array()}, {"left_out", Json::array()}, {"auto", engine::nameOf(chosen)}};
    const std::vector<BenchCase> cases = casesOf(quick);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string title = titleOf(cases[i]);
        console.progress(std::to_string(i + 1) + " of " + std::to_string(cases.size()) + ": " + title);
        const std::string reason = tryCase(cases[i], document["cases"]);
        if (reason.empty())
            continue;
        console.warning(std::string(title).append(" is left out: ").append(reason));
        document["left_out"].push_back({{"case", title}, {"reason", reason}});
    }
    console.clearProgress();
    return document;
}

std::string benchTableText(const Json& document)
{
    std::vector<std::vector<std::string>> rows = {{"shape", "case", "precision", "step ms", "x LoRA", "samples/s",
                                                   "tokens/s", "peak memory", "layer runs", "product GFLOP/s",
                                                   "% of it"}};
    for (const Json& which : document["cases"])
        rows.push_back(rowOf(document, which));
    return tableText(rows)
        + "\nMedian steps on 2 threads of the processor, where auto is " + document["auto"].get<std::string>()
        + ". \"product\" is LibTorch's of two 1024 x 1024 matrices, measured beside the steps; \"% of it\" what their "
          "matrix products reach.\n";
}

} // namespace gui
