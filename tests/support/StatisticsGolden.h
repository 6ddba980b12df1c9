#pragma once

#include <filesystem>
#include <optional>

#include "tests/support/JsonCompare.h"

/// tests/golden/statistics_scipy.json and how to read it.
namespace support {

inline const Json& statisticsGolden()
{
    static const Json golden = readJson(std::filesystem::path(MOLEX_CHECKOUT) / "tests/golden/statistics_scipy.json");
    return golden;
}

/// A value that may be absent, as JSON.
inline Json orNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json();
}

} // namespace support
