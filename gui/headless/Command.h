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
    /// Throws BadInput, Error or storage::Error; the program turns them into sentences and exit codes.
    virtual ExitCode execute(Console& console) = 0;

private:
    const char* m_name;
    const char* m_summary;
};

/// Every command, in the order of the help.
std::vector<std::unique_ptr<Command>> allCommands();

} // namespace gui
