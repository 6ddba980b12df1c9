#include "tests/fuzz/Targets.h"

std::vector<fuzz::Target> fuzz::targets()
{
    return {bundleTarget(),   databaseSealTarget(), eventsTarget(),      filterTarget(),
            journalsTarget(), promiseTarget(),      tensorBoardTarget(), workspaceTarget()};
}
