#pragma once

#include "gui/headless/Command.h"

namespace gui {

/// `molex tokenize --model DIR`: a JSON array of texts on standard input, arrays of ids on standard output.
class TokenizeCommand final : public Command {
public:
    TokenizeCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    std::string m_model;
    bool m_special = false;
    bool m_json = false;
};

} // namespace gui
