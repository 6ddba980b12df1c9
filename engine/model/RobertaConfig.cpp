#include "engine/model/EncoderConfig.h"

namespace engine {

ModelConfig readRobertaConfig(ConfigFields& fields)
{
    ModelConfig config = readEncoderFields(fields, {.tokenTypes = 1, .paddingId = 1, .layerNormEpsilon = 1e-5});
    config.firstPosition = config.paddingId + 1;
    checkPositions(config, fields);
    return config;
}

} // namespace engine
