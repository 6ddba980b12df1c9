#include "engine/training/ComputeDevice.h"

#include <algorithm>
#include <thread>

#include <ATen/autocast_mode.h>

#include "engine/model/Autocast.h"
#include "engine/run/Error.h"
#include "engine/run/ProcessorFlags.h"
#include "engine/training/AutoPrecision.h"

namespace engine {

torch::Device chooseDevice(const std::string& name)
{
    const bool available = torch::cuda::is_available();
    if (name == "auto")
        return available ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
    if (name == "cpu")
        return torch::kCPU;
    if (!available)
        throw BadInput("runtime.device", "\"" + name + "\" asks for a GPU, but LibTorch sees none; use cpu or auto");
    const torch::Device device = name == "cuda" ? torch::Device(torch::kCUDA, 0) : torch::Device(name);
    const auto count = static_cast<int>(torch::cuda::device_count());
    if (device.index() >= count)
        throw BadInput("runtime.device", "\"" + name + "\" does not exist; there "
                                             + (count == 1 ? "is 1 GPU" : "are " + std::to_string(count) + " GPUs")
                                             + ", counted from 0");
    return device;
}

ComputeDevice chooseCompute(const RunConfig& run, std::optional<Precision> taken)
{
    ComputeDevice result;
    result.device = chooseDevice(run.runtime.device);
    result.isAuto = run.runtime.precision == Precision::Auto;
    const Precision precision = result.isAuto ? taken.value_or(Precision::Auto) : run.runtime.precision;
    result.bfloat16 = precision == Precision::Auto ? autoIsBfloat16(result.device.is_cuda())
                                                   : precision == Precision::Bf16;
    return result;
}

std::string precisionCaution(const ComputeDevice& compute)
{
    return compute.bfloat16 && compute.device.is_cpu() ? bfloat16Caution(processorFlags()) : "";
}

std::int64_t threadCount(std::int64_t threads)
{
    return threads > 0 ? threads : static_cast<std::int64_t>(std::max(1u, std::thread::hardware_concurrency()));
}

void useThreads(std::int64_t threads)
{
    torch::set_num_threads(static_cast<int>(threadCount(threads)));
}

PrecisionScope::PrecisionScope(const ComputeDevice& compute)
    : m_active(compute.bfloat16)
    , m_cuda(compute.device.is_cuda())
{
    if (m_active)
        setAutocast(m_cuda, true);
}

PrecisionScope::~PrecisionScope()
{
    if (!m_active)
        return;
    setAutocast(m_cuda, false);
    at::autocast::clear_cache();
}

} // namespace engine
