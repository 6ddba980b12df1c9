#include "engine/run/FittingKernels.h"
#include "gui/headless/Program.h"

/// `molex-engine`: every command of `molex`, with LibTorch.
int main(int argc, char** argv)
{
    engine::startWithFittingKernels(argv);
    return gui::runProcess(argc, argv, gui::allCommands());
}
