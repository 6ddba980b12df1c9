#pragma once

#include <exception>
#include <string>

#include "engine/run/RunConfig.h"

/// What is said of an exception that ended a piece of work, whichever library threw it.
namespace engine {

/// LibTorch's messages are followed by a stack of addresses.
std::string firstLineOf(const std::exception& error);

/// By its type, or by the words that LibTorch, CUDA and the system have for it.
bool isOutOfMemory(const std::exception& error);

/// Which settings of this run would need less memory.
std::string memoryAdvice(const RunConfig& config);

/// The first line, and where memory ran out the advice.
std::string failureText(const std::exception& error, const RunConfig& config);

} // namespace engine
