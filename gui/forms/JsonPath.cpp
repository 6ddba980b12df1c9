#include "gui/forms/JsonPath.h"

namespace gui {

namespace {

engine::Json::json_pointer pointer(std::string path)
{
    for (char& c : path)
        if (c == '.')
            c = '/';
    return engine::Json::json_pointer("/" + path);
}

} // namespace

const engine::Json* valueAt(const engine::Json& json, const std::string& path)
{
    const auto where = pointer(path);
    return json.contains(where) ? &json.at(where) : nullptr;
}

void setValueAt(engine::Json& json, const std::string& path, engine::Json value)
{
    json[pointer(path)] = std::move(value);
}

std::string withoutIndex(const std::string& path)
{
    return path.substr(0, path.find('['));
}

} // namespace gui
