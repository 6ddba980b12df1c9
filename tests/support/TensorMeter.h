#pragma once

#include <atomic>

#include <c10/core/Allocator.h>

namespace support {

/// Counts the bytes of the CPU tensors alive while it is the thread's PROFILER_STATE, and keeps their most.
class TensorMeter final : public c10::MemoryReportingInfoBase {
public:
    void reportMemoryUsage(void*, std::int64_t, std::int64_t allocated, std::int64_t, c10::Device) override
    {
        std::int64_t peak = m_peak;
        while (peak < allocated && !m_peak.compare_exchange_weak(peak, allocated)) {
        }
    }
    bool memoryProfilingEnabled() const override { return true; }

    std::int64_t peak() const { return m_peak; }

private:
    std::atomic<std::int64_t> m_peak = 0; ///< layers may run on two threads
};

} // namespace support
