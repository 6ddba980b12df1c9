#pragma once

#include "gui/headless/Command.h"

namespace gui {

/// The command-line program: reads the arguments, runs the one of `commands` that they name, and turns every failure
/// into a sentence on the error stream and an exit code.
ExitCode runProgram(int argumentCount, const char* const* arguments,
                    const std::vector<std::unique_ptr<Command>>& commands, Console& console);

/// The same on this process's streams, as `main` returns it.
int runProcess(int argumentCount, const char* const* arguments, const std::vector<std::unique_ptr<Command>>& commands);

} // namespace gui
