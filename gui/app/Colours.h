#pragma once

#include <QColor>

#include "storage/export/ColorMaps.h"

namespace gui {

/// Every colour of the window in one appearance. Contrast of text on its ground is at least 4.5, of lines at least 3.
struct Colours
{
    QColor window, base, alternateBase, header;
    QColor button, buttonBorder, well, border;
    QColor text, secondaryText, disabledText;
    QColor accent, selection, selectedText, link;
    QColor warning, warningIcon, warningGround;
    QColor error, errorGround;
    QColor success;
    QColor plotGrid, plotAxis;
    bool dark = false;
};

const Colours& lightColours();
const Colours& darkColours();

/// Colour-blind-safe (Okabe–Ito first), tuned per appearance; given to runs in this order and kept for a run's life.
constexpr int runColourCount = storage::seriesColorCount;
QColor runColour(int index, bool dark);

/// True from the eighth run on, when the colours start again.
constexpr bool isDashed(int index)
{
    return (index / runColourCount) % 2 == 1;
}

QColor toQColor(storage::Rgb colour);

/// White or near-black, whichever can be read on `ground`.
QColor textOn(const QColor& ground);

} // namespace gui
