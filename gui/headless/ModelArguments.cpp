#include "gui/headless/ModelArguments.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "engine/run/Resources.h"

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

} // namespace

void declareModelOptions(CLI::App& app, engine::ModelOptions& options)
{
    declareFile(app, "--model", options.model, "Model folder")->required()->type_name("DIR");
    declareFile(app, "--adapter", options.adapter, "Trained tensors (safetensors), or a folder as PEFT writes it")
        ->type_name("PATH");
    declareFile(app, "--adapter-config", options.adapterConfig, "JSON with r, lora_alpha and the adapted modules");
    declareFile(app, "--method", options.method, "JSON of a configuration's method section, in place of an adapter");
    declareFile(app, "--routing", options.routing, "JSON of a configuration's routing section");
    app.add_option("--precision", options.precision, "fp32 or bf16")
        ->check(CLI::IsMember({"fp32", "bf16"}))
        ->capture_default_str();
    app.add_option("--seed", options.seed, "Draws what no file gives")->capture_default_str();
}

void declareInputs(CLI::App& app, const char* name, engine::ModelOptions& options, const char* help)
{
    declareFile(app, name, options.inputs, help)->required();
}

engine::ModelOptions checked(const engine::ModelOptions& options)
{
    if (options.adapterConfig && !options.adapter)
        throw engine::BadInput("--adapter-config", "needs --adapter");
    if (options.method && options.adapter)
        throw engine::BadInput("--method", "and --adapter exclude each other");
    engine::ModelOptions result = options;
    result.model = engine::modelFolder(options.model.string());
    return result;
}

} // namespace gui
