#include "gui/headless/QueueCommand.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "gui/headless/QueueParts.h"

namespace gui {

QueueCommand::QueueCommand()
    : Command("queue", "Runs that wait: add, list, remove, move, work")
{
}

QueueCommand::~QueueCommand() = default;

void QueueCommand::declare(CLI::App& app)
{
    app.require_subcommand(1);
    for (std::unique_ptr<Command>& part : queueParts()) {
        CLI::App* below = app.add_subcommand(part->name(), part->summary());
        part->declare(*below);
        m_parts.emplace_back(below, std::move(part));
    }
}

ExitCode QueueCommand::execute(Console& console)
{
    for (const auto& [app, part] : m_parts)
        if (app->parsed())
            return part->execute(console);
    throw engine::BadInput("queue", "name one of add, list, remove, move, work");
}

} // namespace gui
