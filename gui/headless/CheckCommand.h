#pragma once

#include "gui/headless/Command.h"

namespace gui {

/// `molex check PATH`: what a path is, whether it is sound, and every problem.
class CheckCommand final : public Command {
public:
    CheckCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    std::string m_path;
    std::string m_task;
    bool m_json = false;
};

} // namespace gui
