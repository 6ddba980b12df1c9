#pragma once

#include <functional>

#include <QElapsedTimer>
#include <QTimer>

namespace bench {

/// A beat that is later than this has been held up.
constexpr double stallMilliseconds = 50;

/// How the event loop was held up, in milliseconds.
struct Gap
{
    double length = 0;    ///< beyond the beat
    double computing = 0; ///< what the thread had of a processor since the beat before, no more than that; the rest it
                          ///< waited
    double stolen = 0;    ///< what the host took meanwhile from all processors of a virtual machine, in steps of some
                          ///< 10 ms; it may be among what the thread seems to have computed
};

/// Measures the gaps between the beats of a timer of the thread that makes it.
class Heartbeat {
public:
    explicit Heartbeat(std::function<void(const Gap& gap)> onBeat);

private:
    void beat();

    const std::function<void(const Gap& gap)> m_onBeat;
    QElapsedTimer m_clock;
    double m_computed = 0; ///< milliseconds, at the last beat
    double m_stolen = 0;   ///< likewise
    QTimer m_timer;
};

} // namespace bench
