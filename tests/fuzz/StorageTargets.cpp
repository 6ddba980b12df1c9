#include "tests/fuzz/Targets.h"

std::vector<fuzz::Target> fuzz::targets()
{
    return {bundleTarget(), eventsTarget(), filterTarget(), tensorBoardTarget(), workspaceTarget()};
}
