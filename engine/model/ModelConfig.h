#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace engine {

enum class ModelFamily { Roberta, Bert, Gpt2 };

/// The parts of a Hugging Face config.json that decide a model's shape and arithmetic.
struct ModelConfig
{
    ModelFamily family = ModelFamily::Roberta;
    std::int64_t vocabularySize = 0;
    std::int64_t hiddenSize = 0;       ///< d
    std::int64_t layers = 0;           ///< T
    std::int64_t heads = 0;
    std::int64_t intermediateSize = 0; ///< inner width of the feed-forward block
    std::int64_t positions = 0;        ///< rows of the position table
    std::int64_t firstPosition = 0;    ///< row of the first token; RoBERTa's rows up to the padding id's hold no token
    std::int64_t tokenTypes = 0;       ///< rows of the token-type table; 0: the family has none
    std::int64_t paddingId = 0;
    std::vector<std::int64_t> endIds;  ///< eos_token_id: a continuation ends with any of them
    double embeddingDropout = 0.1;
    double hiddenDropout = 0.1;
    double attentionDropout = 0.1;
    double headDropout = 0.1; ///< of a classification head
    double layerNormEpsilon = 1e-5;
    double initializerRange = 0.02;      ///< standard deviation of fresh weights
    std::vector<std::string> labelNames; ///< id2label in order, two where the file has none; empty for a language model
    std::vector<std::string> architectures;
    bool hasNoWeights = false; ///< "weights": "random": a shape and a tokenizer for model.initialize random

    /// Longest input in tokens, special tokens included.
    std::int64_t longestInput() const { return positions - firstPosition; }
    /// True when a token sees only itself and earlier ones, and the head gives the next token.
    bool isCausal() const { return family == ModelFamily::Gpt2; }
    /// True when a pair's second text carries token type 1.
    bool marksSecondText() const { return family == ModelFamily::Bert && tokenTypes > 1; }
};

/// "RoBERTa", "BERT", "GPT-2"
const char* familyName(ModelFamily family);

/// What config.json calls a trained model of the family: "RobertaForSequenceClassification".
const char* architectureName(ModelFamily family);

/// Reads and checks FOLDER/config.json. Throws BadInput with every problem: a folder that is none, an architecture
/// that is not known, sizes that are missing, out of range or do not fit each other.
ModelConfig readModelConfig(const std::filesystem::path& folder);

class ConfigFields;

/// The readers by family; problems stay in `fields`.
ModelConfig readRobertaConfig(ConfigFields& fields);
ModelConfig readBertConfig(ConfigFields& fields);
ModelConfig readGpt2Config(ConfigFields& fields);

} // namespace engine
