#pragma once

#include "gui/headless/Command.h"

namespace gui {

/// `molex score`: a task's metrics from two files of numbers.
class ScoreCommand final : public Command {
public:
    ScoreCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    std::string m_task;
    std::string m_predictions;
    std::string m_labels;
    bool m_all = false;
    bool m_json = false;
};

} // namespace gui
