#include "engine/run/Version.h"

namespace engine {

std::string programVersion()
{
    return MOLEX_VERSION;
}

} // namespace engine
