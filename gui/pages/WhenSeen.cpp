#include "gui/pages/WhenSeen.h"

#include <QEvent>
#include <QWidget>

#include <utility>

namespace gui {

WhenSeen::WhenSeen(QWidget& view, std::function<void()> work)
    : m_view(view)
    , m_work(std::move(work))
{
    view.installEventFilter(this);
}

void WhenSeen::ask()
{
    if (!putOff())
        m_work();
}

bool WhenSeen::putOff()
{
    m_isDue = m_isDue || !m_view.isVisible();
    return m_isDue;
}

/// Of the view alone, whose parts are in their places then and not painted yet.
bool WhenSeen::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show && std::exchange(m_isDue, false))
        m_work();
    return QObject::eventFilter(watched, event);
}

} // namespace gui
