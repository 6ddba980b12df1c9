#pragma once

class QTableView;

namespace gui {

/// Tables look alike on every page: whole rows are selected, rows are as high as their font, there is neither grid nor
/// frame, nothing is edited in place, and Tab leads out of the table. The font is set before.
void styleRows(QTableView& table);

} // namespace gui
