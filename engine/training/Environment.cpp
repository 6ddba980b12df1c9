#include "engine/training/Environment.h"

#include <cstdlib>
#include <fstream>
#include <thread>

#include <dlfcn.h>
#include <sys/utsname.h>

#include <ATen/Version.h>
#include "engine/model/Torch.h"
#include <torch/version.h>

#include "engine/run/ThreadRole.h"
#include "engine/run/Version.h"
#include "engine/training/AutoPrecision.h"
#include "engine/training/BlasKernels.h"
#include "engine/training/ComputeDevice.h"
#include "engine/run/ProcessorFlags.h"
#include "engine/training/ProductRate.h"

namespace engine {

namespace {

constexpr const char* openBlasAdvice =
    "Install libopenblas0-openmp (and no other OpenBLAS): matrix products run many times faster";

/// File of the library that answers for BLAS, links resolved; empty when LibTorch carries its own.
std::string blasFile()
{
    void* product = dlsym(RTLD_DEFAULT, "sgemm_");
    Dl_info info = {};
    if (product == nullptr || dladdr(product, &info) == 0 || info.dli_fname == nullptr)
        return {};
    char* resolved = ::realpath(info.dli_fname, nullptr);
    std::string path = resolved == nullptr ? info.dli_fname : resolved;
    std::free(resolved);
    return path;
}

bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

Finding examineBlas()
{
    const std::string file = blasFile();
    Finding finding{"BLAS", file, Finding::Verdict::Good, ""};
    if (file.empty())
        finding.value = at::hasMKL() ? "MKL, inside LibTorch" : "inside LibTorch";
    else if (contains(file, "openblas"))
        finding.value = contains(file, "pthread") ? "OpenBLAS, pthread build" : "OpenBLAS";
    else if (contains(file, "mkl"))
        finding.value = "MKL";
    else if (contains(file, "blis"))
        finding.value = "BLIS";
    else if (contains(file, "libblas")) {
        finding = {"BLAS", "the reference BLAS, which is slow", Finding::Verdict::Warning, openBlasAdvice};
    }
    if (contains(finding.value, "pthread")) {
        finding.verdict = Finding::Verdict::Warning;
        finding.advice = "Two thread pools fight for the cores; use libopenblas0-openmp instead";
    }
    return finding;
}

/// As OpenBLAS names the kernels that it has chosen; empty for another BLAS.
std::string kernelName()
{
    const auto name = reinterpret_cast<const char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
    return name == nullptr ? std::string() : name();
}

/// "OpenBLAS, SkylakeX kernels": others round otherwise, and take another time.
std::string blasInWords()
{
    const std::string kernels = kernelName();
    return examineBlas().value + (kernels.empty() ? "" : ", " + kernels + " kernels");
}

/// Value of the first line of a /proc file that starts with `key`.
std::string procValue(const char* path, const std::string& key)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(key))
            continue;
        const std::size_t start = line.find_first_not_of(" \t:", key.size());
        return start == std::string::npos ? std::string() : line.substr(start);
    }
    return {};
}

std::string operatingSystem()
{
    std::string name = procValue("/etc/os-release", "PRETTY_NAME=");
    std::erase(name, '"');
    utsname kernel = {};
    if (uname(&kernel) == 0)
        name += (name.empty() ? "" : ", ") + std::string(kernel.sysname) + " " + kernel.release + " " + kernel.machine;
    return name;
}

std::string simd()
{
    const std::string flags = processorFlags();
    std::string found;
    for (const char* flag : {"avx2", "avx512f", "avx512_bf16", "amx_bf16"})
        if (hasFlag(flags, flag))
            found += (found.empty() ? "" : ", ") + std::string(flag);
    return found.empty() ? "none of AVX2, AVX-512" : found;
}

std::string gpus()
{
    const std::int64_t count = gpuCount();
    if (count == 0)
        return "none that LibTorch can use";
    return std::to_string(count) + (count == 1 ? " CUDA device" : " CUDA devices");
}

std::string text(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.0f", value);
    return buffer;
}

Finding examineMemory()
{
    const std::string total = procValue("/proc/meminfo", "MemTotal");
    const std::string available = procValue("/proc/meminfo", "MemAvailable");
    const double gibibyte = 1024 * 1024; // of the KiB that /proc/meminfo counts
    return {"Memory",
            text(std::atof(available.c_str()) / gibibyte) + " of " + text(std::atof(total.c_str()) / gibibyte)
                + " GiB free",
            Finding::Verdict::Good, ""};
}

} // namespace

std::vector<Finding> inspectMachine()
{
    requireWorkerThread("inspecting the machine");
    const auto cores = std::max(1u, std::thread::hardware_concurrency());
    std::vector<Finding> findings;
    findings.push_back({"Program", programVersion(), Finding::Verdict::Good, ""});
    findings.push_back({"LibTorch", TORCH_VERSION, Finding::Verdict::Good, ""});
    findings.push_back(examineBlas());
    if (const std::string name = kernelName(); !name.empty()) {
        const char* forced = std::getenv("OPENBLAS_CORETYPE");
        findings.push_back(examineKernels({name, processorFlags(), forced == nullptr ? "" : forced}));
    }
    findings.push_back({"Threads",
                        cores == 1 ? "1 core, used by default" : std::to_string(cores) + " cores, all used by default",
                        Finding::Verdict::Good, ""});
    findings.push_back({"SIMD", simd(), Finding::Verdict::Good, ""});
    findings.push_back({"GPU", gpus(), torch::cuda::is_available() ? Finding::Verdict::Good : Finding::Verdict::Note, ""});
    findings.push_back({"Precision auto", autoPrecisionText(chooseDevice("auto").is_cuda()),
                        Finding::Verdict::Good, ""});
    findings.push_back(examineMemory());
    return findings;
}

std::int64_t gpuCount()
{
    requireWorkerThread("counting the GPUs");
    return torch::cuda::is_available() ? static_cast<std::int64_t>(torch::cuda::device_count()) : 0;
}

std::vector<Finding> examineMachine()
{
    std::vector<Finding> findings = inspectMachine();
    useThreads(0);
    findings.push_back({"Matrix product", text(productRate({}, 512) / 1e9) + " GFLOP/s, 512 x 512 in float32",
                        Finding::Verdict::Good, ""});
    return findings;
}

std::vector<std::pair<std::string, std::string>> captureEnvironment()
{
    requireWorkerThread("capturing the environment");
    return {{"Program", programVersion()},
            {"LibTorch", TORCH_VERSION},
            {"Compiler", __VERSION__},
            {"BLAS", blasInWords()},
            {"Threads", std::to_string(torch::get_num_threads())},
            {"CPU", procValue("/proc/cpuinfo", "model name")},
            {"SIMD", simd()},
            {"GPU", gpus()},
            {"OS", operatingSystem()}};
}

} // namespace engine
