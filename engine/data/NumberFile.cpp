#include "engine/data/NumberFile.h"

#include <cmath>

#include "engine/run/JsonText.h"
#include "engine/run/Resources.h"

namespace engine {

namespace {

constexpr std::uintmax_t largestNumberFile = std::uintmax_t(1) << 28; // bytes
constexpr int mostOfOneFile = 10;                                     // issues

} // namespace

std::vector<double> readNumberFile(const std::string& file, std::vector<Issue>& issues)
{
    auto parsed = parseJson(readTextFile(file, largestNumberFile), file);
    if (auto* issue = std::get_if<Issue>(&parsed)) {
        issues.push_back(std::move(*issue));
        return {};
    }
    const Json& json = std::get<Json>(parsed);
    if (!json.is_array()) {
        issues.push_back({file, "must be a JSON array of numbers"});
        return {};
    }
    std::vector<double> values;
    int reported = 0;
    for (std::size_t i = 0; i < json.size() && reported < mostOfOneFile; ++i) {
        if (json[i].is_number() && std::isfinite(json[i].get<double>())) {
            values.push_back(json[i].get<double>());
            continue;
        }
        issues.push_back({file + "[" + std::to_string(i) + "]", "must be a number, not " + excerpt(json[i])});
        ++reported;
    }
    return values;
}

} // namespace engine
