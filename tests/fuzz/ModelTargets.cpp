#include "tests/fuzz/Targets.h"

std::vector<fuzz::Target> fuzz::targets()
{
    return {adapterTarget(),     checkpointTarget(),  inputsTarget(), modelConfigTarget(),
            pretrainingTarget(), safetensorsTarget(), shardsTarget(), weightsTarget()};
}
