#include "gui/headless/EngineProgram.h"

#include <cstring>
#include <filesystem>
#include <iostream>

#include <unistd.h>

#include "gui/headless/Console.h"
#include "gui/headless/ExitCode.h"

namespace gui {

int becomeEngineProgram(char** arguments)
{
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "molex-engine";
    execv(program.c_str(), arguments);
    const char* reason = std::strerror(errno);
    Console(std::cout, std::cerr, {false, false})
        .error(program.string() + " cannot be started (" + reason
               + "); it belongs beside molex and has the commands that load a model: build or install both");
    return static_cast<int>(ExitCode::Failed);
}

} // namespace gui
