#include "tests/benchmarks/Heartbeat.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>

#include <unistd.h>

namespace bench {

namespace {

constexpr int beatMilliseconds = 5;

double computedByThread()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Of all processors since the machine's start, in milliseconds: the eighth number of the first line (proc(5)).
double stolenFromMachine()
{
    std::ifstream stream("/proc/stat");
    std::string cpu;
    stream >> cpu;
    double ticks = 0;
    for (int i = 0; i < 8; ++i)
        stream >> ticks;
    return stream ? ticks * 1e3 / double(sysconf(_SC_CLK_TCK)) : 0;
}

} // namespace

Heartbeat::Heartbeat(std::function<void(const Gap& gap)> onBeat)
    : m_onBeat(std::move(onBeat))
    , m_computed(computedByThread())
    , m_stolen(stolenFromMachine())
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
    const double stolenBefore = std::exchange(m_stolen, stolenFromMachine());
    m_onBeat({gap, std::min(gap, m_computed - before), m_stolen - stolenBefore});
}

} // namespace bench
