#include "gui/control/Mailbox.h"

#include <memory>
#include <utility>

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>

namespace gui {

Mailbox::Mailbox(QObject* parent)
    : QObject(parent)
{
}

void Mailbox::post(std::function<void()> call)
{
    auto event = std::make_unique<QEvent>(QEvent::User); // first: a call without an event would not be made
    {
        const std::lock_guard lock(m_mutex);
        m_calls.push_back(std::move(call));
    }
    QCoreApplication::postEvent(this, event.release());
}

void Mailbox::customEvent(QEvent*)
{
    std::function<void()> call;
    {
        const std::lock_guard lock(m_mutex);
        call = std::move(m_calls.front());
        m_calls.pop_front();
    }
    call();
}

} // namespace gui
