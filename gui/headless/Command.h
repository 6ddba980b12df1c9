#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gui/headless/Console.h"
#include "gui/headless/ExitCode.h"

namespace CLI {
class App;
}

namespace gui {

/// One command of the program: declares its options, then does its work. Owns the values that its options fill.
class Command {
public:
    Command(const char* name, const char* summary)
        : m_name(name)
        , m_summary(summary)
    {
    }
    virtual ~Command() = default;

    const char* name() const { return m_name; }
    const char* summary() const { return m_summary; }

    virtual void declare(CLI::App& app) = 0;
    /// Whether it can do what these words after its name ask; false for a command of several parts that lacks some
    /// here.
    virtual bool takes([[maybe_unused]] const std::vector<std::string>& words) const { return true; }
    /// Throws BadInput, Error or storage::Error; the program turns them into sentences and exit codes.
    virtual ExitCode execute(Console& console) = 0;

private:
    const char* m_name;
    const char* m_summary;
};

/// True when -h or --help is among the words.
bool asksForHelp(const std::vector<std::string>& words);

/// Appends a command of each kind.
template <class... Commands>
void addTo(std::vector<std::unique_ptr<Command>>& commands)
{
    (commands.push_back(std::make_unique<Commands>()), ...);
}

/// Every command, in the order of the help.
std::vector<std::unique_ptr<Command>> allCommands();

/// Those of them, and those parts, that need no LibTorch.
std::vector<std::unique_ptr<Command>> commandsWithoutEngine();

/// True when one of `commands` takes these arguments, or they ask for the version alone.
bool isOneOf(const std::vector<std::unique_ptr<Command>>& commands, int argumentCount, const char* const* arguments);

} // namespace gui
