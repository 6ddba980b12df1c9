#include "engine/metrics/ThroughputMeter.h"

namespace engine {

void ThroughputMeter::add(double seconds, std::int64_t rows, std::int64_t tokens)
{
    m_steps.push_back({seconds, rows, tokens});
    if (m_steps.size() > window)
        m_steps.pop_front();
}

ThroughputMeter::Step ThroughputMeter::recent() const
{
    Step sum{0, 0, 0};
    for (const Step& step : m_steps) {
        sum.seconds += step.seconds;
        sum.rows += step.rows;
        sum.tokens += step.tokens;
    }
    return sum;
}

double ThroughputMeter::recentRowsPerSecond() const
{
    const Step sum = recent();
    return sum.seconds > 0 ? static_cast<double>(sum.rows) / sum.seconds : 0;
}

double ThroughputMeter::recentTokensPerSecond() const
{
    const Step sum = recent();
    return sum.seconds > 0 ? static_cast<double>(sum.tokens) / sum.seconds : 0;
}

} // namespace engine
