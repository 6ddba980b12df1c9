#include <map>

#include "gui/headless/BenchCommand.h"
#include "gui/headless/CheckCommand.h"
#include "gui/headless/Command.h"
#include "gui/headless/CompareCommand.h"
#include "gui/headless/DecodeCommand.h"
#include "gui/headless/DoctorCommand.h"
#include "gui/headless/EvaluateCommand.h"
#include "gui/headless/ExportCommand.h"
#include "gui/headless/ForwardCommands.h"
#include "gui/headless/GenerateCommand.h"
#include "gui/headless/ImportCommand.h"
#include "gui/headless/PredictCommand.h"
#include "gui/headless/PretrainCommand.h"
#include "gui/headless/QueueCommand.h"
#include "gui/headless/QueueParts.h"
#include "gui/headless/QueueWork.h"
#include "gui/headless/ResumeCommand.h"
#include "gui/headless/RunCommand.h"
#include "gui/headless/ScoreCommand.h"
#include "gui/headless/ScoreTextCommand.h"
#include "gui/headless/StopCommand.h"
#include "gui/headless/StoreCommands.h"
#include "gui/headless/TokenizeCommand.h"
#include "gui/headless/WorkspaceCommands.h"

namespace gui {

std::vector<std::unique_ptr<Command>> allCommands()
{
    std::vector<std::unique_ptr<Command>> queue = queueParts();
    queue.push_back(queueWorker());
    std::map<std::string, Exporter> exporters = dataExporters();
    exporters.merge(modelExporters());

    std::vector<std::unique_ptr<Command>> commands;
    addTo<RunCommand, ResumeCommand, StopCommand>(commands);
    commands.push_back(std::make_unique<QueueCommand>(std::move(queue)));
    addTo<RunsCommand, ShowCommand, SeriesCommand, RoutingCommand, CompareCommand>(commands);
    commands.push_back(std::make_unique<ExportCommand>(std::move(exporters)));
    addTo<ImportCommand, DeleteCommand, ArchiveCommand, BackupCommand, RestoreCommand, VacuumCommand, EvaluateCommand,
          PredictCommand, GenerateCommand, TokenizeCommand, ForwardCommand, TrainStepsCommand, DecodeCommand,
          ScoreCommand, ScoreTextCommand, CheckCommand, PretrainCommand, BenchCommand, DoctorCommand>(commands);
    return commands;
}

} // namespace gui
