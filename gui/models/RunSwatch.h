#pragma once

#include <QIcon>

namespace gui {

class Theme;

/// A square of a run's colour, dashed from the eighth on; with a rim on a selected row, where blue on blue is not seen.
QIcon runSwatch(const Theme& theme, int colour);

} // namespace gui
