#pragma once

#include <functional>

#include <QElapsedTimer>
#include <QTimer>

namespace bench {

/// A beat that is later than this has been held up.
constexpr double stallMilliseconds = 50;

/// Measures how the event loop is held up: the gaps between the beats of a timer, in milliseconds beyond the beat.
class Heartbeat {
public:
    explicit Heartbeat(std::function<void(double milliseconds)> onBeat);

private:
    void beat();

    const std::function<void(double milliseconds)> m_onBeat;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

} // namespace bench
