#include "engine/run/ConfigJson.h"

#include <algorithm>

#include "engine/run/ConfigText.h"
#include "engine/run/JsonReader.h"
#include "engine/run/JsonWriter.h"
#include "engine/run/VisibleText.h"

namespace engine {

namespace {

/// A section that is an alternative of `Variant`.
template <class Variant>
Variant sectionFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues)
{
    Variant section;
    if (!json.is_object()) {
        issues.push_back({prefix, "must be a JSON object"});
        return section;
    }
    JsonReader reader(json, prefix + ".", issues);
    reader.alternative(section);
    reader.reportUnknownKeys();
    return section;
}

} // namespace

Json toJson(const RunConfig& config)
{
    return describedJson(config);
}

Json toJson(const MethodConfig& config)
{
    Json json = Json::object();
    JsonWriter(json).alternative(config);
    return json;
}

Json toJson(const RoutingConfig& config)
{
    Json json = Json::object();
    JsonWriter(json).alternative(config);
    return json;
}

ParsedConfig configFromJson(const Json& json)
{
    ParsedConfig parsed;
    if (!json.is_object()) {
        parsed.issues.push_back({"configuration", std::string("must be a JSON object, not ") + json.type_name()});
        return parsed;
    }
    JsonReader reader(json, "", parsed.issues);
    RunConfig::describe(parsed.config, reader);
    reader.reportUnknownKeys();
    for (Issue& issue : validate(parsed.config))
        parsed.issues.push_back(std::move(issue));
    return parsed;
}

ParsedConfig configFromText(std::string_view text, const std::string& source)
{
    auto parsed = parseConfiguration(text, source);
    if (auto* issues = std::get_if<std::vector<Issue>>(&parsed))
        return {RunConfig{}, std::move(*issues)};
    return configFromJson(std::get<Json>(parsed));
}

RoutingConfig routingFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues)
{
    auto routing = sectionFromJson<RoutingConfig>(json, prefix, issues);
    for (Issue& issue : validate(routing, prefix + "."))
        issues.push_back(std::move(issue));
    return routing;
}

MethodConfig methodFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues)
{
    return sectionFromJson<MethodConfig>(json, prefix, issues);
}

bool isShallow(std::string_view path)
{
    constexpr std::ptrdiff_t mostDots = 16; // no field is that deep, and overlay() calls itself once for each
    return std::count(path.begin(), path.end(), '.') < mostDots;
}

namespace {

/// `usual` is the same part of a configuration in which nothing is said.
void overlayPart(Json& base, const Json& patch, const Json& usual)
{
    if (!base.is_object() || !patch.is_object()) {
        base = patch;
        return;
    }
    const auto part = [](const Json& json, const std::string& key) {
        return json.is_object() && json.contains(key) ? json[key] : Json();
    };
    const Json kind = part(base.contains("kind") ? base : usual, "kind");
    if (patch.contains("kind") && kind != patch["kind"]) {
        base = patch;
        return;
    }
    for (const auto& [key, value] : patch.items()) {
        if (base.contains(key))
            overlayPart(base[key], value, part(usual, key));
        else
            base[key] = value;
    }
}

} // namespace

void overlay(Json& base, const Json& patch)
{
    static const Json usual = toJson(RunConfig());
    overlayPart(base, patch, usual);
}

std::optional<Issue> applySetting(Json& json, std::string_view setting)
{
    if (!isUtf8(setting))
        return Issue{visibleText(setting), "is not valid UTF-8"};
    const auto equals = setting.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return Issue{std::string(setting), "must look like a.b=VALUE"};
    const std::string path(setting.substr(0, equals));
    const std::string text(setting.substr(equals + 1));
    if (!isShallow(path))
        return Issue{std::string(cutText(path, 60)), "must be a dotted field such as training.steps"};
    auto parsed = parseJson(text, path);
    Json patch = std::holds_alternative<Json>(parsed) ? std::get<Json>(std::move(parsed)) : Json(text);
    std::string_view rest = path;
    while (true) {
        const auto dot = rest.rfind('.');
        const std::string key(dot == std::string_view::npos ? rest : rest.substr(dot + 1));
        if (key.empty())
            return Issue{path, "must be a dotted field such as training.steps"};
        Json outer = Json::object();
        outer[key] = std::move(patch);
        patch = std::move(outer);
        if (dot == std::string_view::npos)
            break;
        rest = rest.substr(0, dot);
    }
    overlay(json, patch);
    return std::nullopt;
}

} // namespace engine
