#pragma once

#include <string>

#include "engine/model/Torch.h"

namespace engine {

/// LibTorch's message without its stack of addresses.
inline std::string firstLineOf(const c10::Error& error)
{
    const std::string text = error.what_without_backtrace();
    return text.substr(0, text.find('\n'));
}

} // namespace engine
