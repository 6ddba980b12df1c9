#pragma once

#include <filesystem>
#include <map>

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// Writes one run, given by its number, to a file or folder.
using Exporter = void (*)(const storage::RunRepository&, std::int64_t, const std::filesystem::path&);

/// By format: what was recorded.
std::map<std::string, Exporter> dataExporters();
/// By format: the trained model of the run's best checkpoint.
std::map<std::string, Exporter> modelExporters();

/// `molex export RUN`: a report, the recorded data or the trained model of a run as files.
class ExportCommand final : public Command {
public:
    explicit ExportCommand(std::map<std::string, Exporter> exporters);
    void declare(CLI::App& app) override;
    bool takes(const std::vector<std::string>& words) const override;
    ExitCode execute(Console& console) override;

private:
    std::map<std::string, Exporter> m_exporters;
    Workspace m_workspace;
    std::string m_run;
    std::string m_format;
    std::string m_out;
    bool m_json = false;
};

} // namespace gui
