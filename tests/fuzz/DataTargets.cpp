#include "tests/fuzz/Targets.h"

std::vector<fuzz::Target> fuzz::targets()
{
    return {configurationTarget(), e2eTarget(),           folderSealTarget(), glueTarget(),    plainTextTarget(),
            predictionsTarget(),   segmentsTarget(),      sweepTarget(),      tablesTarget(),  tokenizerJsonTarget(),
            vocabularyTarget(),    wordNetTarget(),       wordPieceTarget()};
}
