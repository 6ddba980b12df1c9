#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// TensorBoard's Event message (tensorflow/core/util/event.proto), as far as it holds scalars.
namespace storage {

struct EventScalar
{
    std::string tag;
    double value = 0; ///< single precision where it is written
};

struct Event
{
    double wallTime = 0; ///< seconds since 1970
    std::int64_t step = 0;
    std::string fileVersion; ///< of the first event of a file, which has no scalars
    std::vector<EventScalar> scalars;
    std::int64_t others = 0; ///< values that are no scalars: pictures, histograms, texts; not written
};

std::string packEvent(const Event& event);

/// The message may be a stranger's. Throws storage::Error when it is malformed or a number in it is out of range.
Event unpackEvent(std::string_view message);

} // namespace storage
