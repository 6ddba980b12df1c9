#include "engine/run/RunControl.h"

#include <utility>

namespace engine {

bool RunControl::pause()
{
    const std::lock_guard lock(m_mutex);
    return !std::exchange(m_paused, true);
}

void RunControl::resume()
{
    {
        const std::lock_guard lock(m_mutex);
        m_paused = false;
        ++m_resumes;
    }
    m_changed.notify_all();
}

void RunControl::stop(Stop reason)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop == Stop::No)
            m_stop = reason;
    }
    m_changed.notify_all();
}

RunControl::Stop RunControl::stopRequested() const
{
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

bool RunControl::pauseRequested() const
{
    const std::lock_guard lock(m_mutex);
    return m_paused && m_stop == Stop::No;
}

void RunControl::waitWhilePaused()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_paused || m_stop != Stop::No; });
}

std::uint64_t RunControl::resumes() const
{
    const std::lock_guard lock(m_mutex);
    return m_resumes;
}

void RunControl::waitForResume(std::uint64_t before, std::chrono::milliseconds longest) const
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, longest, [this, before] { return m_resumes != before || m_stop != Stop::No; });
}

} // namespace engine
