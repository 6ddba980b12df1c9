#pragma once

#include <string>

namespace engine {

/// True for auto, cpu, cuda and cuda:N.
bool isDeviceName(const std::string& device);

} // namespace engine
