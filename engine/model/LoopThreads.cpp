#include "engine/model/LoopThreads.h"

#ifdef _OPENMP
#include <omp.h>
#endif

namespace engine {

#ifdef _OPENMP
LoopThreads::~LoopThreads()
{
    omp_pause_resource_all(omp_pause_soft); // of the calling thread
}
#else
LoopThreads::~LoopThreads() = default;
#endif

} // namespace engine
