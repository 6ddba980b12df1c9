#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

/// Numbers in JSON against golden ones: |a - b| <= absolute + relative · |b|, arrays element by element.
namespace support {

using Json = nlohmann::ordered_json;

struct Tolerance
{
    double absolute = 0;
    double relative = 0;
};

inline Json readJson(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    return Json::parse(stream);
}

/// Empty when close; otherwise where and how far.
inline std::string difference(const Json& actual, const Json& expected, Tolerance tolerance,
                              const std::string& path = "")
{
    if (expected.is_array()) {
        if (!actual.is_array() || actual.size() != expected.size())
            return path + ": has another shape: " + actual.dump().substr(0, 80);
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (std::string text = difference(actual[i], expected[i], tolerance, path + "[" + std::to_string(i) + "]");
                !text.empty())
                return text;
        return {};
    }
    if (!expected.is_number() || !actual.is_number())
        return actual == expected ? "" : path + ": " + actual.dump() + " instead of " + expected.dump();
    const double a = actual.get<double>();
    const double b = expected.get<double>();
    if (std::abs(a - b) <= tolerance.absolute + tolerance.relative * std::abs(b))
        return {};
    return path + ": " + actual.dump() + " instead of " + expected.dump();
}

} // namespace support

#define MOLEX_CLOSE(actual, expected, tolerance)                                                                       \
    do {                                                                                                               \
        const std::string found = support::difference(actual, expected, tolerance, #expected);                        \
        QVERIFY2(found.empty(), found.c_str());                                                                        \
    } while (false)
