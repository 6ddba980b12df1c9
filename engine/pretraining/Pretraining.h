#pragma once

#include "engine/run/PretrainConfig.h"
#include "engine/run/RunControl.h"
#include "engine/run/RunObserver.h"

namespace engine {

/// A pre-training from its configuration to its end, a stop, or the next call that goes on from where this one was
/// stopped or killed. Blocks. The closing event is announced and returned; `record` becomes what pretraining.json
/// holds. Throws BadInput with every problem, Error, and CalledOff when it is stopped before training began.
RunFinished pretrain(const PretrainConfig& config, const RunControl& control, RunObserver& observer, Json& record);

} // namespace engine
