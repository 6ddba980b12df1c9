#include "engine/method/Adapters.h"

#include "engine/method/AdapterProjection.h"
#include "engine/model/CheckpointLoader.h"

namespace engine {

namespace {

/// The encoders' spelling and GPT-2's.
bool isLayerNorm(const std::string& name)
{
    return name.find("LayerNorm.") != std::string::npos || name.find(".ln_") != std::string::npos;
}

} // namespace

Adapters::Adapters(AdapterConfig config)
    : m_config(config)
{
}

void Adapters::attach(Model& model, std::uint64_t seed)
{
    const bool houlsby = m_config.placement == AdapterPlacement::Houlsby;
    trainWhere(model, [&](const std::string& name) { return isOfHead(name) || (houlsby && isLayerNorm(name)); });
    torch::Generator random = makeGenerator(seed, "adapter");
    for (const auto& layer : model.layers()) {
        layer->visitProjections([&](const std::string& name, std::unique_ptr<Projection>& slot) {
            if (name == "output" || (houlsby && name == "attention_output"))
                slot = std::make_unique<AdapterProjection>(std::move(slot), m_config, random);
        });
    }
}

} // namespace engine
