#pragma once

#include <optional>

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex runs`: the table of the workspace.
class RunsCommand final : public Command {
public:
    RunsCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_filter;
    std::string m_format;
    bool m_json = false;
};

/// `molex show RUN`: everything of a run but its series and routing.
class ShowCommand final : public Command {
public:
    ShowCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_run;
    bool m_json = false;
};

/// `molex series RUN KEY`: one metric over the steps.
class SeriesCommand final : public Command {
public:
    SeriesCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_run;
    std::string m_key;
    bool m_json = false;
};

/// `molex routing RUN`: which layers each position chose, at one recorded step.
class RoutingCommand final : public Command {
public:
    RoutingCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_run;
    std::optional<std::int64_t> m_step;
    bool m_json = false;
};

/// `molex delete RUN`: removes a run with its files.
class DeleteCommand final : public Command {
public:
    DeleteCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_run;
    bool m_json = false;
};

} // namespace gui
