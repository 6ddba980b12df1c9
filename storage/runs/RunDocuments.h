#pragma once

#include <string>

#include "engine/run/ConfigJson.h"
#include "engine/run/RunEvent.h"

/// The events that begin and end a run as JSON documents; numbers that JSON does not know ("nan", "inf") are text.
namespace storage {

std::string toDocument(const engine::RunStarted& started);
std::string toDocument(const engine::RunFinished& finished);

/// Throw storage::Error for text that toDocument did not write.
engine::RunStarted startedFromDocument(const std::string& text);
engine::RunFinished finishedFromDocument(const std::string& text);

/// A JSON number, or the text for one that JSON does not know.
engine::Json numberJson(double value);

} // namespace storage
