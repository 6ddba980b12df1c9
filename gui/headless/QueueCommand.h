#pragma once

#include <memory>

#include "gui/headless/Command.h"

namespace gui {

/// `molex queue add|list|remove|move|work`: the runs that wait. Each part is a command of its own below this one.
class QueueCommand final : public Command {
public:
    QueueCommand();
    ~QueueCommand() override;
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> m_parts;
};

} // namespace gui
