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
    if (words.empty())
        return true;
    const auto part =
        std::find_if(m_parts.begin(), m_parts.end(), [&](const auto& one) { return words[0] == one->name(); });
    if (part == m_parts.end())
        return words.size() == 1; // what follows may be a part that is not whole here
    return (*part)->takes(std::vector<std::string>(words.begin() + 1, words.end()));
}

ExitCode QueueCommand::execute(Console& console)
{
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        if (m_apps[i]->parsed())
            return m_parts[i]->execute(console);
    throw engine::BadInput("queue", "name one of add, list, remove, move, work");
}

} // namespace gui
