#pragma once

#include <functional>
#include <string>

#include "engine/run/Error.h"

namespace support {

/// The whole text of the BadInput that `action` throws; empty when it throws none.
inline std::string badInputOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const engine::BadInput& bad) {
        return bad.what();
    }
    return {};
}

inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace support
