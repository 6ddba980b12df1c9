#include "engine/model/LoopThreads.h"

#ifdef _OPENMP
#include <omp.h>
#endif

namespace engine {

LoopThreads::~LoopThreads()
{
#ifdef _OPENMP
    omp_pause_resource_all(omp_pause_soft); // of the calling thread
#endif
}

} // namespace engine
