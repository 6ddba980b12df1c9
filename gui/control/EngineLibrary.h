#pragma once

#include <filesystem>

#include "gui/control/EngineFunctions.h"

namespace gui {

/// The engine's functions. The library that has them lies beside the program; it brings LibTorch along, which takes the
/// first caller a second or so, while the others wait. Not for the window's thread. Throws engine::Error where it
/// cannot be loaded, and CalledOff after giveUpEngine().
const EngineFunctions& engineFunctions();

/// Those of one library, which then stays. Throws engine::Error.
const EngineFunctions& loadEngine(const std::filesystem::path& library);

/// Callers of engineFunctions() wait until releaseEngine(), two seconds at most, so that a window can be shown first.
void holdEngine();
void releaseEngine();
/// The program ends: where the library is still held back, nobody gets it any more.
void giveUpEngine();

} // namespace gui
