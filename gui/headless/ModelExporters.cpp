#include "engine/training/ModelExport.h"
#include "gui/headless/ExportCommand.h"
#include "gui/headless/SavedModel.h"

namespace gui {

namespace {

using ModelExporter = void (*)(const engine::RunConfig&, const std::filesystem::path&, const std::filesystem::path&);

template <ModelExporter write>
void exportModel(const storage::RunRepository& repository, std::int64_t run, const std::filesystem::path& out)
{
    const SavedModel saved = savedModelOfRun(repository, std::to_string(run));
    write(saved.config, saved.checkpoint, out);
}

} // namespace

std::map<std::string, Exporter> modelExporters()
{
    return {{"merged", exportModel<engine::exportMerged>}, {"peft", exportModel<engine::exportPeft>}};
}

} // namespace gui
