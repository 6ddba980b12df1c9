#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/ConfigArguments.h"

namespace gui {

/// `molex pretrain CONFIG.json`: a masked language model from text; typed again, an interrupted one goes on.
class PretrainCommand final : public Command {
public:
    PretrainCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    ConfigArguments m_config;
    bool m_json = false;
};

} // namespace gui
