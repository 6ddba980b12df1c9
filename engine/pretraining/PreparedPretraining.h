#pragma once

#include <memory>
#include <optional>

#include "engine/data/FileLock.h"
#include "engine/model/ModelConfig.h"
#include "engine/pretraining/NgramBaselines.h"
#include "engine/pretraining/PretrainFolder.h"
#include "engine/run/RunControl.h"
#include "engine/run/RunObserver.h"
#include "engine/training/ComputeDevice.h"

namespace engine {

/// Everything a pre-training needs, read and counted: rows of tokens, tokenizer, baselines, the folder with its record.
struct PreparedPretraining
{
    explicit PreparedPretraining(const PretrainConfig& wanted)
        : config(wanted)
        , folder(wanted.output.path)
    {
    }

    PretrainConfig config;
    PretrainFolder folder;
    std::optional<FileLock> lock; ///< on the folder, from the checks to the end
    ComputeDevice compute;
    std::unique_ptr<Tokenizer> tokenizer;
    MaskableVocabulary vocabulary;
    ModelConfig shape;
    PackedRows train;
    PackedRows heldOut;
    BaselineScores baselines;
    Json record; ///< as it stands in the folder
};

/// Blocking, minutes for a hundred megabytes. Says as log lines what it does. Trains and writes the tokenizer where the
/// configuration asks for it and the folder does not have it yet. Held-out text is looked at by nothing but the
/// measurements: a training document that is also held out is left out of training. Waits while the disk is full, and
/// says so. Throws BadInput with every problem that can be found at once, and CalledOff after a stop.
std::unique_ptr<PreparedPretraining> preparePretraining(const PretrainConfig& config, const RunControl& control,
                                                        RunObserver& observer);

} // namespace engine
