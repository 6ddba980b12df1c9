#include <algorithm>

#include "gui/headless/CheckRequest.h"
#include "gui/headless/Command.h"
#include "gui/headless/CompareCommand.h"
#include "gui/headless/EngineFront.h"
#include "gui/headless/EngineTexts.h"
#include "gui/headless/EvaluateRequest.h"
#include "gui/headless/ExportCommand.h"
#include "gui/headless/ImportCommand.h"
#include "gui/headless/PredictRequest.h"
#include "gui/headless/PretrainRequest.h"
#include "gui/headless/QueueCommand.h"
#include "gui/headless/QueueParts.h"
#include "gui/headless/ResumeRequest.h"
#include "gui/headless/RunRequest.h"
#include "gui/headless/ScoreCommand.h"
#include "gui/headless/ScoreTextCommand.h"
#include "gui/headless/StopCommand.h"
#include "gui/headless/StoreCommands.h"
#include "gui/headless/TokenizeCommand.h"
#include "gui/headless/WorkspaceCommands.h"

namespace gui {

namespace {

template <class... Requests>
void addFronts(std::vector<std::unique_ptr<Command>>& commands, char** arguments)
{
    (commands.push_back(std::make_unique<EngineFront<Requests>>(arguments)), ...);
}

void addNames(std::vector<std::unique_ptr<Command>>& commands, std::initializer_list<CommandText> texts,
              char** arguments)
{
    for (const CommandText& text : texts)
        commands.push_back(std::make_unique<EngineOnly>(text, arguments));
}

} // namespace

std::vector<std::unique_ptr<Command>> commandsWithoutEngine(char** arguments)
{
    std::vector<std::unique_ptr<Command>> queue = queueParts();
    addNames(queue, {workText}, arguments);

    std::vector<std::unique_ptr<Command>> commands; // in the order of allCommands(), which help and messages show
    addFronts<RunRequest, ResumeRequest>(commands, arguments);
    addTo<StopCommand>(commands);
    commands.push_back(std::make_unique<QueueCommand>(std::move(queue)));
    addTo<RunsCommand, ShowCommand, SeriesCommand, RoutingCommand, CompareCommand>(commands);
    commands.push_back(std::make_unique<ExportCommand>(dataExporters()));
    addTo<ImportCommand, DeleteCommand, ArchiveCommand, BackupCommand, RestoreCommand, VacuumCommand>(commands);
    addFronts<EvaluateRequest, PredictRequest>(commands, arguments);
    addNames(commands, {generateText}, arguments);
    addTo<TokenizeCommand>(commands);
    addNames(commands, {forwardText, trainStepsText, decodeText}, arguments);
    addTo<ScoreCommand, ScoreTextCommand>(commands);
    addFronts<CheckRequest, PretrainRequest>(commands, arguments);
    addNames(commands, {benchText, doctorText}, arguments);
    return commands;
}

bool canAnswer(const std::vector<std::unique_ptr<Command>>& commands, int argumentCount, const char* const* arguments)
{
    if (argumentCount < 2)
        return true; // with the names that there are
    const std::string name = arguments[1];
    if (name.starts_with('-'))
        return argumentCount == 2; // what follows may be a command that is not whole here
    const auto command =
        std::find_if(commands.begin(), commands.end(), [&](const auto& one) { return name == one->name(); });
    const std::vector<std::string> words(arguments + 2, arguments + argumentCount);
    return command == commands.end() || (*command)->takes(words);
}

} // namespace gui
