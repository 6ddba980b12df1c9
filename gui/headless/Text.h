#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "storage/export/Table.h"
#include "storage/runs/RunRecord.h"

namespace gui {

/// Four significant digits, without a trailing exponent where it can be avoided.
std::string numberText(double value);
/// "1:05", "2:03:10".
std::string durationText(double seconds);
/// "2.1 GiB".
std::string bytesText(std::int64_t bytes);
/// "1,234,567".
std::string countText(std::int64_t count);
/// "1 step", "1,234 steps": for what has an s in the plural.
std::string countedText(std::int64_t count, std::string_view one);
/// Local time, "2025-03-01 14:05"; "-" for 0.
std::string timeText(double secondsSince1970);

/// "matthews 0.6412", with what is to be said of it; "-" for none.
std::string bestText(const storage::RunRecord& run);

/// Rows of cells, columns padded to their widest cell (counted in UTF-8 characters); the first row is the heading. A
/// cell stays on its line: ends of lines in it are shown as escapes.
std::string tableText(std::vector<std::vector<std::string>> rows);

/// What --format calls the forms of a table.
const std::map<std::string, storage::TableFormat>& tableFormats();

} // namespace gui
