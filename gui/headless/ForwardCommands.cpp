#include "gui/headless/ForwardCommands.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "engine/run/Resources.h"
#include "gui/headless/Workspace.h"

namespace gui {

namespace {

/// An option whose text becomes the path.
template <class Path>
CLI::Option* declareFile(CLI::App& app, const char* name, Path& path, const char* help)
{
    return app
        .add_option_function<std::string>(
            name, [&](const std::string& text) { path = text; }, help)
        ->type_name("FILE");
}

void declareModelOptions(CLI::App& app, engine::ModelOptions& options)
{
    declareFile(app, "--model", options.model, "Model folder")->required()->type_name("DIR");
    declareFile(app, "--inputs", options.inputs, "JSON with input_ids, attention_mask and optional labels")->required();
    declareFile(app, "--adapter", options.adapter, "Trained tensors (safetensors)");
    declareFile(app, "--adapter-config", options.adapterConfig, "JSON with r, lora_alpha and the adapted modules");
    declareFile(app, "--routing", options.routing, "JSON of a configuration's routing section");
    app.add_option("--precision", options.precision, "fp32 or bf16")
        ->check(CLI::IsMember({"fp32", "bf16"}))
        ->capture_default_str();
    app.add_option("--seed", options.seed, "Draws what no file gives")->capture_default_str();
}

engine::ModelOptions checked(const engine::ModelOptions& options)
{
    if (options.adapterConfig && !options.adapter)
        throw engine::BadInput("--adapter-config", "needs --adapter");
    engine::ModelOptions result = options;
    result.model = engine::modelFolder(options.model.string());
    return result;
}

} // namespace

ForwardCommand::ForwardCommand()
    : Command("forward", "One pass of a model over a batch of token ids")
{
}

void ForwardCommand::declare(CLI::App& app)
{
    declareModelOptions(app, m_options);
    app.add_flag("--hidden", m_hidden, "Add the norms of the hidden states");
    declareJson(app, m_json);
}

ExitCode ForwardCommand::execute(Console& console)
{
    console.print(engine::forwardOnce(checked(m_options), m_hidden));
    return ExitCode::Done;
}

TrainStepsCommand::TrainStepsCommand()
    : Command("train-steps", "AdamW steps on one batch of token ids")
{
}

void TrainStepsCommand::declare(CLI::App& app)
{
    declareModelOptions(app, m_options);
    app.add_option("--steps", m_training.steps, "Optimizer steps")->required()->check(CLI::Range(0, 1'000'000));
    app.add_option("--lr", m_training.learningRate, "Learning rate")->required()->check(CLI::Range(0.0, 1000.0));
    app.add_option("--weight-decay", m_training.weightDecay, "Decoupled decay, on every trainable tensor")
        ->required()
        ->check(CLI::Range(0.0, 1000.0));
    declareJson(app, m_json);
}

ExitCode TrainStepsCommand::execute(Console& console)
{
    console.print(engine::trainSteps(checked(m_options), m_training));
    return ExitCode::Done;
}

} // namespace gui
