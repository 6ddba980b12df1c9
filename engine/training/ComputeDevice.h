#pragma once

#include <optional>
#include <string>

#include "engine/model/Torch.h"

#include "engine/run/RunConfig.h"

namespace engine {

/// Where and how precisely a run computes.
struct ComputeDevice
{
    torch::Device device = torch::kCPU;
    bool bfloat16 = false; ///< products in bfloat16 (autocast), weights in float32
    bool isAuto = false;   ///< the precision was left to this program
    Precision precision() const { return bfloat16 ? Precision::Bf16 : Precision::Fp32; }
    std::string deviceName() const { return device.str(); }
    std::string precisionName() const { return !bfloat16 ? "fp32" : isAuto ? "bf16 (auto)" : "bf16"; }
};

/// `auto` takes a GPU where there is one. Throws BadInput with the path runtime.device.
torch::Device chooseDevice(const std::string& name);

/// What a run computes with; `auto` is what the run has `taken` before, else decided by AutoPrecision. Throws as
/// chooseDevice() does.
ComputeDevice chooseCompute(const RunConfig& run, std::optional<Precision> taken = {});

/// What is doubtful about the precision there, for its user; empty where nothing is.
std::string precisionCaution(const ComputeDevice& compute);

/// As a configuration says it: all cores for 0.
std::int64_t threadCount(std::int64_t threads);
/// Threads of the calling thread's operations, as threadCount() has them.
void useThreads(std::int64_t threads);

/// Within its life, products of the calling thread run in bfloat16 where asked.
class PrecisionScope final {
public:
    explicit PrecisionScope(const ComputeDevice& compute);
    ~PrecisionScope();
    PrecisionScope(const PrecisionScope&) = delete;
    PrecisionScope& operator=(const PrecisionScope&) = delete;

private:
    bool m_active;
    bool m_cuda;
};

} // namespace engine
