#pragma once

#include <csignal>
#include <functional>
#include <thread>

namespace gui {

/// Turns the first SIGINT, SIGTERM or SIGHUP into a call, on its own thread, and lets a second one end the process
/// at once. Made before any other thread, so that all of them leave the signals to it; the destructor restores the
/// signals' former meaning.
class InterruptWatch {
public:
    explicit InterruptWatch(std::function<void()> onSignal);
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

private:
    void watch(const std::stop_token& stop);

    std::function<void()> m_onSignal;
    sigset_t m_signals{};
    sigset_t m_before{};
    std::jthread m_thread;
};

} // namespace gui
