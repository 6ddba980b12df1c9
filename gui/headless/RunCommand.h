#pragma once

#include <optional>

#include "engine/run/RunConfig.h"
#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex run CONFIG.json`: one run, from the file to its end.
class RunCommand final : public Command {
public:
    RunCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    engine::RunConfig readConfig() const;

    Workspace m_workspace;
    std::string m_file;
    std::string m_preset;
    std::vector<std::string> m_settings;
    std::vector<std::string> m_furtherSettings;
    std::optional<std::string> m_device;
    std::optional<std::int64_t> m_seed;
    bool m_json = false;
};

} // namespace gui
