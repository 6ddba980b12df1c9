#pragma once

#include <optional>
#include <string>

#include "engine/data/Task.h"
#include "engine/data/Tokenizer.h"

namespace engine {

/// Something doubtful about a task's rows that does not keep a run from training on them.
struct DataCaution
{
    enum class Kind {
        CutRows,   ///< training rows are longer than the limit
        SharedRows ///< dev rows are also in train
    };

    Kind kind = Kind::CutRows;
    std::int64_t count = 0;     ///< rows that it is about
    std::int64_t rows = 0;      ///< of so many
    std::int64_t maxLength = 0; ///< tokens of a row at most; of cut rows
    bool isEstimated = false;   ///< from some of the rows

    double share() const { return rows > 0 ? static_cast<double>(count) / static_cast<double>(rows) : 0; }
};

/// "312 of 8,551 training rows (3.6 %) are longer than 128 tokens and are cut"
std::string toText(const DataCaution& caution);

/// Absent where no dev row has the same texts as a training row. Throws CalledOff.
std::optional<DataCaution> sharedRows(const TaskData& data, const Wanted& wanted = {});

/// Absent where every training row keeps to the limit. Only rows that could be too long become tokens; where they are
/// very many, some of them, evenly. Throws BadInput as the tokenizer does, and CalledOff.
std::optional<DataCaution> cutRows(const TaskData& data, const Tokenizer& tokenizer, std::int64_t maxLength,
                                   const Wanted& wanted = {});

} // namespace engine
