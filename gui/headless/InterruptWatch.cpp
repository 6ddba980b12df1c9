#include "gui/headless/InterruptWatch.h"

#include <ctime>

#include <unistd.h>

#include "gui/headless/ExitCode.h"

namespace gui {

InterruptWatch::InterruptWatch(std::function<void()> onSignal)
    : m_onSignal(std::move(onSignal))
{
    sigemptyset(&m_signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&m_signals, signal);
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_thread = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

InterruptWatch::~InterruptWatch()
{
    m_thread.request_stop();
    m_thread.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void InterruptWatch::watch(const std::stop_token& stop)
{
    const timespec tenth{0, 100'000'000};
    for (bool asked = false; !stop.stop_requested();) {
        if (sigtimedwait(&m_signals, nullptr, &tenth) < 0)
            continue;
        if (asked)
            _exit(static_cast<int>(ExitCode::Interrupted));
        asked = true;
        m_onSignal();
    }
}

} // namespace gui
