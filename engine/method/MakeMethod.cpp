#include "engine/method/FullFineTuning.h"
#include "engine/method/HeadOnly.h"
#include "engine/method/Lora.h"
#include "engine/method/Method.h"

namespace engine {

namespace {

/// Nothing of the model trains.
class Frozen final : public Method {
public:
    void attach(Model& model, std::uint64_t) override
    {
        model.visitTensors([](const std::string&, torch::Tensor& tensor) { tensor.set_requires_grad(false); });
    }
};

std::unique_ptr<Method> make(const NoMethodConfig&) { return std::make_unique<Frozen>(); }
std::unique_ptr<Method> make(const HeadConfig&) { return std::make_unique<HeadOnly>(); }
std::unique_ptr<Method> make(const FullConfig&) { return std::make_unique<FullFineTuning>(); }
std::unique_ptr<Method> make(const LoraConfig& config) { return std::make_unique<Lora>(config); }

} // namespace

std::unique_ptr<Method> makeMethod(const MethodConfig& config)
{
    return std::visit([](const auto& chosen) { return make(chosen); }, config);
}

void trainOnly(Model& model, const std::string& prefix)
{
    model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        tensor.set_requires_grad(name.starts_with(prefix));
    });
}

} // namespace engine
