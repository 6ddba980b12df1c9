#include "gui/headless/CheckRequest.h"

#include <filesystem>

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "engine/run/RunConfig.h"
#include "gui/headless/Workspace.h"

namespace gui {

CheckRequest::CheckRequest()
    : Command("check", "Tell whether a model, data, configuration or workspace is sound")
{
}

void CheckRequest::declare(CLI::App& app)
{
    app.add_option("PATH", m_path, "A model, checkpoint or data folder (GLUE, E2E, tables, WordNet), a configuration file, or a workspace")
        ->required();
    app.add_option("--task", m_task, "GLUE task of a folder whose name does not say it")
        ->check(CLI::IsMember(engine::allNames<engine::GlueName>()));
    declareJson(app, m_json);
}

void CheckRequest::check() const
{
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::status(m_path, error)))
        throw engine::BadInput(m_path, "does not exist");
}

} // namespace gui
