#pragma once

#include "engine/run/Describe.h"

namespace engine {

/// How a routed model continues a text: with the prompt's route and a cache for each (position, layer), by a whole pass
/// at each step, or as the released MoLEx code does.
enum class Decoding { PromptRoute, Recompute, Released };
constexpr auto names(Decoding)
{
    return NameTable<Decoding, 3>{{{Decoding::PromptRoute, "prompt-route"},
                                   {Decoding::Recompute, "recompute"},
                                   {Decoding::Released, "released"}}};
}

} // namespace engine
