#pragma once

#include "gui/headless/Command.h"

namespace gui {

/// What `molex check PATH` is asked for.
class CheckRequest : public Command {
public:
    CheckRequest();
    void declare(CLI::App& app) override;
    /// Throws BadInput where the path is none.
    void check() const;

protected:
    std::string m_path;
    std::string m_task;
    bool m_json = false;
};

} // namespace gui
