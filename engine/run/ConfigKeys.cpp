#include "engine/run/ConfigKeys.h"

namespace engine {

namespace {

void flatten(const Json& json, const std::string& prefix, std::map<std::string, std::string>& flat)
{
    for (const auto& item : json.items()) {
        const std::string path = prefix.empty() ? item.key() : prefix + "." + item.key();
        if (item.value().is_object())
            flatten(item.value(), path, flat);
        else if (item.value().is_string())
            flat[path] = item.value().get<std::string>();
        else
            flat[path] = item.value().dump();
    }
}

/// Empty where there is none or it is no text.
std::string textAt(const Json& config, const char* section, const char* key)
{
    if (!config.is_object() || !config.contains(section) || !config[section].is_object())
        return {};
    const Json value = config[section].contains(key) ? config[section][key] : Json();
    return value.is_string() ? value.get<std::string>() : std::string();
}

} // namespace

std::map<std::string, std::string> flatConfig(const Json& config)
{
    std::map<std::string, std::string> flat;
    if (config.is_object())
        flatten(config, {}, flat);
    return flat;
}

bool isNameOrSeed(const std::string& key)
{
    return key == seedKey || key == "name" || key == "group";
}

std::string taskOf(const Json& config)
{
    const std::string kind = textAt(config, "task", "kind");
    if (kind == "glue")
        return kind + "/" + textAt(config, "task", "name");
    return kind == "table" ? kind + "/" + textAt(config, "task", "path") : kind;
}

std::string experimentOf(const Json& config)
{
    std::string text;
    for (const auto& [key, value] : flatConfig(config))
        if (!isNameOrSeed(key))
            text.append(key).append("=").append(value).append("\n");
    return text;
}

std::string familyOf(const Json& config)
{
    return taskOf(config) + "\n" + textAt(config, "method", "kind") + "\n" + textAt(config, "routing", "kind");
}

} // namespace engine
