#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/run/RunConfig.h"

/// Whether files of a model are sound, without training anything. Both block and throw nothing for bad input.
namespace engine {

struct ModelCheck
{
    std::string summary;            ///< "RoBERTa, 12 layers, 124.6 M parameters"; empty when config.json is unreadable
    std::string weights;            ///< "pytorch_model.bin, 78 tensors in F16"; empty when they cannot be read
    std::vector<std::string> notes; ///< what is unusual but no problem: a missing head, say
    std::vector<Issue> issues;
};

/// Reads config.json, the weights and the tokenizer of a model folder.
ModelCheck checkModel(const std::filesystem::path& folder);

/// Problems that keep a checkpoint of a run with this configuration from predicting.
std::vector<Issue> checkCheckpoint(const RunConfig& config, const std::filesystem::path& checkpoint);

} // namespace engine
