#pragma once

#include <string>
#include <string_view>

#include "engine/run/RowsEvaluated.h"

/// One RowsEvaluated as a blob, without its step and split; everything exactly.
namespace storage {

std::string packRowEvaluation(const engine::RowsEvaluated& evaluated);

/// The blob may be a stranger's: arrays that belong together have one length, and routes name layers that there are.
/// Throws storage::Error when it is damaged.
engine::RowsEvaluated unpackRowEvaluation(std::string_view blob);

} // namespace storage
