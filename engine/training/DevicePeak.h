#pragma once

#include <algorithm>
#include <memory>

#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>

namespace engine {

/// The most bytes of tensors that LibTorch's caching allocator has handed out on a GPU at one time, within this
/// object's life; the calling thread's work and its backward passes report them.
class DevicePeak final {
public:
    DevicePeak()
        : m_meter(std::make_shared<Meter>())
        , m_guard(c10::DebugInfoKind::PROFILER_STATE, m_meter)
    {
    }

    /// 0 where no allocator of a GPU has reported anything.
    std::int64_t bytes() const { return m_meter->peak; }

private:
    template <class Count>
    static Count countOf(void (c10::MemoryReportingInfoBase::*)(void*, std::int64_t, Count, Count, c10::Device));
    /// Signed or not, by LibTorch's version.
    using Count = decltype(countOf(&c10::MemoryReportingInfoBase::reportMemoryUsage));

    struct Meter final : c10::MemoryReportingInfoBase
    {
        void reportMemoryUsage(void*, std::int64_t, Count allocated, Count, c10::Device device) override
        {
            if (device.is_cuda())
                peak = std::max(peak, static_cast<std::int64_t>(allocated));
        }
        bool memoryProfilingEnabled() const override { return true; }

        std::int64_t peak = 0;
    };

    std::shared_ptr<Meter> m_meter;
    c10::DebugInfoGuard m_guard;
};

} // namespace engine
