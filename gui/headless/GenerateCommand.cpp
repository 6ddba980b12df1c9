#include "gui/headless/GenerateCommand.h"

#include <algorithm>
#include <atomic>

#include <CLI/CLI.hpp>

#include "engine/data/E2eTask.h"
#include "engine/run/Counted.h"
#include "engine/run/Error.h"
#include "gui/headless/EngineTexts.h"
#include "gui/headless/InterruptWatch.h"
#include "gui/headless/NumberRange.h"
#include "gui/headless/Text.h"
#include "storage/export/OutputFile.h"

using engine::Json;
using Groups = std::vector<engine::ReferenceGroup>;

namespace gui {

namespace {

Groups readInput(const std::string& path, std::int64_t limit)
{
    engine::IssueList issues;
    std::uint64_t hash = 0;
    const engine::Split split = engine::readE2eFile(path, 0, issues, hash);
    issues.throwIfAny();
    Groups groups = engine::groupByPrompt(split);
    if (limit > 0 && groups.size() > static_cast<std::size_t>(limit))
        groups.resize(static_cast<std::size_t>(limit));
    return groups;
}

/// As e2e-metrics reads them: blocks of lines, divided by empty ones.
std::string referenceText(const Groups& groups)
{
    std::string text;
    for (const engine::ReferenceGroup& group : groups) {
        text += text.empty() ? "" : "\n";
        for (const std::string& reference : group.references)
            text += reference + "\n";
    }
    return text;
}

/// Each text is a line of its own.
std::string oneLine(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

} // namespace

GenerateCommand::GenerateCommand()
    : Command(generateText)
{
}

void GenerateCommand::declare(CLI::App& app)
{
    app.add_option("RUN", m_run, "A number, a name, or last: its best checkpoint");
    app.add_option("--checkpoint", m_checkpoint, "A checkpoint folder, in place of RUN")->type_name("DIR");
    app.add_option("--input", m_input, "E2E file: CSV with mr and ref, or lines of mr||ref; without references too")
        ->required()
        ->type_name("FILE");
    app.add_option("--output", m_output, "Write the texts here, a line each, in place of standard output")
        ->type_name("FILE");
    app.add_option("--references", m_references, "Write the input's references here, for molex score-text")
        ->type_name("FILE");
    app.add_option("--limit", m_limit, "Only the first different meaning representations; 0 for all")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_option("--beam", m_beam, "Hypotheses kept side by side (otherwise the run's, as below)")
        ->check(CLI::Range(1, 256));
    app.add_option("--length-penalty", m_lengthPenalty, "Log-probability is divided by the length to this power")
        ->check(numberBetween(0.0, 10.0));
    app.add_option("--no-repeat-ngram", m_noRepeatNgram, "No n new tokens are written twice; 0 allows it")
        ->check(CLI::Range(0, 1024));
    app.add_option("--max-new-tokens", m_maxNewTokens, "Longest text in tokens")->check(CLI::Range(1, 100'000));
    app.add_option("--decode", m_rule, "prompt-route, recompute or released (otherwise the run's)")
        ->check(CLI::IsMember(engine::allNames<engine::Decoding>()));
    m_workspace.declare(app);
    declareJson(app, m_json);
}

SavedModel GenerateCommand::savedModel(Console& console) const
{
    if (m_run.empty() == m_checkpoint.empty())
        throw engine::BadInput("RUN", "give either a run or --checkpoint");
    return m_run.empty() ? savedModelOfFolder(m_checkpoint) : savedModelOfRun(*m_workspace.open(console), m_run);
}

engine::Generator::Options GenerateCommand::options(const engine::RunConfig& config) const
{
    engine::Generator::Options options;
    options.search = config.generation;
    options.search.beam = m_beam.value_or(options.search.beam);
    options.search.lengthPenalty = m_lengthPenalty.value_or(options.search.lengthPenalty);
    options.search.noRepeatNgram = m_noRepeatNgram.value_or(options.search.noRepeatNgram);
    options.search.maxNewTokens = m_maxNewTokens.value_or(options.search.maxNewTokens);
    if (!m_rule.empty())
        engine::fromName(m_rule, options.rule.emplace());
    return options;
}

ExitCode GenerateCommand::execute(Console& console)
{
    std::atomic<bool> interrupted = false;
    const InterruptWatch watch([&] { interrupted = true; });
    const SavedModel saved = savedModel(console);
    const Groups groups = readInput(m_input, m_limit);
    std::vector<std::string> prompts;
    for (const engine::ReferenceGroup& group : groups)
        prompts.push_back(group.prompt);
    engine::Generator generator(saved.config, saved.checkpoint);
    if (!m_references.empty())
        storage::writeOutputFile(m_references, referenceText(groups));
    Json results = Json::array();
    std::string lines;
    std::size_t cut = 0;
    generator.generate(prompts, options(saved.config), [&](const engine::Generator::Text& text) {
        const std::string line = oneLine(text.text);
        if (!m_json && m_output.empty())
            console.data(line + "\n");
        lines += line + "\n";
        cut += text.promptWasCut ? 1 : 0;
        const Json result = {
            {"prompt", prompts[results.size()]}, {"text", line}, {"score", text.score}, {"tokens", text.tokens}};
        results.push_back(result);
        console.progress(std::to_string(results.size()) + " of " + engine::counted(prompts.size(), "text"));
        return !interrupted.load();
    });
    console.clearProgress();
    if (cut > 0)
        console.warning(
            cut == 1 ? "1 prompt is longer than its room and lost tokens at its start"
                     : countText(static_cast<std::int64_t>(cut))
                    + " prompts are longer than their room and lost tokens at their start");
    if (interrupted.load() && results.size() < prompts.size())
        return ExitCode::Interrupted;
    if (!m_output.empty())
        storage::writeOutputFile(m_output, lines);
    if (m_json) {
        Json document = {{"checkpoint", saved.checkpoint.string()}};
        document["texts"] = std::move(results);
        console.print(document);
    }
    return ExitCode::Done;
}

} // namespace gui
