#include "engine/model/EncoderConfig.h"

namespace engine {

ModelConfig readBertConfig(ConfigFields& fields)
{
    ModelConfig config = readEncoderFields(fields, {.tokenTypes = 2, .paddingId = 0, .layerNormEpsilon = 1e-12});
    checkPositions(config, fields);
    return config;
}

} // namespace engine
