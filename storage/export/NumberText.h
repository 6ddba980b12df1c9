#pragma once

#include <cstdint>
#include <string>

/// Numbers as people and programs read them, without a locale.
namespace storage {

/// The shortest text that reads back as exactly this number; "nan", "inf", "-inf".
std::string exactText(double value);
std::string exactText(float value);

/// Up to four significant digits: "0.6492", "1.2e-05".
std::string shortText(double value);
/// "21,440"
std::string withThousands(std::int64_t value);
/// "1.24 M", "5,000", "412"
std::string scaledText(double value);
/// "2.1 GiB"
std::string bytesText(std::int64_t bytes);
/// "1 h 12 min", "18 min 40 s", "4.2 s"
std::string durationText(double seconds);
/// "2026-03-01 14:05 UTC", from seconds since 1970
std::string dateText(double time);

} // namespace storage
