#include "engine/model/EncoderConfig.h"

#include <algorithm>

namespace engine {

namespace {

std::vector<std::string> labelNames(ConfigFields& fields)
{
    const auto found = fields.json().find("id2label");
    if (found == fields.json().end() || found->is_null())
        return {"LABEL_0", "LABEL_1"};
    std::vector<std::string> names(found->is_object() ? found->size() : 0);
    if (names.empty() || names.size() > 100000) {
        fields.problem("id2label", "must be an object from class index to name");
        return {"LABEL_0", "LABEL_1"};
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto entry = found->find(std::to_string(i));
        if (entry == found->end() || !entry->is_string())
            fields.problem("id2label", "lacks a name for class " + std::to_string(i));
        else
            names[i] = entry->get<std::string>();
    }
    return names;
}

/// Switches of variants whose arithmetic differs.
void refuseEncoderVariants(ConfigFields& fields)
{
    fields.mustBe("hidden_act", {"gelu"}, "only \"gelu\" is known");
    fields.mustBe("position_embedding_type", {"absolute"}, "only \"absolute\" is known");
    if (fields.flag("is_decoder", false))
        fields.problem("is_decoder", "is true, but only an encoder can be loaded");
}

} // namespace

ModelConfig readEncoderFields(ConfigFields& fields, const EncoderDefaults& defaults)
{
    ModelConfig config;
    config.vocabularySize = fields.integer("vocab_size", 4, 10'000'000);
    config.hiddenSize = fields.integer("hidden_size", 1, 65536);
    config.layers = fields.integer("num_hidden_layers", 1, 1024);
    config.heads = fields.integer("num_attention_heads", 1, 4096);
    config.intermediateSize = fields.integer("intermediate_size", 1, 1'000'000);
    config.positions = fields.integer("max_position_embeddings", 4, 10'000'000);
    config.tokenTypes = fields.integer("type_vocab_size", 1, 1000, defaults.tokenTypes);
    config.paddingId = fields.integer("pad_token_id", 0, 10'000'000, defaults.paddingId);
    config.hiddenDropout = fields.real("hidden_dropout_prob", 0, 0.99, 0.1);
    config.embeddingDropout = config.hiddenDropout;
    config.headDropout = fields.real("classifier_dropout", 0, 0.99, config.hiddenDropout);
    config.attentionDropout = fields.real("attention_probs_dropout_prob", 0, 0.99, 0.1);
    config.layerNormEpsilon = fields.real("layer_norm_eps", 0, 1, defaults.layerNormEpsilon);
    config.initializerRange = fields.real("initializer_range", 0, 10, 0.02);
    config.labelNames = labelNames(fields);
    refuseEncoderVariants(fields);
    if (config.hiddenSize % std::max<std::int64_t>(config.heads, 1) != 0)
        fields.problem("hidden_size",
                       std::to_string(config.hiddenSize) + " must be a multiple of \"num_attention_heads\", which is "
                           + std::to_string(config.heads));
    return config;
}

void checkPositions(const ModelConfig& config, ConfigFields& fields)
{
    if (config.paddingId >= config.vocabularySize || config.longestInput() < 3)
        fields.problem("pad_token_id",
                       std::to_string(config.paddingId)
                           + " must lie inside the vocabulary and leave room for positions");
}

} // namespace engine
