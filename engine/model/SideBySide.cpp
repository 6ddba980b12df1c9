#include "engine/model/SideBySide.h"

#include <utility>

#include "engine/model/Trials.h"

namespace engine {

/// True when the maps' matrices lie in m_weight, one behind the other.
bool SideBySide::holds(const std::vector<Projection*>& maps) const
{
    if (!m_weight.defined())
        return false;
    const auto* next = static_cast<const char*>(m_weight.data_ptr());
    for (const Projection* map : maps) {
        const torch::Tensor weight = map->weight();
        if (weight.data_ptr() != next || weight.device() != m_weight.device())
            return false;
        next += weight.nbytes();
    }
    return true;
}

void SideBySide::gather(const std::vector<Projection*>& maps)
{
    torch::NoGradGuard guard;
    std::vector<torch::Tensor> weights;
    weights.reserve(maps.size());
    for (const Projection* map : maps)
        weights.push_back(map->weight());
    m_weight = torch::cat(weights);
    std::int64_t first = 0;
    for (const torch::Tensor& weight : weights) {
        weight.set_data(m_weight.narrow(0, first, weight.size(0)));
        first += weight.size(0);
    }
}

torch::Tensor SideBySide::weightOfProduct(const std::vector<Projection*>& maps)
{
    if (!holds(maps))
        gather(maps);
    std::int64_t written = 0;
    for (const Projection* map : maps)
        written += map->weight()._version();
    if (std::exchange(m_written, written) != written)
        m_weight.unsafeGetTensorImpl()->bump_version(); // its parts count for themselves
    return m_low.of(m_weight);
}

torch::Tensor SideBySide::forward(const torch::Tensor& input, const std::vector<Projection*>& slots, const Pass& pass)
{
    if (!Trials::current().qkv)
        return {};
    std::vector<Projection*> maps;
    std::vector<torch::Tensor> biases;
    for (Projection* slot : slots) {
        maps.push_back(slot->frozenMap());
        if (maps.back() == nullptr)
            return {};
        biases.push_back(maps.back()->bias());
    }
    const torch::Tensor weight = weightOfProduct(maps);
    const torch::Tensor rows = input.flatten(0, -2).to(weight.scalar_type());
    torch::Tensor outputs = torch::linear(rows, weight, torch::cat(biases));
    std::int64_t first = 0;
    for (Projection* slot : slots) {
        outputs = slot->complete(outputs, first, rows, pass);
        first += slot->outWidth();
    }
    std::vector<std::int64_t> sizes = input.sizes().vec();
    sizes.back() = first;
    return outputs.view(sizes);
}

} // namespace engine
