#include <algorithm>

#include "engine/model/ConfigFields.h"
#include "engine/model/ModelConfig.h"

namespace engine {

namespace {

/// eos_token_id: a number, a list of them, or nothing.
std::vector<std::int64_t> endIds(ConfigFields& fields, std::int64_t vocabularySize)
{
    const auto found = fields.json().find("eos_token_id");
    if (found == fields.json().end() || found->is_null())
        return {};
    std::vector<std::int64_t> ids;
    for (const Json& id : found->is_array() ? *found : Json::array({*found})) {
        if (!id.is_number_integer() || id.get<std::int64_t>() < 0 || id.get<std::int64_t>() >= vocabularySize) {
            fields.problem("eos_token_id",
                           "is " + excerpt(*found, 40) + ", ids from 0 to " + std::to_string(vocabularySize - 1)
                               + " are needed");
            return {};
        }
        ids.push_back(id.get<std::int64_t>());
    }
    return ids;
}

/// Switches of variants whose arithmetic differs.
void refuseGpt2Variants(ConfigFields& fields)
{
    if (!fields.flag("scale_attn_weights", true))
        fields.problem("scale_attn_weights", "is false, but only scaled attention is known");
    if (fields.flag("scale_attn_by_inverse_layer_idx", false))
        fields.problem("scale_attn_by_inverse_layer_idx", "is true, but attention scaled by depth is not known");
    if (fields.flag("add_cross_attention", false))
        fields.problem("add_cross_attention", "is true, but only a decoder by itself can be loaded");
    if (!fields.flag("tie_word_embeddings", true))
        fields.problem("tie_word_embeddings", "is false, but only a head tied to the embeddings is known");
}

} // namespace

ModelConfig readGpt2Config(ConfigFields& fields)
{
    ModelConfig config;
    config.vocabularySize = fields.integer("vocab_size", 2, 10'000'000);
    config.hiddenSize = fields.integer("n_embd", 1, 65536);
    config.layers = fields.integer("n_layer", 1, 1024);
    config.heads = fields.integer("n_head", 1, 4096);
    config.intermediateSize = fields.integer("n_inner", 1, 1'000'000, 4 * config.hiddenSize);
    config.positions = fields.integer(fields.has("n_positions") ? "n_positions" : "n_ctx", 1, 10'000'000);
    config.paddingId = fields.integer("pad_token_id", 0, config.vocabularySize - 1, 0);
    config.endIds = endIds(fields, config.vocabularySize);
    config.embeddingDropout = fields.real("embd_pdrop", 0, 0.99, 0.1);
    config.hiddenDropout = fields.real("resid_pdrop", 0, 0.99, 0.1);
    config.attentionDropout = fields.real("attn_pdrop", 0, 0.99, 0.1);
    config.layerNormEpsilon = fields.real("layer_norm_epsilon", 0, 1, 1e-5);
    config.initializerRange = fields.real("initializer_range", 0, 10, 0.02);
    fields.mustBe("activation_function", {"gelu_new", "gelu_pytorch_tanh"}, "only \"gelu_new\" is known");
    refuseGpt2Variants(fields);
    if (config.hiddenSize % std::max<std::int64_t>(config.heads, 1) != 0)
        fields.problem("n_embd", std::to_string(config.hiddenSize) + " must be a multiple of \"n_head\", which is "
                                     + std::to_string(config.heads));
    return config;
}

} // namespace engine
