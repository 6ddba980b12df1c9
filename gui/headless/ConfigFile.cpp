#include "gui/headless/ConfigFile.h"

#include "engine/run/ConfigText.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace gui {

namespace {
constexpr std::uintmax_t largestFile = 16 << 20; // bytes
}

engine::Json readConfigFile(const fs::path& file)
{
    auto parsed = engine::parseConfiguration(engine::readTextFile(file, largestFile), file.string());
    if (auto* issues = std::get_if<std::vector<engine::Issue>>(&parsed))
        throw engine::BadInput(std::move(*issues));
    auto json = std::get<engine::Json>(std::move(parsed));
    if (!json.is_object())
        throw engine::BadInput(file.string(), std::string("must hold a JSON object, not ") + json.type_name());
    return json;
}

engine::RunConfig checkedConfig(const engine::Json& json, std::vector<engine::Issue> issues)
{
    engine::ParsedConfig parsed = engine::configFromJson(json);
    issues.insert(issues.end(), parsed.issues.begin(), parsed.issues.end());
    if (!issues.empty())
        throw engine::BadInput(std::move(issues));
    return parsed.config;
}

} // namespace gui
