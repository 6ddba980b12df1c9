#pragma once

#include "engine/data/Task.h"
#include "engine/data/Tokenizer.h"

namespace engine {

/// A row as a model reads it to learn: one or two texts, or a language model's prompt with its target. Throws BadInput
/// as the tokenizer does.
Encoding encodeRow(const Example& row, const Tokenizer& tokenizer, Objective objective, std::int64_t maxLength);

/// Bytes of all texts of a row, which has no more tokens than these but for the special ones.
std::int64_t textBytes(const Example& row);

} // namespace engine
