#pragma once

#include <string>

#include "engine/run/RunEvent.h"

/// The events that begin and end a run as JSON documents; numbers that JSON does not know ("nan", "inf") are text.
namespace storage {

std::string toDocument(const engine::RunStarted& started);
std::string toDocument(const engine::RunFinished& finished);

/// Throw storage::Error for text that toDocument did not write.
engine::RunStarted startedFromDocument(const std::string& text);
engine::RunFinished finishedFromDocument(const std::string& text);

} // namespace storage
