#pragma once

#include <string>

namespace storage {

/// A cell of a CSV file by RFC 4180: quoted where it has a comma, a quote or a line's end. One that a spreadsheet would
/// calculate (=…, @…, or a + or - before a call) gets an apostrophe in front, which makes it text; numbers stay
/// numbers.
std::string csvCell(const std::string& text);

} // namespace storage
