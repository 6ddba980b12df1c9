#include "gui/headless/CheckCommand.h"

#include "engine/run/Counted.h"
#include "gui/headless/PathCheck.h"

using engine::Json;

namespace gui {

namespace {

std::string plainText(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (!value.is_structured())
        return value.dump();
    std::string text;
    for (const auto& [key, part] : value.items())
        text += (text.empty() ? "" : value.is_array() ? "; " : ", ") + (value.is_array() ? "" : key + " ")
            + plainText(part);
    return text;
}

} // namespace

ExitCode CheckCommand::execute(Console& console)
{
    check();
    const Json document = checkPath(m_path, m_task);
    const Json& problems = document["problems"];
    if (!problems.empty())
        console.error(m_path + " has " + engine::counted(problems.size(), "problem"));
    if (m_json) {
        console.print(document);
    } else {
        for (const auto& [key, value] : document.items())
            if (key != "problems" && !value.empty())
                console.write(key + ": " + plainText(value) + "\n");
        for (const Json& problem : problems)
            console.note("  " + plainText(problem));
        if (problems.empty())
            console.write("no problem found\n");
    }
    return problems.empty() ? ExitCode::Done : ExitCode::BadInput;
}

} // namespace gui
