#pragma once

#include <functional>
#include <string>
#include <vector>

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

/// The dotted fields, or files, that the issues name.
inline std::vector<std::string> pathsOf(const engine::BadInput& bad)
{
    std::vector<std::string> paths;
    for (const engine::Issue& issue : bad.issues())
        paths.push_back(issue.path);
    return paths;
}

inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace support
