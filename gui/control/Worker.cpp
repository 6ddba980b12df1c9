#include "gui/control/Worker.h"

#include <exception>

#include "gui/control/GiveWay.h"
#include "gui/models/EngineText.h"

namespace gui {

Worker::Worker(QObject* parent)
    : QObject(parent)
    , m_thread([this] { work(); })
{
}

Worker::~Worker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void Worker::post(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_changed.notify_all();
}

void Worker::work()
{
    giveWay(Behind::Answers);
    while (true) {
        std::function<void()> task;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_ending || !m_tasks.empty(); });
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        try {
            task();
        } catch (const std::exception& error) {
            tellFailure(engineText(error.what()));
        } catch (...) { // of no type that anybody here throws; it must not end the program
            tellFailure(tr("something went wrong that does not say what it is"));
        }
    }
}

void Worker::tellFailure(const QString& reason)
{
    m_results.post([this, reason] { Q_EMIT failed(reason); });
}

} // namespace gui

#include "moc_Worker.cpp"
