#include "gui/headless/ExportCommand.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "storage/exchange/ExportBundle.h"
#include "storage/exchange/ExportTensorBoard.h"
#include "storage/export/ExportCsv.h"
#include "storage/export/ExportHtml.h"
#include "storage/export/ExportJsonLines.h"

namespace gui {

std::map<std::string, Exporter> dataExporters()
{
    return {{"bundle", storage::exportBundle},
            {"csv", storage::exportCsv},
            {"html", storage::exportHtml},
            {"jsonl", storage::exportJsonLines},
            {"tensorboard", storage::exportTensorBoard}};
}

ExportCommand::ExportCommand(std::map<std::string, Exporter> exporters)
    : Command("export", "Write a report, the recorded data or the trained model of a run")
    , m_exporters(std::move(exporters))
{
}

void ExportCommand::declare(CLI::App& app)
{
    declareRun(app, m_run);
    app.add_option("--format", m_format,
                   "bundle: one file with everything of the run but its base model, for molex import; html: one page "
                   "with curves and heatmaps; csv: a folder, or the series alone "
                   "in a .csv file; jsonl: one file; merged: a model folder of the best checkpoint, LoRA merged into "
                   "the weights; peft: its LoRA and head as the library PEFT reads them; "
                   "tensorboard: a folder with an event file of all curves (single precision), or the file alone where "
                   "its name has \"tfevents\" in it")
        ->required()
        ->check(CLI::IsMember(m_exporters));
    app.add_option("--out", m_out, "File or folder to write")->required()->type_name("PATH");
    m_workspace.declare(app);
    declareJson(app, m_json);
}

bool ExportCommand::takes(const std::vector<std::string>& words) const
{
    const bool asksForHelp =
        std::any_of(words.begin(), words.end(), [](const auto& word) { return word == "-h" || word == "--help"; });
    const auto format = std::find(words.begin(), words.end(), "--format");
    return !asksForHelp && format != words.end() && std::next(format) != words.end()
           && m_exporters.contains(*std::next(format));
}

ExitCode ExportCommand::execute(Console& console)
{
    const auto repository = m_workspace.open(console);
    const storage::RunRecord run = requireRun(*repository, m_run);
    m_exporters.at(m_format)(*repository, run.id, m_out);
    if (m_json)
        console.print({{"run", run.id}, {"format", m_format}, {"path", m_out}});
    else
        console.note(described(run) + " is written to " + m_out);
    return ExitCode::Done;
}

} // namespace gui
