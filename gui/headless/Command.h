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

/// What the list of commands says of one.
struct CommandText
{
    const char* name;
    const char* summary;
};

/// One command of the program: declares its options, then does its work. Owns the values that its options fill.
class Command {
public:
    Command(const char* name, const char* summary)
        : m_name(name)
        , m_summary(summary)
    {
    }
    explicit Command(const CommandText& text)
        : Command(text.name, text.summary)
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

/// Appends a command of each kind.
template <class... Commands>
void addTo(std::vector<std::unique_ptr<Command>>& commands)
{
    (commands.push_back(std::make_unique<Commands>()), ...);
}

/// Every command, in the order of the help.
std::vector<std::unique_ptr<Command>> allCommands();

/// The same as `molex` has them. A command that needs LibTorch looks at its arguments and then becomes `molex-engine`,
/// called with `arguments`, this program's own; of some there is the name alone.
std::vector<std::unique_ptr<Command>> commandsWithoutEngine(char** arguments);

/// True when all that these arguments ask for can be answered by `commands`.
bool canAnswer(const std::vector<std::unique_ptr<Command>>& commands, int argumentCount, const char* const* arguments);

} // namespace gui
