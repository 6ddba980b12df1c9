#include "engine/training/RunWatch.h"

#include <algorithm>

#include "engine/training/DevicePeak.h"
#include "engine/training/MemoryUse.h"
#include "engine/training/SecondsSince.h"

namespace engine {

namespace {

/// The system writes a page of text for an answer, which is felt where a step takes a few milliseconds.
constexpr std::chrono::seconds betweenLooks(1);

} // namespace

RunWatch::RunWatch()
    : m_atWorkSince(Clock::now())
    , m_hasMark(restartPeakMemory())
{
}

RunWatch::~RunWatch() = default;

void RunWatch::note(const RunEvent& event)
{
    if (std::holds_alternative<RunPaused>(event)) {
        m_seconds = seconds();
        m_atWorkSince.reset();
    } else if (std::holds_alternative<RunResumed>(event) && !m_atWorkSince) {
        m_atWorkSince = Clock::now();
    }
}

double RunWatch::seconds() const
{
    return m_seconds + (m_atWorkSince ? secondsSince(*m_atWorkSince) : 0);
}

void RunWatch::watchGpu()
{
    m_gpu = std::make_unique<DevicePeak>();
    m_peak = 0;
}

void RunWatch::look()
{
    const std::int64_t bytes = m_gpu ? m_gpu->bytes() : m_hasMark ? peakMemoryBytes() : residentMemoryBytes();
    m_peak = std::max(m_peak, bytes);
    m_nextLook = Clock::now() + betweenLooks;
}

std::int64_t RunWatch::peakMemory()
{
    if (Clock::now() >= m_nextLook)
        look();
    return m_peak;
}

} // namespace engine
