#include "gui/headless/ImportCommand.h"

#include <CLI/CLI.hpp>

#include "gui/headless/RunJson.h"
#include "storage/exchange/ImportRun.h"

using engine::Json;

namespace gui {

namespace {

std::string sentence(const std::string& path, const storage::ImportResult& result)
{
    const std::string run = "run " + std::to_string(result.run) + " \"" + result.name + "\"";
    return (result.isNew ? path + " is imported as " + run : path + " is here already, as " + run)
        + (result.note.empty() ? "" : "; " + result.note);
}

} // namespace

ImportCommand::ImportCommand()
    : Command("import", "Bring in a run from a bundle or from TensorBoard's event files")
{
}

void ImportCommand::declare(CLI::App& app)
{
    app.add_option("PATH", m_path, "A run bundle, an event file of TensorBoard, or a folder of event files")->required();
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode ImportCommand::execute(Console& console)
{
    const auto repository = m_workspace.openOrCreate();
    const storage::ImportResult result = storage::importRun(*repository, m_path);
    console.note(sentence(m_path, result));
    if (m_json) {
        Json json = toJson(requireRun(*repository, std::to_string(result.run)), repository->workspace());
        json["imported"] = result.isNew;
        json["note"] = result.note.empty() ? Json() : Json(result.note);
        console.print(json);
    }
    return ExitCode::Done;
}

} // namespace gui
