#pragma once

#include <QString>

#include <cstdint>

/// Numbers as the screens show them: sensible digits, units, thousands with a comma, a real minus.
namespace gui::format {

/// "13,936"
QString whole(std::int64_t value);
/// Three or four significant digits: "0.649", "1.24", "2.08e−4", "13,936".
QString value(double value);
/// A fixed number of decimals: "0.6", "−0.02".
QString fixed(double value, int decimals);
/// How many have passed, in digits that tell steps of a short run apart: "0.09", "1.25", from ten on "41.0".
QString epochs(double value);
/// Short form for ticks: "12.5k", "1.24 M" without the space: "1.24M".
QString shortForm(double value);
/// "1.24 M"; below 10,000 all digits.
QString count(double value);
struct ByteUnit
{
    double size = 1;
    const char* name = "B";
};
/// The largest that a number of bytes has at least one of.
ByteUnit byteUnit(double value);
/// "2.1 GiB", "46 MiB"
QString bytes(double value);
/// "6 min 52 s", "3 h 17 min", "42 s"
QString duration(double seconds);
/// "1:05", "2:03:00"
QString clock(double seconds);
/// "65 %"
QString percent(double share);
/// Day and time of day, local: "2026-11-22 23:18"
QString time(double secondsSince1970);

/// Lines of at most `columns` characters, broken at spaces; a longer word has a line of its own. For tips, which are
/// plain text and as wide as their longest line.
QString wrapped(const QString& text, int columns);

} // namespace gui::format
