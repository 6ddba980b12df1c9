#include "gui/headless/EngineProgram.h"
#include "gui/headless/Program.h"

/// `molex`: what reads the store, text or tables alone is done at once, and mistakes are told at once; for the rest this
/// becomes `molex-engine`, since loading LibTorch takes longer than most of these commands.
int main(int argc, char** argv)
{
    const auto commands = gui::commandsWithoutEngine(argv);
    if (!gui::canAnswer(commands, argc, argv))
        return gui::becomeEngineProgram(argv);
    return gui::runProcess(argc, argv, commands);
}
