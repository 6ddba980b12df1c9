#pragma once

#include <optional>

#include "engine/run/JsonText.h"

namespace engine {

/// Reads fields of a config.json and collects what is wrong with them. The JSON object must outlive it.
class ConfigFields final {
public:
    ConfigFields(const Json& json, std::string file);

    /// Without `fallback` the field must be there; null counts as absent where there is one. What is not from minimum
    /// to maximum is a problem, and then the minimum.
    std::int64_t integer(const char* key, std::int64_t minimum, std::int64_t maximum,
                         std::optional<std::int64_t> fallback = {});
    double real(const char* key, double minimum, double maximum, double fallback);
    bool flag(const char* key, bool fallback);
    /// The string at `key` must be one of `allowed` where it is present.
    void mustBe(const char* key, const std::vector<std::string>& allowed, const std::string& meaning);

    bool has(const char* key) const { return m_json.contains(key); }
    void problem(const std::string& key, const std::string& message);

    const Json& json() const { return m_json; }
    const std::vector<Issue>& issues() const { return m_issues; }
    void throwIfAny() const; ///< BadInput with every issue

private:
    const Json& m_json;
    std::string m_file;
    std::vector<Issue> m_issues;
};

} // namespace engine
