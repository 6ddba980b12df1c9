#include "engine/method/Adapters.h"
#include "engine/method/BitFit.h"
#include "engine/method/FullFineTuning.h"
#include "engine/method/HeadOnly.h"
#include "engine/method/Lora.h"
#include "engine/method/Upcycling.h"
#include "engine/run/Counted.h"

namespace engine {

namespace {

/// Nothing of the model trains.
class Frozen final : public Method {
public:
    void attach(Model& model, std::uint64_t) override
    {
        trainWhere(model, [](const std::string&) { return false; });
    }
};

std::unique_ptr<Method> make(const NoMethodConfig&) { return std::make_unique<Frozen>(); }
std::unique_ptr<Method> make(const HeadConfig&) { return std::make_unique<HeadOnly>(); }
std::unique_ptr<Method> make(const FullConfig&) { return std::make_unique<FullFineTuning>(); }
std::unique_ptr<Method> make(const BitFitConfig&) { return std::make_unique<BitFit>(); }
std::unique_ptr<Method> make(const LoraConfig& config) { return std::make_unique<Lora>(config); }
std::unique_ptr<Method> make(const AdapterConfig& config) { return std::make_unique<Adapters>(config); }
std::unique_ptr<Method> make(const SparseUpcyclingConfig& config)
{
    return std::make_unique<Upcycling>(config, UnitRedraw{});
}
std::unique_ptr<Method> make(const DropUpcyclingConfig& config)
{
    return std::make_unique<Upcycling>(config, UnitRedraw{config.dropRatio, config.sharedIndices});
}

} // namespace

std::unique_ptr<Method> makeMethod(const MethodConfig& config)
{
    return std::visit([](const auto& chosen) { return make(chosen); }, config);
}

std::vector<Issue> checkMethod(const MethodConfig& config, const ModelConfig& model)
{
    const ExpertConfig* experts = expertsOf(config);
    if (experts == nullptr)
        return {};
    std::vector<Issue> issues;
    if (experts->every > model.layers)
        issues.push_back({"method.every", "is " + std::to_string(experts->every) + ", but the model has only "
                                              + counted(model.layers, "layer")
                                              + ", so that none would get experts"});
    const bool choosesTokens = experts->router == RouterChoice::Expert;
    if (model.isCausal() && (choosesTokens || experts->capacity() > 0))
        issues.push_back({choosesTokens ? "method.router" : "method.capacity_factor",
                          "makes what a token gets depend on later tokens, which a language model must not"});
    return issues;
}

bool isOfHead(const std::string& name)
{
    return name.starts_with("classifier.");
}

void trainWhere(Model& model, const std::function<bool(const std::string& name)>& isWanted)
{
    model.visitTensors([&](const std::string& name, torch::Tensor& tensor) { tensor.set_requires_grad(isWanted(name)); });
}

} // namespace engine
