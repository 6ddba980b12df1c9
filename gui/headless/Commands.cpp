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
#include "gui/headless/ResumeCommand.h"
#include "gui/headless/RunCommand.h"
#include "gui/headless/ScoreCommand.h"
#include "gui/headless/ScoreTextCommand.h"
#include "gui/headless/StoreCommands.h"
#include "gui/headless/TokenizeCommand.h"

namespace gui {

namespace {

template <class... Commands>
std::vector<std::unique_ptr<Command>> made()
{
    std::vector<std::unique_ptr<Command>> commands;
    (commands.push_back(std::make_unique<Commands>()), ...);
    return commands;
}

} // namespace

std::vector<std::unique_ptr<Command>> allCommands()
{
    return made<RunCommand, ResumeCommand, StopCommand, QueueCommand, RunsCommand, ShowCommand, SeriesCommand, RoutingCommand,
                 CompareCommand, ExportCommand, ImportCommand, DeleteCommand, EvaluateCommand, PredictCommand, GenerateCommand, PretrainCommand, TokenizeCommand,
                 ForwardCommand, TrainStepsCommand, DecodeCommand, ScoreCommand, ScoreTextCommand, CheckCommand,
                 DoctorCommand>();
}

} // namespace gui
