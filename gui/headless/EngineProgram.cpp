#include "gui/headless/EngineProgram.h"

#include <cstring>
#include <filesystem>
#include <iostream>

#include <unistd.h>

#include "engine/run/FittingKernels.h"
#include "gui/headless/Console.h"
#include "gui/headless/ExitCode.h"

namespace gui {

int becomeEngineProgram(char** arguments)
{
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    Console console(std::cout, std::cerr, {false, false});
    if (error) {
        console.error("molex-engine cannot be found: /proc/self/exe cannot be read (" + error.message() + ")");
        return static_cast<int>(ExitCode::Failed);
    }
    const auto program = self.parent_path() / "molex-engine";
    engine::chooseFittingKernels(); // molex-engine would choose as well, and start twice
    execv(program.c_str(), arguments);
    const char* reason = std::strerror(errno);
    console.error(program.string() + " cannot be started (" + reason
               + "); it belongs beside molex and has the commands that load a model: build or install both");
    return static_cast<int>(ExitCode::Failed);
}

} // namespace gui
