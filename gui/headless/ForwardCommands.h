#pragma once

#include "engine/training/Inference.h"
#include "gui/headless/Command.h"

namespace gui {

/// `molex forward`: one pass over a batch.
class ForwardCommand final : public Command {
public:
    ForwardCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    engine::ModelOptions m_options;
    bool m_hidden = false;
    bool m_json = false;
};

/// `molex train-steps`: AdamW steps on one batch.
class TrainStepsCommand final : public Command {
public:
    TrainStepsCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    engine::ModelOptions m_options;
    engine::TrainStepsOptions m_training;
    bool m_json = false;
};

} // namespace gui
