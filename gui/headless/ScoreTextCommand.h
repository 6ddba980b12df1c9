#pragma once

#include "gui/headless/Command.h"

namespace gui {

/// `molex score-text`: the E2E challenge's metrics of generated texts against their references.
class ScoreTextCommand final : public Command {
public:
    ScoreTextCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    std::string m_hypotheses;
    std::string m_references;
    std::string m_meteorJar;
    int m_meteorLimit = 600; ///< seconds
    bool m_tokenized = false;
    bool m_noMeteor = false;
    bool m_segments = false;
    bool m_json = false;
};

} // namespace gui
