#include "gui/headless/DecodeCommand.h"

#include <CLI/CLI.hpp>

#include "gui/headless/EngineTexts.h"
#include "gui/headless/ModelArguments.h"
#include "gui/headless/NumberRange.h"
#include "gui/headless/Workspace.h"

namespace gui {

DecodeCommand::DecodeCommand()
    : Command(decodeText)
{
}

void DecodeCommand::declare(CLI::App& app)
{
    declareModelOptions(app, m_model);
    declareInputs(app, "--prompts", m_model, "JSON list of lists of ids");
    app.add_option("--steps", m_decoding.steps, "Longest continuation in tokens")
        ->required()
        ->check(CLI::Range(1, 100'000));
    app.add_option("--beam", m_decoding.beam, "Hypotheses kept side by side; 1 for greedy decoding")
        ->check(CLI::Range(1, 4096))
        ->capture_default_str();
    app.add_option("--length-penalty", m_decoding.lengthPenalty,
                   "A hypothesis scores its log-probability over its length to this power")
        ->check(numberBetween(0.0, 10.0))
        ->capture_default_str();
    app.add_option("--no-repeat-ngram", m_decoding.noRepeatNgram, "No n new tokens are written twice; 0 allows it")
        ->check(CLI::Range(0, 100'000))
        ->capture_default_str();
    app.add_option("--decode", m_rule,
                   "prompt-route (the prompt's layers hold, cached), recompute (a whole pass for each token), or "
                   "released (as the released code; ids of padding at a prompt's end are its padding)")
        ->check(CLI::IsMember(engine::allNames<engine::Decoding>()));
    app.add_option("--eos", m_endIds, "Ids that end a continuation (otherwise config.json's eos_token_id)")
        ->check(CLI::NonNegativeNumber)
        ->delimiter(',');
    app.add_option("--pad-to", m_decoding.padTo, "released: pad prompts to this length, as they are given")
        ->check(CLI::Range(1, 1'000'000));
    app.add_flag("--details", m_decoding.details, "Add what each step took, logits and norms of the cache");
    declareJson(app, m_json);
}

ExitCode DecodeCommand::execute(Console& console)
{
    engine::DecodeOptions decoding = m_decoding;
    if (!m_rule.empty())
        engine::fromName(m_rule, decoding.rule.emplace());
    if (!m_endIds.empty())
        decoding.endIds = m_endIds;
    console.print(engine::decodeOnce(checked(m_model), decoding));
    return ExitCode::Done;
}

} // namespace gui
