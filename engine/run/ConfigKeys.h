#pragma once

#include <map>
#include <string>

#include "engine/run/JsonText.h"

/// Stored configurations as flat lists, to be told apart and grouped.
namespace engine {

/// Dotted path and value as text: {"training.learning_rate", "0.0004"}, {"method.targets", "[\"query\",\"value\"]"}.
std::map<std::string, std::string> flatConfig(const Json& config);

constexpr const char* seedKey = "runtime.seed";

/// True for the keys that do not make two runs different experiments: seed, name and group.
bool isNameOrSeed(const std::string& key);

/// "glue/cola", "table/FOLDER", "wordnet", "e2e": what is learned, whatever part of its rows is used.
std::string taskOf(const Json& config);

/// One text for each configuration, seed, name and group left out.
std::string experimentOf(const Json& config);

/// Task, method and routing kind as one text.
std::string familyOf(const Json& config);

} // namespace engine
