#include "gui/headless/Program.h"

#include <algorithm>
#include <new>

#include <CLI/CLI.hpp>

#include "engine/run/Describe.h"
#include "engine/run/FailureText.h"
#include "engine/run/Version.h"
#include "storage/runs/Error.h"

namespace gui {

namespace {

ExitCode guarded(Command& command, Console& console)
{
    try {
        return command.execute(console);
    } catch (const engine::BadInput& bad) {
        console.problems(bad.issues());
        return ExitCode::BadInput;
    } catch (const storage::Error& error) {
        console.error(error.what());
        return ExitCode::BadInput;
    } catch (const engine::Error& error) {
        console.error(error.what());
        return ExitCode::Failed;
    } catch (const std::bad_alloc&) {
        console.error("there is not enough memory");
        return ExitCode::Failed;
    } catch (const std::exception& error) {
        console.error((engine::isOutOfMemory(error) ? "memory ran out: " : "unexpected: ")
                      + engine::firstLineOf(error));
        return ExitCode::Failed;
    }
}

std::string commandList(const std::vector<std::unique_ptr<Command>>& commands)
{
    std::vector<std::string> names;
    names.reserve(commands.size());
    for (const auto& command : commands)
        names.emplace_back(command->name());
    return engine::listed(names);
}

ExitCode usageError(Console& console, const std::string& sentence, const std::string& helpFor)
{
    console.error(sentence);
    console.note("\"" + helpFor + " --help\" tells what it takes");
    return ExitCode::BadInput;
}

/// The name that stands where a command's should, when there is no such command.
std::optional<std::string> unknownCommand(int argumentCount, const char* const* arguments,
                                          const std::vector<std::unique_ptr<Command>>& commands)
{
    if (argumentCount < 2 || arguments[1][0] == '-')
        return std::nullopt;
    const std::string word = arguments[1];
    const bool known =
        std::any_of(commands.begin(), commands.end(), [&](const auto& command) { return word == command->name(); });
    return known ? std::nullopt : std::optional(word);
}

} // namespace

ExitCode runProgram(int argumentCount, const char* const* arguments,
                    const std::vector<std::unique_ptr<Command>>& commands, Console& console)
{
    CLI::App app(
        "MoLEx Workbench without a window: fine-tune with mixtures of layer experts, and read what was stored.",
        "molex");
    bool version = false;
    app.add_flag("--version", version, "Print the version");
    std::vector<CLI::App*> subcommands;
    for (const auto& command : commands) {
        subcommands.push_back(app.add_subcommand(command->name(), command->summary()));
        command->declare(*subcommands.back());
    }
    if (const auto word = unknownCommand(argumentCount, arguments, commands))
        return usageError(console, "\"" + *word + "\" is not one of " + commandList(commands), "molex");

    const auto chosen = [&] {
        return static_cast<std::size_t>(
            std::find_if(subcommands.begin(), subcommands.end(), [](CLI::App* sub) { return sub->parsed(); })
            - subcommands.begin());
    };
    try {
        app.parse(argumentCount, arguments);
    } catch (const CLI::CallForHelp&) {
        const std::size_t index = chosen();
        console.write(index < subcommands.size() ? subcommands[index]->help("molex") : app.help());
        return ExitCode::Done;
    } catch (const CLI::ParseError& error) {
        const std::size_t index = chosen();
        return usageError(console, error.what(),
                          index < subcommands.size() ? std::string("molex ") + commands[index]->name() : "molex");
    }
    if (version) {
        console.write("molex " + engine::programVersion() + "\n");
        return ExitCode::Done;
    }
    const std::size_t index = chosen();
    if (index >= commands.size())
        return usageError(console, "name a command: " + commandList(commands), "molex");
    return guarded(*commands[index], console);
}

} // namespace gui
