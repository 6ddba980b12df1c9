#pragma once

#include <vector>

#include <QString>

#include "storage/runs/RunRecord.h"

namespace gui {

/// One run as tables show it. A plain value, made on the store's thread.
struct RunRow
{
    storage::RunRecord record;
    QString what;   ///< "LoRA + MoLEx (sequence vote), CoLA, seed 4"
    QString length; ///< "600 steps", "3 epochs"
};

RunRow makeRunRow(storage::RunRecord record);
std::vector<RunRow> makeRunRows(std::vector<storage::RunRecord> records);

/// "21,440"
QString groupedNumber(std::int64_t number);
/// "0.649" for shares, "12.4" for larger numbers.
QString scoreText(double value);

} // namespace gui
