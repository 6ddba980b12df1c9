#include "gui/app/SignalWatch.h"

#include <cerrno>
#include <csignal>

#include <QSocketNotifier>

#include <sys/socket.h>
#include <unistd.h>

namespace gui {

namespace {

constexpr int watchedSignals[] = {SIGINT, SIGTERM, SIGHUP};
int ends[2] = {-1, -1}; // a signal handler reaches nothing but a global

void onSignal(int)
{
    const int before = errno; // of whatever call was interrupted
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(ends[0], &byte, 1);
    errno = before;
}

} // namespace

SignalWatch::SignalWatch(std::function<void()> call)
    : m_onSignal(std::move(call))
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    m_notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(ends[1], &byte, 1) == 1)
            m_onSignal();
    });
    for (const int signal : watchedSignals)
        std::signal(signal, onSignal);
}

SignalWatch::~SignalWatch()
{
    if (m_notifier == nullptr)
        return;
    for (const int signal : watchedSignals)
        std::signal(signal, SIG_DFL);
    delete m_notifier;
    for (int& end : ends) {
        ::close(end);
        end = -1;
    }
}

} // namespace gui

#include "moc_SignalWatch.cpp"
