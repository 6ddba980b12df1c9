#pragma once

#include "engine/data/Task.h"
#include "engine/data/Tokenizer.h"

namespace engine {

/// What of a task's rows decides about memory.
struct RowSizes
{
    std::int64_t rows = 0; ///< train and dev together
    std::int64_t trainRows = 0;
    std::int64_t textBytes = 0; ///< of all rows
    std::int64_t tokens = 0;    ///< of all rows, about
    std::int64_t longest = 0;   ///< tokens of the longest training row, special ones included, cut to the limit
    double targetShare = 0;     ///< of a long row's tokens those that a language model learns to write
};

/// Only the longest texts of train become tokens. maxLength: tokens of a row at most.
RowSizes measureRows(const TaskData& data, const Tokenizer& tokenizer, std::int64_t maxLength);

} // namespace engine
