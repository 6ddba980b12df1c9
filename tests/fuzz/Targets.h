#pragma once

#include "tests/fuzz/FuzzTarget.h"

/// One for each format, in the source of its name.
namespace fuzz {

// Without LibTorch: fuzz_data.
Target configurationTarget();
Target e2eTarget();
Target glueTarget();
Target sweepTarget();
Target tablesTarget();
Target tokenizerJsonTarget();
Target vocabularyTarget();
Target wordNetTarget();
Target wordPieceTarget();

// With LibTorch: fuzz_model.
Target adapterTarget();
Target checkpointTarget();
Target inputsTarget();
Target modelConfigTarget();
Target safetensorsTarget();
Target shardsTarget();
Target weightsTarget();

// The store's: fuzz_storage.
Target bundleTarget();
Target eventsTarget();
Target filterTarget();
Target tensorBoardTarget();
Target workspaceTarget();

} // namespace fuzz
