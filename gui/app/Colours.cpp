#include "gui/app/Colours.h"

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

QColor toQColor(storage::Rgb colour)
{
    return QColor(colour.red, colour.green, colour.blue);
}

QColor runColour(int index, bool dark)
{
    return toQColor(storage::seriesColor(index, dark));
}

QColor textOn(const QColor& ground)
{
    const auto channel = [](int value) { return static_cast<std::uint8_t>(value); };
    return toQColor(storage::textOn({channel(ground.red()), channel(ground.green()), channel(ground.blue())}));
}

} // namespace gui
