#pragma once

class QWidget;

namespace monkey {

struct Deed;

/// What takes keys and clicks now: a menu or another popup, a dialog, else the main window.
QWidget& windowOnTop(QWidget& main);

/// Does it with events that enter where the window system's do. Returns when it is done; where it opens a menu of a
/// button, when that is closed.
void perform(const Deed& deed, QWidget& main);

} // namespace monkey
