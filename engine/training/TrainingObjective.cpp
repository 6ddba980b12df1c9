#include "engine/training/TrainingObjective.h"

#include "engine/training/LanguageLoss.h"

namespace engine {

Pass passFor(const Model& model, const torch::Tensor& mask, const torch::Tensor& labels, bool training,
             RoutingTrace* trace)
{
    Pass pass = model.makePass(mask, training, trace);
    if (labels.defined() && labels.dim() == 2)
        pass.prompt = promptMask(pass.mask, labels);
    return pass;
}

} // namespace engine
