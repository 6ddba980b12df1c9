#pragma once

#include <functional>

#include "engine/run/Error.h"

namespace engine {

/// Whether a long piece of work is still wanted; asked on the working thread, between its steps. Empty: always.
using Wanted = std::function<bool()>;

/// The work was given up because nobody wants it any more.
class [[gnu::visibility("default")]] CalledOff final : public Error {
public:
    CalledOff()
        : Error("called off")
    {
    }
};

/// Throws CalledOff when it is not.
inline void requireWanted(const Wanted& wanted)
{
    if (wanted && !wanted())
        throw CalledOff();
}

} // namespace engine
