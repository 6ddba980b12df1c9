#include "engine/method/Lora.h"

#include <algorithm>

#include "engine/method/FusedLoraProjection.h"
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
            std::vector<bool> adapted;
            for (const std::string& part : partsOf(name))
                adapted.push_back(std::find(m_config.targets.begin(), m_config.targets.end(), part)
                                  != m_config.targets.end());
            if (std::find(adapted.begin(), adapted.end(), true) == adapted.end())
                return;
            if (adapted.size() == 1)
                slot = std::make_unique<LoraProjection>(std::move(slot), m_config, random);
            else
                slot = std::make_unique<FusedLoraProjection>(std::move(slot), std::move(adapted), m_config, random);
        });
    }
}

} // namespace engine
