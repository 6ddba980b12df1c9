#include "engine/run/FittingKernels.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <dlfcn.h>
#include <unistd.h>

#include "engine/run/KeptKernels.h"
#include "engine/run/ProcessorFlags.h"

namespace engine {

namespace {

constexpr const char* variable = "OPENBLAS_CORETYPE";

enum class Vectors { Older, Avx2, Avx512 };

/// On other processors than those of x86-64 all is Older.
Vectors vectorsOf(const std::string& kernels)
{
    constexpr std::array avx512 = {"SkylakeX", "Cooperlake", "SapphireRapids"};
    constexpr std::array avx2 = {"Haswell", "Zen", "Excavator"};
    const auto isKernel = [&](const char* name) { return kernels == name; };
    if (std::any_of(avx512.begin(), avx512.end(), isKernel))
        return Vectors::Avx512;
    return std::any_of(avx2.begin(), avx2.end(), isKernel) ? Vectors::Avx2 : Vectors::Older;
}

Vectors vectorsOfProcessor(const std::string& flags)
{
    if (hasAvx512(flags))
        return Vectors::Avx512;
    return hasFlag(flags, "avx2") && hasFlag(flags, "fma") ? Vectors::Avx2 : Vectors::Older;
}

} // namespace

std::string widerKernels(const std::string& kernels, const std::string& flags)
{
    const Vectors there = vectorsOfProcessor(flags);
    if (vectorsOf(kernels) >= there)
        return {};
    return there == Vectors::Avx512 ? "SkylakeX" : "Haswell";
}

bool chooseFittingKernels()
{
    if (std::getenv(variable) != nullptr)
        return false;
    void* library = dlopen("libopenblas.so.0", RTLD_LAZY | RTLD_LOCAL);
    if (library == nullptr)
        return false;
    const auto name = reinterpret_cast<const char* (*)()>(dlsym(library, "openblas_get_corename"));
    const std::string wider = name == nullptr ? std::string() : widerKernels(name(), processorFlags());
    return !wider.empty() && setenv(variable, wider.c_str(), 0) == 0;
}

void startWithFittingKernels(char** arguments)
{
    keepKernelsOfProducts();
    if (chooseFittingKernels())
        execv("/proc/self/exe", arguments);
}

} // namespace engine
