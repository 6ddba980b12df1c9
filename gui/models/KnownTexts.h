#pragma once

#include <span>

namespace gui {

/// Sentences of the engine and the store as these have them, for engineText(); %1 to %9, in this order, stand for what
/// differs from time to time. Their context in the catalogue is EngineText.
using KnownTexts = std::span<const char* const>;

/// Of files that cannot be read: weights, tokenizers, tables, hashes.
KnownTexts fileTexts();
/// Of checkpoints, adapters, and how a run begins, waits and ends.
KnownTexts runTexts();
/// Of workspaces, their backups, run bundles and other files that the store reads and writes.
KnownTexts storageTexts();

} // namespace gui
