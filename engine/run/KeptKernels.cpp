#include "engine/run/KeptKernels.h"

#include <cstdlib>

namespace engine {

void keepKernelsOfProducts()
{
    if (std::getenv("DNNL_PRIMITIVE_CACHE_CAPACITY") == nullptr) // its older name, which it reads after the newer one
        setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "16384", 0);
}

} // namespace engine
