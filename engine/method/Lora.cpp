#include "engine/method/Lora.h"

#include <algorithm>

#include "engine/method/DoraProjection.h"
#include "engine/method/LoraProjection.h"
#include "engine/model/CheckpointLoader.h"

namespace engine {

Lora::Lora(LoraConfig config)
    : m_config(std::move(config))
{
}

bool Lora::isTarget(const std::string& projection) const
{
    return std::find(m_config.targets.begin(), m_config.targets.end(), projection) != m_config.targets.end();
}

void Lora::attach(Model& model, std::uint64_t seed)
{
    trainWhere(model, isOfHead);
    torch::Generator random = makeGenerator(seed, "lora");
    for (const auto& layer : model.layers()) {
        layer->visitProjections([&](const std::string& name, std::unique_ptr<Projection>& slot) {
            std::vector<bool> adapted;
            for (const std::string& part : partsOf(name))
                adapted.push_back(isTarget(part));
            if (std::find(adapted.begin(), adapted.end(), true) == adapted.end())
                return;
            auto update = adapted.size() == 1 ? makeUpdate(*slot, m_config, random)
                                              : makeFusedUpdate(*slot, std::move(adapted), m_config, random);
            if (m_config.dora)
                slot = std::make_unique<DoraProjection>(std::move(slot), std::move(update));
            else
                slot = std::make_unique<LoraProjection>(std::move(slot), std::move(update));
        });
    }
}

TensorRole Lora::role(const std::string& name) const
{
    return {.rateFactor = name.ends_with(".lora_B") ? m_config.loraPlusRatio : 1.0};
}

bool Lora::merge(Model& model)
{
    for (const auto& layer : model.layers())
        layer->visitProjections([](const std::string&, std::unique_ptr<Projection>& slot) {
            if (auto* wrapped = dynamic_cast<WrappedProjection*>(slot.get()))
                slot = wrapped->merge();
        });
    return true;
}

} // namespace engine
