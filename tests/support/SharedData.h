#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

/// Real data and goldens that are not part of the project: the folder MOLEX_SHARED, or `shared` beside the checkout.
namespace support {

inline std::filesystem::path sharedFolder()
{
    if (const char* named = std::getenv("MOLEX_SHARED"))
        return named;
    return std::filesystem::path(MOLEX_CHECKOUT).parent_path() / "shared";
}

inline bool isContinuousIntegration()
{
    const char* value = std::getenv("CI");
    return value != nullptr && std::string(value) == "true";
}

} // namespace support

/// Sets `variable` to shared/`relative`; skips the test by name where it is absent, fails under CI=true.
#define MOLEX_NEED_SHARED(variable, relative)                                                                          \
    const std::filesystem::path variable = support::sharedFolder() / relative;                                        \
    if (!std::filesystem::exists(variable)) {                                                                          \
        if (support::isContinuousIntegration())                                                                        \
            QFAIL(("missing " + variable.string()).c_str());                                                          \
        QSKIP(("skipped: " + variable.string() + " is absent").c_str());                                              \
    }
