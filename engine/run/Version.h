#pragma once

#include <string>

namespace engine {

/// The version of this program with its commit, "0.1.0 (3f2a9c1)".
std::string programVersion();

} // namespace engine
