#pragma once

class QString;

namespace gui {

/// A notification of the desktop (org.freedesktop.Notifications), where it shows such. Does not wait for an answer.
void notifyDesktop(const QString& title, const QString& text);

} // namespace gui
