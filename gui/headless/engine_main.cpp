#include "gui/headless/Program.h"

/// `molex-engine`: every command of `molex`, with LibTorch.
int main(int argc, char** argv)
{
    return gui::runProcess(argc, argv, gui::allCommands());
}
