#include "engine/model/CausalPass.h"

#include <limits>

namespace engine {

torch::Tensor causalBias(const torch::Tensor& slots, std::int64_t used)
{
    const torch::Tensor hidden = torch::arange(used, slots.options()).gt(slots.unsqueeze(-1)).unsqueeze(1);
    return torch::zeros(hidden.sizes(), hidden.options().dtype(torch::kFloat32))
        .masked_fill(hidden, -std::numeric_limits<float>::infinity());
}

Pass continuationPass(const torch::Tensor& slots, std::int64_t used, KeyValueCache* cache)
{
    Pass pass;
    pass.mask = torch::ones(slots.sizes(), slots.options().dtype(torch::kFloat32));
    pass.attentionBias = causalBias(slots, used);
    pass.slots = slots;
    pass.cache = cache;
    return pass;
}

} // namespace engine
