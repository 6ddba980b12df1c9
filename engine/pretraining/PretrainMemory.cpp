#include "engine/pretraining/PretrainMemory.h"

#include "engine/training/MemoryEstimate.h"
#include "engine/training/ParameterCount.h"

namespace engine {

std::int64_t pretrainingBytes(const ModelConfig& shape, const PretrainConfig& config, bool bfloat16)
{
    RunConfig run;
    run.method = FullConfig{};
    run.routing = NoRoutingConfig{};
    run.task.maxLength = config.model.length; // of every row: nothing is padded
    run.training.batchSize = config.training.batchSize;
    run.runtime.precision = bfloat16 ? Precision::Bf16 : Precision::Fp32;
    ParameterCounts parameters = countParameters(shape, 1, run);
    parameters.total += shape.vocabularySize; // the decoder's bias; the rest is about a classifier's
    parameters.trainable = parameters.total;
    RowSizes rows;
    rows.trainRows = config.training.batchSize;
    rows.longest = config.model.length;
    rows.targetShare = config.training.maskShare;
    return estimateMemory(shape, run, parameters, rows).peak();
}

} // namespace engine
