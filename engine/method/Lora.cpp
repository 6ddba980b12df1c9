#include "engine/method/Lora.h"

#include <algorithm>

#include "engine/method/LoraProjection.h"
#include "engine/model/CheckpointLoader.h"

namespace engine {

Lora::Lora(LoraConfig config)
    : m_config(std::move(config))
{
}

void Lora::attach(Model& model, std::uint64_t seed)
{
    trainOnly(model, "classifier.");
    torch::Generator random = makeGenerator(seed, "lora");
    for (const auto& layer : model.layers()) {
        layer->visitProjections([&](const std::string& name, std::unique_ptr<Projection>& slot) {
            if (std::find(m_config.targets.begin(), m_config.targets.end(), name) != m_config.targets.end())
                slot = std::make_unique<LoraProjection>(std::move(slot), m_config, random);
        });
    }
}

} // namespace engine
