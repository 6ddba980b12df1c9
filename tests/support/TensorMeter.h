#pragma once

#include <algorithm>

#include <c10/core/Allocator.h>

namespace support {

/// Counts the bytes of the CPU tensors alive while it is the thread's PROFILER_STATE, and keeps their most.
class TensorMeter final : public c10::MemoryReportingInfoBase {
public:
    void reportMemoryUsage(void*, std::int64_t, std::int64_t allocated, std::int64_t, c10::Device) override
    {
        m_peak = std::max(m_peak, allocated);
    }
    bool memoryProfilingEnabled() const override { return true; }

    std::int64_t peak() const { return m_peak; }

private:
    std::int64_t m_peak = 0;
};

} // namespace support
