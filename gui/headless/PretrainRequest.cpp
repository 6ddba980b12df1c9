#include "gui/headless/PretrainRequest.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "gui/headless/Workspace.h"

namespace gui {

PretrainRequest::PretrainRequest()
    : Command("pretrain", "Train a masked language model from text")
{
}

void PretrainRequest::declare(CLI::App& app)
{
    m_config.declareSettings(app);
    declareJson(app, m_json);
}

engine::PretrainConfig PretrainRequest::config() const
{
    std::vector<engine::Issue> issues;
    const engine::Json json = m_config.read({}, issues);
    engine::PretrainConfig config = engine::pretrainConfigFromJson(json, issues);
    if (!issues.empty())
        throw engine::BadInput(std::move(issues));
    return config;
}

} // namespace gui
