#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "gui/control/GpuProbe.h"

namespace gui {

/// Names of the GPUs that a run can ask for, by the number in cuda:N; empty where it is not known which of several it
/// is.
using GpuNameReader = std::function<std::vector<std::string>()>;

/// The driver counts all GPUs in the order of their slots, LibTorch those it may use, the fastest first; so names are
/// given where both see equally many, and all are called the same.
std::vector<std::string> gpuNames(std::int64_t count, const std::vector<GpuReading>& readings);

/// Of this machine; not for the window's thread.
std::vector<std::string> readGpuNames();

} // namespace gui
