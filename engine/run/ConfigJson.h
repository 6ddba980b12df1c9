#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/run/RunConfig.h"

/// JSON both ways, and the flat list of fields that the form and the documentation are made from.
namespace engine {

/// Keys keep the order of describe().
using Json = nlohmann::ordered_json;

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

/// As configFromJson, from text; a syntax error is one issue with its line. `source` names the file in that issue.
ParsedConfig configFromText(std::string_view text, const std::string& source = "configuration");

/// A JSON document from text, or the issue (with line) why not. Nesting deeper than 64 is refused.
std::variant<Json, Issue> parseJson(std::string_view text, const std::string& source);

/// What a JSON parser's message says, without its position and cut when it quotes a long text.
std::string syntaxProblem(std::string_view what);

/// The `routing` section alone ("kind" decides the alternative); issues have paths that start with `prefix`.
RoutingConfig routingFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues);

/// The same for the `method` section.
MethodConfig methodFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues);

/// `patch` over `base`: objects merge, except that a section whose "kind" changes is replaced whole.
void overlay(Json& base, const Json& patch);

/// One `a.b=VALUE` of the command line into `json`; VALUE is JSON where it parses, otherwise text.
std::optional<Issue> applySetting(Json& json, std::string_view setting);

enum class FieldType { Switch, Integer, Real, Text, Choice, IntegerList, RealList, TextList, Kind };

/// One field as the form shows it. `Kind` chooses the alternative of a section ("method.kind").
struct FieldDescription
{
    std::string path;    ///< dotted: "training.learning_rate"
    std::string section; ///< label of the section it stands in: "Training"; empty at the top
    Field field;
    FieldType type = FieldType::Text;
    std::vector<std::string> choices;
    Json value;
};

/// The fields of this config in order: those of the chosen alternatives, and of them those that apply.
std::vector<FieldDescription> describeFields(const RunConfig& config);

} // namespace engine
