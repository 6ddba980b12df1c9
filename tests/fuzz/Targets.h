#pragma once

#include "tests/fuzz/FuzzTarget.h"

/// One for each format, in the source of its name.
namespace fuzz {

// Without LibTorch: fuzz_data.
Target configurationTarget();
Target e2eTarget();
Target folderSealTarget();
Target glueTarget();
Target plainTextTarget();
Target predictionsTarget();
Target segmentsTarget();
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
Target pretrainingTarget();
Target safetensorsTarget();
Target shardsTarget();
Target weightsTarget();

// The store's: fuzz_storage.
Target bundleTarget();
Target databaseSealTarget();
Target eventsTarget();
Target filterTarget();
Target journalsTarget();
Target promiseTarget();
Target tensorBoardTarget();
Target workspaceTarget();

} // namespace fuzz
