#include "tests/golden/Checks.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace golden {

Arguments joined(Arguments first, const Arguments& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Json column(const Json& rows, const char* key)
{
    Json result = rows.is_object() ? Json::object() : Json::array();
    for (const auto& [name, row] : rows.items()) {
        if (rows.is_object())
            result[name] = row[key];
        else
            result.push_back(row[key]);
    }
    return result;
}

Json sorted(Json list)
{
    std::sort(list.begin(), list.end());
    return list;
}

Json call(const Checks& checks, const std::string& name, const Arguments& arguments, const std::string& input)
{
    const CliProgram::Result result = checks.molex(arguments, input);
    checks.report.require(name + ": exit code", result.code == 0, "is " + std::to_string(result.code));
    return result.json.is_object() || result.json.is_array() ? result.json : Json::object();
}

std::vector<Variant> variantsIn(const fs::path& folder)
{
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory())
            folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    std::vector<Variant> variants;
    for (const fs::path& path : folders)
        variants.push_back({path, folder.filename().string() + ", " + path.filename().string(), variants.size()});
    return variants;
}

} // namespace golden
