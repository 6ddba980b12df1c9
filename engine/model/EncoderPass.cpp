#include "engine/model/EncoderPass.h"

namespace engine {

Pass encoderPass(const torch::Tensor& mask, bool training, RoutingTrace* trace)
{
    Pass pass;
    pass.training = training;
    pass.mask = mask.to(torch::kFloat32);
    pass.attentionBias = ((1 - pass.mask) * -10000.0).unsqueeze(1).unsqueeze(1);
    pass.trace = trace;
    return pass;
}

} // namespace engine
