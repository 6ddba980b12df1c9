#pragma once

#include <optional>

#include "engine/data/Task.h"
#include "engine/generation/Generator.h"
#include "gui/headless/Command.h"
#include "gui/headless/SavedModel.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex generate RUN --input FILE`: one text for each different meaning representation of an E2E file.
class GenerateCommand final : public Command {
public:
    GenerateCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    SavedModel savedModel(Console& console) const;
    engine::Generator::Options options(const engine::RunConfig& config) const;

    Workspace m_workspace;
    std::string m_run;
    std::string m_checkpoint;
    std::string m_input;
    std::string m_output;
    std::string m_references;
    std::string m_rule;
    std::int64_t m_limit = 0;
    std::optional<std::int64_t> m_beam;
    std::optional<double> m_lengthPenalty;
    std::optional<std::int64_t> m_noRepeatNgram;
    std::optional<std::int64_t> m_maxNewTokens;
    bool m_json = false;
};

} // namespace gui
