#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace gui {

/// One checkpoint of a run. A better one may be written to the same folder; it has another step.
struct CheckpointKey
{
    std::int64_t run = 0;
    std::string path;
    std::int64_t step = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): the 0 is in what the compiler writes
    auto operator<=>(const CheckpointKey&) const = default;
};

} // namespace gui
