#pragma once

#include "engine/training/Inference.h"

namespace CLI {
class App;
}

/// Options of the commands that run a model on token ids from a file.
namespace gui {

/// --model, --adapter, --adapter-config, --routing, --precision, --seed.
void declareModelOptions(CLI::App& app, engine::ModelOptions& options);

/// The required file with ids.
void declareInputs(CLI::App& app, const char* name, engine::ModelOptions& options, const char* help);

/// The options with the model's folder resolved. Throws BadInput where they do not fit each other.
engine::ModelOptions checked(const engine::ModelOptions& options);

} // namespace gui
