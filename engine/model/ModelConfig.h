#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace engine {

enum class ModelFamily { Roberta };

/// The parts of a Hugging Face config.json that decide a model's shape and arithmetic.
struct ModelConfig
{
    ModelFamily family = ModelFamily::Roberta;
    std::int64_t vocabularySize = 0;
    std::int64_t hiddenSize = 0;       ///< d
    std::int64_t layers = 0;           ///< T
    std::int64_t heads = 0;
    std::int64_t intermediateSize = 0; ///< inner width of the feed-forward block
    std::int64_t positions = 0;        ///< rows of the position table; the longest input is positions - 2
    std::int64_t tokenTypes = 1;
    std::int64_t paddingId = 1;
    double hiddenDropout = 0.1;
    double attentionDropout = 0.1;
    double layerNormEpsilon = 1e-5;
    double initializerRange = 0.02;      ///< standard deviation of fresh weights
    std::vector<std::string> labelNames; ///< id2label in order; two of them when the file has none
    std::vector<std::string> architectures;
    bool hasNoWeights = false; ///< "weights": "random": a shape and a tokenizer for model.initialize random

    /// Longest input in tokens, special tokens included.
    std::int64_t longestInput() const { return positions - paddingId - 1; }
};

/// Reads and checks FOLDER/config.json. Throws BadInput with every problem: a folder that is none, an architecture
/// that is not known, sizes that are missing, out of range or do not fit each other.
ModelConfig readModelConfig(const std::filesystem::path& folder);

} // namespace engine
