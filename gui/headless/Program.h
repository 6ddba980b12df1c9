#pragma once

#include "gui/headless/Console.h"
#include "gui/headless/ExitCode.h"

namespace gui {

/// The command-line program: reads the arguments, runs the one command they name, and turns every failure into a
/// sentence on the error stream and an exit code.
ExitCode runProgram(int argumentCount, const char* const* arguments, Console& console);

} // namespace gui
