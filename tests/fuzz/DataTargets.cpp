#include "tests/fuzz/Targets.h"

std::vector<fuzz::Target> fuzz::targets()
{
    return {configurationTarget(), e2eTarget(),        glueTarget(),    sweepTarget(),    tablesTarget(),
            tokenizerJsonTarget(), vocabularyTarget(), wordNetTarget(), wordPieceTarget()};
}
