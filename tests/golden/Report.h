#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace golden {

using Json = nlohmann::ordered_json;

/// |actual − expected| ≤ absolute + relative · |expected|
struct Tolerance
{
    double absolute = 0;
    double relative = 0;
};

/// Counts comparisons and prints the failed ones, with the first few places where they differ.
class Report {
public:
    /// Numbers within the tolerance; shape, texts, whole numbers in `exact` places and nulls equal.
    void compare(const std::string& name, const Json& actual, const Json& expected, Tolerance tolerance = {});
    void require(const std::string& name, bool isTrue, const std::string& otherwise);

    int passed() const { return m_passed; }
    int failed() const { return m_failed; }

private:
    void count(const std::string& name, bool good, const std::string& why);

    int m_passed = 0;
    int m_failed = 0;
};

} // namespace golden
