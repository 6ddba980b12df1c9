// config.json of a model folder.
#include "engine/model/ModelConfig.h"
#include "engine/run/Error.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

bool acceptsModelConfig(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    fuzz::write(scratch / "config.json", bytes);
    return fuzz::isRead<engine::Error>([] {
        const engine::ModelConfig config = engine::readModelConfig(scratch.path());
        fuzz::require(config.layers > 0 && config.heads > 0 && config.hiddenSize % config.heads == 0
                      && config.longestInput() > 0 && config.paddingId < config.vocabularySize
                      && config.intermediateSize > 0);
    });
}

std::vector<std::string> goodModelConfigs()
{
    const std::string encoder =
        R"("vocab_size": 261, "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2,
"intermediate_size": 32, "max_position_embeddings": 66, "type_vocab_size": 2, "hidden_act": "gelu", "pad_token_id": 1,
"layer_norm_eps": 1e-5, "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0, "classifier_dropout": null,
"initializer_range": 0.02, "position_embedding_type": "absolute", "is_decoder": false,
"id2label": {"0": "no", "1": "caf\u00e9"}, "architectures": ["RobertaForSequenceClassification"], "weights": "random"})";
    return {"{\"model_type\": \"roberta\", " + encoder, "{\"model_type\": \"bert\", " + encoder,
            R"({"model_type": "gpt2", "vocab_size": 257, "n_embd": 16, "n_layer": 3, "n_head": 2, "n_positions": 64,
"n_ctx": 64, "n_inner": null, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "eos_token_id": [256, 3],
"embd_pdrop": 0.1, "resid_pdrop": 0.1, "attn_pdrop": 0.1, "scale_attn_weights": true, "tie_word_embeddings": true})"};
}

std::vector<std::vector<std::string>> modelConfigPieces()
{
    std::vector<std::string> keys;
    for (const char* key :
         {"model_type", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads",
          "max_position_embeddings", "pad_token_id", "id2label", "n_embd", "n_layer", "n_head", "n_inner",
          "n_positions", "n_ctx", "eos_token_id", "architectures", "weights", "hidden_act"})
        keys.push_back("\"" + std::string(key) + "\": ");
    return {keys,
            {"\"roberta\"", "\"bert\"", "\"gpt2\"", "\"random\"", "null", "true", "[]", "{}", "[1, 2]",
             "{\"0\": \"a\"}", "\"" + std::string(100, '\xC3') + "\""},
            {"{", "}", ",", ":", "\xFF", "\xC3\xA9", "\\ud800", std::string(70, '['), "-", "."}};
}

} // namespace

fuzz::Target fuzz::modelConfigTarget()
{
    return {"model-config", acceptsModelConfig, goodModelConfigs, modelConfigPieces, 10000};
}
