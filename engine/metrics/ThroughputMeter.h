#pragma once

#include <cstdint>
#include <deque>

namespace engine {

/// Rows and tokens per second of training time: over the last steps for a live figure, and over the whole run.
class ThroughputMeter final {
public:
    void add(double seconds, std::int64_t rows, std::int64_t tokens);

    double recentRowsPerSecond() const;
    double recentTokensPerSecond() const;

private:
    static constexpr std::size_t window = 20;
    struct Step
    {
        double seconds;
        std::int64_t rows;
        std::int64_t tokens;
    };
    Step recent() const;

    std::deque<Step> m_steps;
};

} // namespace engine
