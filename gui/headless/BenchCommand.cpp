#include "gui/headless/BenchCommand.h"

#include <csignal>

#include <sys/prctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "engine/data/Utf8.h"
#include "engine/training/StepBench.h"
#include "gui/headless/BenchTable.h"
#include "gui/headless/EngineTexts.h"
#include "gui/headless/Text.h"
#include "gui/headless/Workspace.h"

using engine::BenchCase;
using engine::BenchResult;
using engine::Issue;
using engine::Json;

namespace gui {

namespace {

/// Ends this process as soon as the one that started it has ended.
void endWith(std::int64_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) // it had ended before
        std::raise(SIGKILL);
}

Json jsonOf(const BenchCase& which, const BenchResult& result)
{
    return {{"case", engine::nameOf(which.method)},
            {"eval", which.evaluates},
            {"hidden", which.hidden},
            {"layers", which.layers},
            {"heads", which.heads},
            {"vocabulary", which.vocabulary},
            {"batch", which.batch},
            {"length", which.length},
            {"steps", which.steps},
            {"threads", which.threads},
            {"precision", result.precision},
            {"without", which.trials.leftOut()},
            {"step_seconds", result.stepSeconds},
            {"samples_per_second", result.samplesPerSecond},
            {"tokens_per_second", result.tokensPerSecond},
            {"peak_memory_bytes", result.peakMemoryBytes ? Json(*result.peakMemoryBytes) : Json()},
            {"layer_evaluations", result.layerRuns},
            {"operations", result.operations},
            {"product_width", result.productWidth},
            {"product_rate", result.productRate},
            {"product_fraction", result.productFraction()}};
}

std::string sentences(const BenchResult& result)
{
    return tableText({{"step", numberText(result.stepSeconds * 1e3) + " ms (median)"},
                      {"samples/s", numberText(result.samplesPerSecond)},
                      {"tokens/s", numberText(result.tokensPerSecond)},
                      {"peak memory", result.peakMemoryBytes ? bytesText(*result.peakMemoryBytes) : "not known"},
                      {"precision", result.precision},
                      {"layer runs", numberText(result.layerRuns) + " in a forward pass"},
                      {"arithmetic", numberText(result.operations / 1e9) + " GFLOP a step"},
                      {"matrix product",
                       numberText(result.productRate / 1e9) + " GFLOP/s, " + std::to_string(result.productWidth) + " x "
                           + std::to_string(result.productWidth) + " in " + result.precision},
                      {"reached of it", numberText(result.productFraction() * 100) + " %"}});
}

} // namespace

BenchCommand::BenchCommand()
    : Command(benchText)
{
}

void BenchCommand::declare(CLI::App& app)
{
    app.add_flag("--quick", m_quick, "The table for one small shape");
    const std::string help =
        "One case in place of the table: " + engine::listed(engine::allNames<engine::BenchMethod>())
        + ". Random weights, dropout 0.1, two labels, rows of full length; LoRA has rank 8, a mixture's gate is drawn "
          "and does not train";
    m_caseOption = app.add_option("--case", m_method, help);
    declareCase(app);
    app.add_option("--parent", m_parent)->group(""); // of a table's processes; no option for people
    declareJson(app, m_json);
}

void BenchCommand::declareCase(CLI::App& app)
{
    const auto number = [&](const char* name, std::int64_t& value, const char* help) {
        m_ofCase.push_back(app.add_option(name, value, help)->capture_default_str());
    };
    number("--hidden", m_case.hidden, "Width of the hidden states; feed-forward blocks have four times that");
    number("--layers", m_case.layers, "Layers");
    number("--heads", m_case.heads, "Attention heads");
    number("--vocabulary", m_case.vocabulary, "Tokens of the vocabulary");
    number("--batch", m_case.batch, "Rows of a batch");
    number("--length", m_case.length, "Tokens of a row");
    number("--steps", m_case.steps, "Timed steps, after two that warm up");
    number("--threads", m_case.threads, "CPU threads");
    number("--seed", m_case.seed, "Draws weights, rows and dropout");
    m_ofCase.push_back(app.add_option("--precision", m_precision, engine::listed(engine::allNames<engine::Precision>()))
                           ->capture_default_str());
    m_ofCase.push_back(app.add_option("--device", m_case.device, "auto, cpu, cuda or cuda:N")->capture_default_str());
    m_ofCase.push_back(app.add_option("--without", m_without,
                                      "For comparisons, leave out of what makes steps faster: "
                                          + engine::listed(engine::Trials::names()))
                           ->delimiter(',')
                           ->allow_extra_args(false));
    m_ofCase.push_back(app.add_flag("--eval", m_case.evaluates, "Forward passes alone"));
}

BenchCase BenchCommand::requireCase() const
{
    BenchCase which = m_case;
    std::vector<Issue> issues;
    const auto choose = [&](const char* option, const std::string& name, auto& value) {
        using Choice = std::decay_t<decltype(value)>;
        if (!engine::fromName(name, value))
            issues.push_back(
                {option, engine::inQuotes(name) + " is not one of " + engine::listed(engine::allNames<Choice>())});
    };
    choose("--case", m_method, which.method);
    choose("--precision", m_precision, which.precision);
    for (const std::string& name : m_without)
        if (!which.trials.leaveOut(name))
            issues.push_back(
                {"--without", engine::inQuotes(name) + " is not one of " + engine::listed(engine::Trials::names())});
    if (m_quick)
        issues.push_back({"--quick", "and --case exclude each other"});
    for (const Issue& issue : engine::checkCase(which))
        issues.push_back({"--" + issue.path, issue.message});
    if (!issues.empty())
        throw engine::BadInput(std::move(issues));
    return which;
}

void BenchCommand::refuseCaseOptions() const
{
    std::vector<Issue> issues;
    for (const CLI::Option* option : m_ofCase)
        if (option->count() > 0)
            issues.push_back({option->get_name(), "needs --case"});
    if (!issues.empty())
        throw engine::BadInput(std::move(issues));
}

ExitCode BenchCommand::execute(Console& console)
{
    if (m_caseOption->count() > 0) {
        if (m_parent > 0)
            endWith(m_parent);
        const BenchCase which = requireCase();
        const BenchResult result = engine::measureSteps(which);
        if (m_json)
            console.print(jsonOf(which, result));
        else
            console.write(sentences(result));
        return ExitCode::Done;
    }
    refuseCaseOptions();
    const Json cases = measureTable(m_quick, console);
    if (m_json)
        console.print(cases);
    else
        console.write(benchTableText(cases));
    return ExitCode::Done;
}

} // namespace gui
