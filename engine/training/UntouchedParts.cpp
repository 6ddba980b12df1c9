#include "engine/training/UntouchedParts.h"

#include <algorithm>

#include "engine/model/Projection.h"
#include "engine/training/LayerNames.h"

namespace engine {

namespace {

const std::string factorA = ".lora_A";
const std::string factorB = ".lora_B";
const std::string magnitudeSuffix = ".lora_magnitude_vector";

std::vector<std::string> fusedModules(const std::map<std::string, torch::Tensor>& tensors)
{
    std::vector<std::string> modules;
    for (const auto& [name, tensor] : tensors)
        if (const auto part = layerTensor(name); part && part->target == "c_attn" && part->rest == factorB)
            modules.push_back(name.substr(0, name.size() - factorB.size()));
    return modules;
}

/// Those of the parts one below the other in `whole`.
torch::Tensor chosenParts(const torch::Tensor& whole, const std::vector<bool>& wanted)
{
    const std::vector<torch::Tensor> parts = whole.chunk(static_cast<std::int64_t>(wanted.size()));
    std::vector<torch::Tensor> chosen;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (wanted[i])
            chosen.push_back(parts[i]);
    return torch::cat(chosen);
}

/// weight: [in, parts · width], as GPT-2 keeps it.
bool areAsInBase(const torch::Tensor& weight, const torch::Tensor& b, const torch::Tensor& magnitudes,
                 const std::vector<bool>& wanted)
{
    std::vector<bool> others = wanted;
    others.flip();
    const torch::Tensor norms = weight.detach().norm(2, {0});
    return norms.sizes() == magnitudes.sizes() && chosenParts(b, others).eq(0).all().item<bool>()
        && torch::allclose(chosenParts(magnitudes, others), chosenParts(norms, others), 1e-5, 0);
}

} // namespace

void leaveOutUntouchedParts(const std::vector<bool>& wanted, Model& base, LoraConfig& stored,
                            std::map<std::string, torch::Tensor>& tensors)
{
    const auto count = std::count(wanted.begin(), wanted.end(), true);
    const std::vector<std::string> modules = fusedModules(tensors);
    if (modules.empty() || count == 0 || count == static_cast<std::ptrdiff_t>(wanted.size()))
        return;
    torch::NoGradGuard guard;
    std::map<std::string, torch::Tensor> weights;
    for (const NamedTensor& named : base.tensors())
        weights[named.name] = named.tensor;
    for (const std::string& module : modules) {
        const auto weight = weights.find(module + ".weight");
        if (weight == weights.end()
            || !areAsInBase(weight->second, tensors.at(module + factorB), tensors.at(module + magnitudeSuffix), wanted))
            return;
    }
    for (const std::string& module : modules)
        for (const std::string& kind : {factorA, factorB, magnitudeSuffix}) {
            torch::Tensor& tensor = tensors.at(module + kind);
            tensor = chosenParts(tensor, wanted);
        }
    const std::vector<std::string> parts = partsOf("c_attn");
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!wanted[i])
            std::erase(stored.targets, parts[i]);
}

} // namespace engine
