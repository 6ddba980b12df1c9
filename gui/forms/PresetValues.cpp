#include "gui/forms/PresetValues.h"

#include "engine/run/ConfigJson.h"

namespace gui {

namespace {

void fillSection(engine::Json& section, const engine::Json& defaults)
{
    if (section.is_null())
        section = engine::Json::object();
    if (!section.is_object())
        return; // of somebody's file
    for (const auto& [key, value] : defaults.items())
        if (!section.contains(key))
            section[key] = value;
}

} // namespace

engine::Json presetValues(const engine::Json& preset)
{
    if (preset.empty())
        return preset;
    engine::Json values = preset;
    engine::Json defaults = engine::toJson(engine::RunConfig{});
    engine::Json task;
    for (const char* key : {"max_length", "train_limit", "dev_limit"})
        task[key] = defaults["task"][key];
    for (const char* key : {"device", "threads"})
        defaults["runtime"].erase(key);
    fillSection(values["task"], task);
    for (const char* section : {"training", "generation", "runtime"})
        fillSection(values[section], defaults[section]);
    return values;
}

} // namespace gui
