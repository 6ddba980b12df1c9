#pragma once

#include "gui/headless/Command.h"

namespace gui {

/// `molex doctor`: what this machine offers, and what would make it faster.
class DoctorCommand final : public Command {
public:
    DoctorCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    bool m_json = false;
};

} // namespace gui
