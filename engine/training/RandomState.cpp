#include "engine/training/RandomState.h"

#include "engine/run/Error.h"

namespace engine {

std::vector<NamedTensor> randomState(const torch::Device& device)
{
    std::vector<NamedTensor> result = {
        {"random/cpu", at::globalContext().defaultGenerator(torch::kCPU).get_state()}};
    if (device.is_cuda())
        result.push_back({"random/cuda", at::globalContext().defaultGenerator(device).get_state()});
    return result;
}

void restoreRandomState(const torch::Device& device, const SafetensorsFile& file)
{
    if (!file.contains("random/cpu"))
        throw BadInput(file.path().string(), "lacks random/cpu");
    at::Generator cpu = at::globalContext().defaultGenerator(torch::kCPU);
    cpu.set_state(file.tensor("random/cpu"));
    if (device.is_cuda() && file.contains("random/cuda")) {
        at::Generator cuda = at::globalContext().defaultGenerator(device);
        cuda.set_state(file.tensor("random/cuda"));
    }
}

} // namespace engine
