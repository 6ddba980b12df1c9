#pragma once

#include <optional>

#include <QIcon>

namespace gui {

class Theme;

/// A square of a run's colour, dashed from the eighth on, or as an empty bar is where its curve is not drawn; with a
/// rim on a selected row, where blue on blue is not seen.
QIcon runSwatch(const Theme& theme, std::optional<int> colour);

} // namespace gui
