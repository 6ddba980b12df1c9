#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/JsonText.h"
#include "engine/run/RunConfig.h"

/// Configurations as JSON, both ways.
namespace engine {

Json toJson(const RunConfig& config);
Json toJson(const MethodConfig& config);
Json toJson(const RoutingConfig& config);

/// The config with every readable field set, and ALL problems: misspelt keys, wrong types, values out of range,
/// and what validate() finds between fields.
struct ParsedConfig
{
    RunConfig config;
    std::vector<Issue> issues;
};
ParsedConfig configFromJson(const Json& json);

/// As configFromJson, from text; a syntax error, or a key that is given twice, is an issue with its line, in which
/// `source` names the file.
ParsedConfig configFromText(std::string_view text, const std::string& source = "configuration");

/// The `routing` section alone ("kind" decides the alternative); issues have paths that start with `prefix`.
RoutingConfig routingFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues);

/// The same for the `method` section.
MethodConfig methodFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues);

/// `patch` over `base`: objects merge, except that a section whose "kind" changes is replaced whole.
void overlay(Json& base, const Json& patch);

/// Whether a dotted path is no deeper than a field may be; a text of thousands of dots is none.
bool isShallow(std::string_view path);

/// One `a.b=VALUE` of the command line into `json`; VALUE is JSON where it parses, otherwise text.
std::optional<Issue> applySetting(Json& json, std::string_view setting);

} // namespace engine
