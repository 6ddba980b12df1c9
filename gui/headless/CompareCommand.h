#pragma once

#include <string>
#include <vector>

#include "engine/statistics/Comparison.h"
#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex compare RUN RUN …`: groups of runs against a baseline, with tests.
class CompareCommand final : public Command {
public:
    CompareCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    void requireOptions() const;
    /// Each once, the oldest first, however they were named.
    std::vector<std::int64_t> chosenRuns(const storage::RunRepository& repository) const;
    /// As text or JSON, with what the routings say.
    void tell(const storage::RunRepository& repository, const engine::Comparison& comparison, Console& console) const;
    void writePage(const storage::RunRepository& repository, const engine::Comparison& comparison, Console& console) const;

    void writeTable(const engine::Comparison& comparison, Console& console) const;
    /// What went to --out.
    void tellOf(const engine::Comparison& comparison, Console& console) const;

    Workspace m_workspace;
    std::vector<std::string> m_runs;
    std::string m_baseline;
    std::string m_value = "best";
    std::string m_correction = "holm";
    engine::ComparisonOptions m_options;
    std::string m_format;
    std::string m_out;
    std::vector<std::string> m_sections;
    bool m_json = false;
};

} // namespace gui
