#include "gui/forms/PresetValues.h"

#include "engine/run/ConfigJson.h"
#include "gui/forms/JsonPath.h"

namespace gui {

namespace {

/// Every field of these kinds has its default; the kinds themselves too.
engine::Json defaultsFor(const engine::Json& values)
{
    engine::Json kinds = engine::Json::object();
    const engine::Json defaults = engine::toJson(engine::RunConfig{});
    for (const char* path : {"method.kind", "routing.kind"})
        if (const engine::Json* kind = valueAt(values, path))
            setValueAt(kinds, path, *kind);
    engine::Json result = engine::toJson(engine::configFromJson(kinds).config);
    for (const char* path : {"method.kind", "routing.kind"})
        setValueAt(result, path, *valueAt(defaults, path));
    return result;
}

} // namespace

engine::Json presetValues(const engine::Json& preset, const engine::Json& values)
{
    engine::Json expected = defaultsFor(values);
    for (const char* key : {"name", "group"})
        expected.erase(key);
    expected["model"].erase("path");
    for (const char* key : {"kind", "name", "path", "text", "text_pair", "label", "label_type"})
        expected["task"].erase(key);
    if (preset.is_object()) // and not of a draft without one
        expected.merge_patch(preset);
    return expected;
}

} // namespace gui
