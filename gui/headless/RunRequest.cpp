#include "gui/headless/RunRequest.h"

#include <CLI/CLI.hpp>

#include "engine/run/Presets.h"
#include "gui/headless/ConfigFile.h"

namespace gui {

RunRequest::RunRequest()
    : Command("run", "Train one configuration and store the run")
{
}

void RunRequest::declare(CLI::App& app)
{
    m_config.declare(app);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

engine::RunConfig RunRequest::config() const
{
    std::vector<engine::Issue> issues;
    const engine::Json json = m_config.read(engine::presetFolder(m_workspace.folder()), issues);
    return checkedConfig(json, std::move(issues));
}

} // namespace gui
