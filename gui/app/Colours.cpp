#include "gui/app/Colours.h"

#include <cmath>

namespace gui {

const Colours& lightColours()
{
    static const Colours colours{
        .window = 0xEFF0F2, .base = 0xFFFFFF, .alternateBase = 0xF6F7F8, .header = 0xE9EBED,
        .button = 0xFAFBFC, .buttonBorder = 0xB5BBC2, .well = 0xDDE0E4, .border = 0xC6CBD1,
        .text = 0x1B1F24, .secondaryText = 0x565E68, .disabledText = 0x8B939C,
        .accent = 0x3D55B8, .selection = 0x3D55B8, .selectedText = 0xFFFFFF, .link = 0x34489E,
        .warning = 0x8A5300, .warningIcon = 0xB26A00, .warningGround = 0xFFF3D9,
        .error = 0xB3261E, .errorGround = 0xFCEBEA,
        .success = 0x1A7F37,
        .plotGrid = 0xE6E8EB, .plotAxis = 0x7C848D,
        .dark = false};
    return colours;
}

const Colours& darkColours()
{
    static const Colours colours{
        .window = 0x26292D, .base = 0x1A1C1F, .alternateBase = 0x1F2225, .header = 0x2C3034,
        .button = 0x32363B, .buttonBorder = 0x50565E, .well = 0x3A3F45, .border = 0x42474E,
        .text = 0xE4E7EA, .secondaryText = 0xA6AEB7, .disabledText = 0x767E87,
        .accent = 0x93A5F2, .selection = 0x3F51A8, .selectedText = 0xFFFFFF, .link = 0xA9B8F7,
        .warning = 0xE6B450, .warningIcon = 0xE6B450, .warningGround = 0x39301B,
        .error = 0xFF8A80, .errorGround = 0x43211F,
        .success = 0x6CCB8B,
        .plotGrid = 0x2C3035, .plotAxis = 0x848C95,
        .dark = true};
    return colours;
}

QColor runColour(int index, bool dark)
{
    static constexpr QRgb light[runColourCount] = {0x0072B2, 0xD55E00, 0x009E73, 0xB3568B, 0xBF8300, 0x2F96D0, 0x5B636D};
    static constexpr QRgb onDark[runColourCount] = {0x3C9BD6, 0xE8743B, 0x2BB592, 0xD48FB8, 0xE69F00, 0x7CC6F0, 0xA6AEB7};
    const int slot = ((index % runColourCount) + runColourCount) % runColourCount;
    return QColor(dark ? onDark[slot] : light[slot]);
}

QColor textOn(const QColor& ground)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    const double luminance =
        0.2126 * linear(ground.redF()) + 0.7152 * linear(ground.greenF()) + 0.0722 * linear(ground.blueF());
    return luminance <= 0.179 ? QColor(Qt::white) : QColor(0x101214);
}

} // namespace gui
