#include "gui/plots/RedrawQueue.h"

#include <QApplication>
#include <QElapsedTimer>

namespace gui {

RedrawQueue& RedrawQueue::instance()
{
    static QPointer<RedrawQueue> queue;
    if (!queue)
        queue = new RedrawQueue(qApp);
    return *queue;
}

RedrawQueue::RedrawQueue(QObject* application)
    : QObject(application)
{
    m_next.setSingleShot(true);
    m_next.callOnTimeout([this] { drawSome(); });
}

void RedrawQueue::add(QObject& picture, std::function<void()> draw)
{
    m_waiting.emplace_back(&picture, std::move(draw));
    if (m_isAsked || isLate())
        return;
    m_isAsked = true;
    QMetaObject::invokeMethod(this, &RedrawQueue::drawSome, Qt::QueuedConnection);
}

void RedrawQueue::drawSome()
{
    m_isAsked = false;
    QElapsedTimer clock;
    clock.start();
    while (!m_waiting.empty()) {
        const auto [picture, draw] = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (picture)
            draw();
        if (!m_waiting.empty() && m_room && std::chrono::milliseconds(clock.elapsed()) >= *m_room)
            return m_next.start(0);
    }
}

} // namespace gui
