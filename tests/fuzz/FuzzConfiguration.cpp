// A run's configuration, which is also a preset of the user's own.
#include "engine/run/ConfigJson.h"
#include "engine/run/FieldList.h"
#include "engine/run/Presets.h"
#include "engine/run/PretrainConfig.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

void requireReadable(const std::vector<engine::Issue>& issues)
{
    for (const engine::Issue& issue : issues)
        fuzz::require(engine::isUtf8(toText(issue)));
}

/// Over the usual configuration, as the window lays it.
void usePreset(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    fuzz::write(scratch / "mine.json", bytes);
    fuzz::isRead<engine::BadInput>([&] {
        engine::Json json = toJson(engine::RunConfig{});
        engine::overlay(json, engine::loadPreset("mine", scratch.path()));
        requireReadable(engine::configFromJson(json).issues);
        std::vector<engine::Issue> issues;
        engine::pretrainConfigFromJson(json, issues);
        requireReadable(issues);
    });
}

/// What is read without an issue is written and read again without a difference.
bool acceptsConfiguration(std::span<const char> bytes)
{
    usePreset(bytes);
    const engine::ParsedConfig parsed = engine::configFromText({bytes.data(), bytes.size()}, "input");
    requireReadable(parsed.issues);
    engine::describeFields(parsed.config);
    if (!parsed.issues.empty())
        return false;
    const engine::Json json = toJson(parsed.config);
    const engine::ParsedConfig again = engine::configFromJson(json);
    fuzz::require(again.issues.empty() && toJson(again.config) == json);
    return true;
}

/// The usual one, and one of each kind of method and routing that goes without more.
std::vector<std::string> goodConfigurations()
{
    const engine::RunConfig usual;
    std::vector<std::string> texts = {"{}", toJson(usual).dump(1)};
    const auto addKinds = [&](const char* section, const std::vector<std::string>& kinds) {
        for (const std::string& kind : kinds) {
            engine::Json json = engine::Json::object();
            json[section] = {{"kind", kind}};
            const engine::ParsedConfig parsed = engine::configFromJson(json);
            if (parsed.issues.empty())
                texts.push_back(toJson(parsed.config).dump(1));
        }
    };
    addKinds("method", engine::kindsOf(usual.method));
    addKinds("routing", engine::kindsOf(usual.routing));
    return texts;
}

std::vector<std::vector<std::string>> configurationPieces()
{
    std::vector<std::string> keys;
    std::vector<std::string> values = {"null", "true",  "false",       "\"\"",  "{}",
                                       "[]",   "1e999", "\"\\ud800\"", "[[1]]", "\"auto\""};
    for (const engine::FieldDescription& field : engine::describeFields(engine::RunConfig{})) {
        keys.push_back("\"" + field.path.substr(field.path.rfind('.') + 1) + "\": ");
        for (const std::string& choice : field.choices)
            values.push_back("\"" + choice + "\"");
    }
    return {keys, values, {"{", "}", "[", "]", ",", ":", "\n", std::string(70, '['), "\xFF", "\xC3\xA9"}};
}

} // namespace

fuzz::Target fuzz::configurationTarget()
{
    return {"configuration", acceptsConfiguration, goodConfigurations, configurationPieces, 5000};
}
