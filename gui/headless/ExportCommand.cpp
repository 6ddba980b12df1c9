#include "gui/headless/ExportCommand.h"

#include <map>

#include <CLI/CLI.hpp>

#include "engine/training/ModelExport.h"
#include "gui/headless/SavedModel.h"
#include "storage/exchange/ExportBundle.h"
#include "storage/exchange/ExportTensorBoard.h"
#include "storage/export/ExportCsv.h"
#include "storage/export/ExportHtml.h"
#include "storage/export/ExportJsonLines.h"

namespace gui {

namespace {

using Exporter = void (*)(const storage::RunRepository&, std::int64_t, const std::filesystem::path&);
using ModelExporter = void (*)(const engine::RunConfig&, const std::filesystem::path&, const std::filesystem::path&);

/// Recorded data: `run` is a number. A trained model: what the run's best checkpoint holds.
template <ModelExporter write>
void exportModel(const storage::RunRepository& repository, std::int64_t run, const std::filesystem::path& out)
{
    const SavedModel saved = savedModelOfRun(repository, std::to_string(run));
    write(saved.config, saved.checkpoint, out);
}

const std::map<std::string, Exporter>& exporters()
{
    static const std::map<std::string, Exporter> byFormat = {{"bundle", storage::exportBundle},
                                                             {"csv", storage::exportCsv},
                                                             {"html", storage::exportHtml},
                                                             {"jsonl", storage::exportJsonLines},
                                                             {"merged", exportModel<engine::exportMerged>},
                                                             {"peft", exportModel<engine::exportPeft>},
                                                             {"tensorboard", storage::exportTensorBoard}};
    return byFormat;
}

} // namespace

ExportCommand::ExportCommand()
    : Command("export", "Write a report, the recorded data or the trained model of a run")
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
        ->check(CLI::IsMember(exporters()));
    app.add_option("--out", m_out, "File or folder to write")->required()->type_name("PATH");
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode ExportCommand::execute(Console& console)
{
    const auto repository = m_workspace.open();
    const storage::RunRecord run = requireRun(*repository, m_run);
    exporters().at(m_format)(*repository, run.id, m_out);
    if (m_json)
        console.print({{"run", run.id}, {"format", m_format}, {"path", m_out}});
    else
        console.note("run " + std::to_string(run.id) + " \"" + run.name + "\" is written to " + m_out);
    return ExitCode::Done;
}

} // namespace gui
