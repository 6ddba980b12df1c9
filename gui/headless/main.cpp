#include <csignal>
#include <iostream>

#include <unistd.h>

#include "gui/headless/Program.h"

int main(int argc, char** argv)
{
    // A reader that went away (molex runs | head) is seen when writing fails, not by a signal.
    std::signal(SIGPIPE, SIG_IGN);
    std::ios::sync_with_stdio(false);

    gui::Console console(std::cout, std::cerr, isatty(STDERR_FILENO) != 0);
    gui::ExitCode code = gui::runProgram(argc, argv, console);
    std::cout.flush();
    if (!std::cout && code == gui::ExitCode::Done) {
        console.error("standard output could not be written");
        code = gui::ExitCode::Failed;
    }
    return static_cast<int>(code);
}
