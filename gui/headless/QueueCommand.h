#pragma once

#include <memory>

#include "gui/headless/Command.h"

namespace gui {

/// `molex queue add|list|remove|move|work`: the runs that wait. Each part is a command of its own below this one.
class QueueCommand final : public Command {
public:
    explicit QueueCommand(std::vector<std::unique_ptr<Command>> parts);
    ~QueueCommand() override;
    void declare(CLI::App& app) override;
    bool takes(const std::vector<std::string>& words) const override;
    ExitCode execute(Console& console) override;

private:
    std::vector<std::unique_ptr<Command>> m_parts;
    std::vector<CLI::App*> m_apps; ///< one for each part
};

} // namespace gui
