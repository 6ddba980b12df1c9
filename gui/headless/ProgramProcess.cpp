#include <csignal>
#include <iostream>

#include <poll.h>
#include <unistd.h>

#include "gui/headless/Program.h"

namespace gui {

namespace {

/// True when whoever read standard output has gone, as `head` does.
bool isReaderGone()
{
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return poll(&output, 1, 0) > 0 && (output.revents & POLLERR) != 0;
}

} // namespace

int runProcess(int argumentCount, const char* const* arguments, const std::vector<std::unique_ptr<Command>>& commands)
{
    // A reader that went away (molex runs | head) has what it wanted: no signal, no complaint.
    std::signal(SIGPIPE, SIG_IGN);
    std::ios::sync_with_stdio(false);

    Console console(std::cout, std::cerr, {isatty(STDOUT_FILENO) != 0, isatty(STDERR_FILENO) != 0});
    ExitCode code = runProgram(argumentCount, arguments, commands, console);
    std::cout.flush();
    if (!std::cout && code == ExitCode::Done && !isReaderGone()) {
        console.error("standard output could not be written");
        code = ExitCode::Failed;
    }
    return static_cast<int>(code);
}

} // namespace gui
