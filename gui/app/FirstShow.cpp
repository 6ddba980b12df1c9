#include "gui/app/FirstShow.h"

#include <utility>

#include <QEvent>
#include <QTimer>
#include <QWidget>
#include <QWindow>

namespace gui {

FirstShow::FirstShow(QWidget& window, std::function<void()> call)
    : m_call(std::move(call))
{
    QWindow* surface = window.windowHandle();
    if (surface->isExposed())
        callSoon();
    else
        surface->installEventFilter(this);
}

bool FirstShow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Expose && static_cast<QWindow*>(watched)->isExposed()) {
        watched->removeEventFilter(this);
        callSoon();
    }
    return false;
}

/// The window is painted while it handles the event that says it is exposed.
void FirstShow::callSoon()
{
    QTimer::singleShot(0, this, [this] { m_call(); });
}

} // namespace gui
