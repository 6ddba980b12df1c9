#pragma once

#include "engine/model/ConfigFields.h"
#include "engine/model/ModelConfig.h"

namespace engine {

/// What a family's config.json means where it leaves a field out.
struct EncoderDefaults
{
    std::int64_t tokenTypes = 1;
    std::int64_t paddingId = 0;
    double layerNormEpsilon = 1e-5;
};

/// The fields that BERT and RoBERTa share. Problems stay in `fields`.
ModelConfig readEncoderFields(ConfigFields& fields, const EncoderDefaults& defaults);

/// The padding id must be a token, and texts of three tokens must fit.
void checkPositions(const ModelConfig& config, ConfigFields& fields);

} // namespace engine
