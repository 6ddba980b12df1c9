#include <algorithm>

#include "gui/headless/Command.h"
#include "gui/headless/CompareCommand.h"
#include "gui/headless/ExportCommand.h"
#include "gui/headless/ImportCommand.h"
#include "gui/headless/QueueCommand.h"
#include "gui/headless/QueueParts.h"
#include "gui/headless/ScoreCommand.h"
#include "gui/headless/ScoreTextCommand.h"
#include "gui/headless/StopCommand.h"
#include "gui/headless/StoreCommands.h"
#include "gui/headless/TokenizeCommand.h"
#include "gui/headless/WorkspaceCommands.h"

namespace gui {

std::vector<std::unique_ptr<Command>> commandsWithoutEngine()
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<QueueCommand>(queueParts()));
    commands.push_back(std::make_unique<ExportCommand>(dataExporters()));
    addTo<StopCommand, RunsCommand, ShowCommand, SeriesCommand, RoutingCommand, CompareCommand, ImportCommand,
          DeleteCommand, ArchiveCommand, BackupCommand, RestoreCommand, VacuumCommand, TokenizeCommand, ScoreCommand,
          ScoreTextCommand>(commands);
    return commands;
}

bool asksForHelp(const std::vector<std::string>& words)
{
    return std::any_of(words.begin(), words.end(),
                       [](const std::string& word) { return word == "-h" || word == "--help"; });
}

bool isOneOf(const std::vector<std::unique_ptr<Command>>& commands, int argumentCount, const char* const* arguments)
{
    if (argumentCount < 2)
        return false;
    const std::string name = arguments[1];
    if (name == "--version")
        return argumentCount == 2;
    const std::vector<std::string> words(arguments + 2, arguments + argumentCount);
    return std::any_of(commands.begin(), commands.end(), [&](const auto& command) {
        return command->name() == name && command->takes(words);
    });
}

} // namespace gui
