#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// Which evaluation of a run is compared.
struct ComparedValue
{
    enum class Kind {
        Best,  ///< by the run's own metric
        Last,
        AtStep ///< the newest one up to `step`, of runs that came as far
    };
    Kind kind = Kind::Best;
    std::int64_t step = 0;

    bool operator==(const ComparedValue&) const = default;
};

/// "best", "last", or the step, both ways; nothing for what is neither.
std::string toText(const ComparedValue& value);
std::optional<ComparedValue> comparedValueFromText(std::string_view text);

} // namespace engine
