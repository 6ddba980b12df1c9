#include "tests/golden/Report.h"

#include <cmath>
#include <cstdio>

namespace golden {

namespace {

/// Adds "path: actual, expected E" for each place that differs.
void differences(const Json& actual, const Json& expected, Tolerance tolerance, const std::string& path,
                 std::vector<std::string>& found)
{
    if (actual.is_number() && expected.is_number()) {
        const double distance = std::abs(actual.get<double>() - expected.get<double>());
        if (!(distance <= tolerance.absolute + tolerance.relative * std::abs(expected.get<double>())))
            found.push_back(path + ": " + actual.dump() + ", expected " + expected.dump());
    } else if (actual.is_array() && expected.is_array() && actual.size() == expected.size()) {
        for (std::size_t i = 0; i < expected.size(); ++i)
            differences(actual[i], expected[i], tolerance, path + "[" + std::to_string(i) + "]", found);
    } else if (actual.is_object() && expected.is_object() && actual.size() == expected.size()) {
        for (const auto& [key, value] : expected.items())
            differences(actual.contains(key) ? actual[key] : Json("absent"), value, tolerance, path + "." + key, found);
    } else if (actual != expected) {
        found.push_back(path + ": " + actual.dump().substr(0, 200) + ", expected " + expected.dump().substr(0, 200));
    }
}

} // namespace

void Report::compare(const std::string& name, const Json& actual, const Json& expected, Tolerance tolerance)
{
    std::vector<std::string> found;
    differences(actual, expected, tolerance, "", found);
    std::string why;
    for (std::size_t i = 0; i < found.size() && i < 3; ++i)
        why += "\n    " + found[i];
    if (found.size() > 3)
        why += "\n    and " + std::to_string(found.size() - 3) + " more";
    count(name, found.empty(), why);
}

void Report::require(const std::string& name, bool isTrue, const std::string& otherwise)
{
    count(name, isTrue, "\n    " + otherwise);
}

void Report::count(const std::string& name, bool good, const std::string& why)
{
    (good ? m_passed : m_failed) += 1;
    std::printf("%s  %s%s\n", good ? "ok    " : "FAILED", name.c_str(), good ? "" : why.c_str());
    std::fflush(stdout);
}

} // namespace golden
