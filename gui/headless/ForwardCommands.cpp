#include "gui/headless/ForwardCommands.h"

#include <CLI/CLI.hpp>

#include "gui/headless/EngineTexts.h"
#include "gui/headless/ModelArguments.h"
#include "gui/headless/NumberRange.h"
#include "gui/headless/Workspace.h"

namespace gui {

namespace {
constexpr const char* batchHelp = "JSON with input_ids, attention_mask, optional labels and token_type_ids";
}

ForwardCommand::ForwardCommand()
    : Command(forwardText)
{
}

void ForwardCommand::declare(CLI::App& app)
{
    declareModelOptions(app, m_options);
    declareInputs(app, "--inputs", m_options, batchHelp);
    app.add_flag("--hidden", m_hidden, "Add the norms of the hidden states");
    declareJson(app, m_json);
}

ExitCode ForwardCommand::execute(Console& console)
{
    console.print(engine::forwardOnce(checked(m_options), m_hidden));
    return ExitCode::Done;
}

TrainStepsCommand::TrainStepsCommand()
    : Command(trainStepsText)
{
}

void TrainStepsCommand::declare(CLI::App& app)
{
    declareModelOptions(app, m_options);
    declareInputs(app, "--inputs", m_options, batchHelp);
    app.add_option("--steps", m_training.steps, "Optimizer steps")->required()->check(CLI::Range(0, 1'000'000));
    app.add_option("--lr", m_training.learningRate, "Learning rate")->required()->check(numberBetween(0.0, 1000.0));
    app.add_option("--weight-decay", m_training.weightDecay, "Decoupled decay, on every trainable tensor")
        ->required()
        ->check(numberBetween(0.0, 1000.0));
    declareJson(app, m_json);
}

ExitCode TrainStepsCommand::execute(Console& console)
{
    console.print(engine::trainSteps(checked(m_options), m_training));
    return ExitCode::Done;
}

} // namespace gui
