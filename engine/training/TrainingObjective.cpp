#include "engine/training/TrainingObjective.h"

#include "engine/training/LanguageLoss.h"

namespace engine {

Pass passFor(const Model& model, const Batch& batch, bool training, RoutingTrace* trace)
{
    Pass pass = model.makePass(batch.mask, training, trace);
    pass.tokenTypes = batch.types;
    pass.firstTokens = model.headReadsFirstTokens();
    if (batch.labels.defined() && batch.labels.dim() == 2)
        pass.prompt = promptMask(pass.mask, batch.labels);
    return pass;
}

} // namespace engine
