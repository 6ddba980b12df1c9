#pragma once

#include "engine/run/RunConfig.h"
#include "gui/headless/Command.h"
#include "gui/headless/ConfigArguments.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// What `molex run CONFIG.json` is asked for.
class RunRequest : public Command {
public:
    RunRequest();
    void declare(CLI::App& app) override;
    /// Throws BadInput as config() does.
    void check() const { config(); }

protected:
    /// The file with the options laid over it. Throws BadInput with every problem.
    engine::RunConfig config() const;

    Workspace m_workspace;
    bool m_json = false;

private:
    ConfigArguments m_config;
};

} // namespace gui
