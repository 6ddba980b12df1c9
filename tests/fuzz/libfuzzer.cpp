/// The target is the one that $MOLEX_FUZZ_TARGET names; the arguments are libFuzzer's own.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/FuzzTarget.h"

namespace {

const fuzz::Target& chosenTarget()
{
    const char* name = std::getenv("MOLEX_FUZZ_TARGET");
    const fuzz::Target* target = fuzz::targetNamed(name == nullptr ? "" : name);
    if (target == nullptr) {
        std::fprintf(stderr, "MOLEX_FUZZ_TARGET must be one of");
        for (const fuzz::Target& known : fuzz::targets())
            std::fprintf(stderr, " %s", known.name);
        std::fprintf(stderr, "\n");
        std::exit(2);
    }
    return *target;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Target& target = chosenTarget();
    target.accepts({reinterpret_cast<const char*>(data), size});
    return 0;
}
