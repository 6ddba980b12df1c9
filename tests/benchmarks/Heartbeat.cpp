#include "tests/benchmarks/Heartbeat.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace bench {

namespace {

constexpr int beatMilliseconds = 5;

double computedByThread()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

} // namespace

Heartbeat::Heartbeat(std::function<void(const Gap& gap)> onBeat)
    : m_onBeat(std::move(onBeat))
    , m_computed(computedByThread())
{
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout([this] { beat(); });
    m_timer.start(beatMilliseconds);
}

void Heartbeat::beat()
{
    const double gap = std::max(0.0, double(m_clock.nsecsElapsed()) / 1e6 - beatMilliseconds);
    m_clock.restart();
    const double before = std::exchange(m_computed, computedByThread());
    m_onBeat({gap, std::min(gap, m_computed - before)});
}

} // namespace bench
