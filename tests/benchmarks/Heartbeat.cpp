#include "tests/benchmarks/Heartbeat.h"

#include <algorithm>
#include <utility>

namespace bench {

namespace {
constexpr int beatMilliseconds = 5;
}

Heartbeat::Heartbeat(std::function<void(double milliseconds)> onBeat)
    : m_onBeat(std::move(onBeat))
{
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout([this] { beat(); });
    m_timer.start(beatMilliseconds);
}

void Heartbeat::beat()
{
    const double gap = double(m_clock.nsecsElapsed()) / 1e6 - beatMilliseconds;
    m_clock.restart();
    m_onBeat(std::max(0.0, gap));
}

} // namespace bench
