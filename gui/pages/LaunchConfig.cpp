#include "gui/pages/LaunchConfig.h"

#include <filesystem>
#include <utility>

#include "engine/model/WeightFiles.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "gui/forms/JsonPath.h"
#include "gui/models/EngineText.h"

namespace gui {

namespace {

/// The field that names the column of a table that the message is about.
std::optional<std::string> columnField(const engine::Issue& issue, const engine::TaskConfig& task)
{
    if (task.kind != engine::TaskKind::Table || task.path.empty() || !issue.path.starts_with(task.path))
        return std::nullopt;
    const std::pair<const char*, std::string> columns[] = {
        {"task.text", task.text}, {"task.text_pair", task.textPair}, {"task.label", task.label}};
    for (const auto& [field, column] : columns)
        if (!column.empty() && issue.message.find("column \"" + column + "\"") != std::string::npos)
            return field;
    if (issue.message.find("label") != std::string::npos)
        return "task.label";
    return std::nullopt;
}

void takeBack(engine::Json& config, const engine::Json& before, const engine::Json& next, const engine::Json& defaults)
{
    for (const auto& [key, value] : before.items()) {
        const bool isNamed = next.contains(key);
        if (!config.contains(key) || !defaults.contains(key))
            continue;
        if (value.is_object())
            takeBack(config[key], value, isNamed ? next[key] : engine::Json::object(), defaults[key]);
        else if (!isNamed && config[key] == value)
            config[key] = defaults[key];
    }
}

} // namespace

std::optional<engine::Initialize> startOf(const std::string& modelPath)
{
    engine::requireWorkerThread("a look at a model folder");
    const std::filesystem::path folder = engine::modelFolder(modelPath);
    std::error_code error;
    if (!std::filesystem::is_regular_file(folder / "config.json", error))
        return std::nullopt;
    return engine::hasWeights(folder) ? engine::Initialize::Pretrained : engine::Initialize::Random;
}

engine::Json withoutPreset(engine::Json config, engine::Json before, const engine::Json& next)
{
    for (const char* section : {"name", "group", "model", "method", "routing"}) // the last two every preset names whole
        before.erase(section);
    if (before.contains("task"))
        for (const char* key : {"kind", "name", "path"})
            before["task"].erase(key);
    takeBack(config, before, next, engine::toJson(engine::RunConfig{}));
    return config;
}

std::optional<std::vector<std::int64_t>> tableForDepth(const engine::RunConfig& config, const engine::Json& preset,
                                                       std::int64_t layers)
{
    using engine::GivenConfig;
    const auto* given = std::get_if<GivenConfig>(&config.routing);
    if (given == nullptr || !given->positions.empty() || layers < 1)
        return std::nullopt;
    const auto depth = static_cast<std::int64_t>(given->table.size());
    const engine::Json* named = valueAt(preset, "routing.table");
    if (depth == layers || given->table != GivenConfig::reversed(depth) || named == nullptr
        || *named != engine::Json(given->table))
        return std::nullopt;
    return GivenConfig::reversed(layers);
}

engine::Issue atField(const engine::Issue& issue, const engine::RunConfig& config)
{
    const std::pair<const char*, std::string> folders[] = {
        {"model.path", engine::modelFolder(config.model.path).string()}, {"task.path", config.task.path}};
    for (const auto& [field, folder] : folders) {
        if (folder.empty() || !issue.path.starts_with(folder))
            continue;
        if (issue.path.size() == folder.size())
            return {field, issue.message};
        if (folder.back() == '/' || issue.path[folder.size()] == '/') {
            const std::string place = issue.path.substr(issue.path.find_first_not_of('/', folder.size()));
            return {columnField(issue, config.task).value_or(field),
                    place + ": " + engineText(issue.message).toStdString()};
        }
    }
    return issue;
}

} // namespace gui
