#include "gui/headless/QueueCommand.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"

namespace gui {

QueueCommand::QueueCommand(std::vector<std::unique_ptr<Command>> parts)
    : Command("queue", "Runs that wait: add, list, remove, move, work")
    , m_parts(std::move(parts))
{
}

QueueCommand::~QueueCommand() = default;

void QueueCommand::declare(CLI::App& app)
{
    app.require_subcommand(1);
    for (const std::unique_ptr<Command>& part : m_parts) {
        m_apps.push_back(app.add_subcommand(part->name(), part->summary()));
        part->declare(*m_apps.back());
    }
}

bool QueueCommand::takes(const std::vector<std::string>& words) const
{
    return !asksForHelp(words) && !words.empty()
           && std::any_of(m_parts.begin(), m_parts.end(), [&](const auto& part) { return words[0] == part->name(); });
}

ExitCode QueueCommand::execute(Console& console)
{
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        if (m_apps[i]->parsed())
            return m_parts[i]->execute(console);
    throw engine::BadInput("queue", "name one of add, list, remove, move, work");
}

} // namespace gui
