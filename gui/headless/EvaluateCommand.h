#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/SavedModel.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex evaluate RUN|--checkpoint DIR`: scores a split, and writes its predictions.
class EvaluateCommand final : public Command {
public:
    EvaluateCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    SavedModel savedModel(Console& console) const;
    std::filesystem::path predictionsFile(const engine::TaskConfig& task, const std::string& split,
                                          std::size_t splits) const;

    Workspace m_workspace;
    std::string m_run;
    std::string m_checkpoint;
    std::string m_data;
    std::string m_split = "dev";
    std::string m_predictions;
    bool m_json = false;
};

} // namespace gui
