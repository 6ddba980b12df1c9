#include "tests/fuzz/FuzzTarget.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::isAccepted({reinterpret_cast<const char*>(data), size});
    return 0;
}
