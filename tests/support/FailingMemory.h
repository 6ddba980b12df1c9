#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <new>

#include "engine/model/Torch.h"

#ifndef Q_MOC_RUN // as in Torch.h
#include <c10/core/CPUAllocator.h>
#endif

#include "engine/model/TensorMemory.h"

namespace support {

/// The memory of the CPU's tensors while it lives; it runs out when asked to.
class FailingMemory final : public c10::Allocator {
public:
    enum class Way { No, Message, BadAlloc };

    FailingMemory()
    {
        engine::useTensorMemory();
        m_before = c10::GetCPUAllocator();
        c10::SetCPUAllocator(this, aboveTheEngines);
    }
    ~FailingMemory() override { c10::SetCPUAllocator(m_before, aboveTheEngines); }
    FailingMemory(const FailingMemory&) = delete;
    FailingMemory& operator=(const FailingMemory&) = delete;

    void runOut(Way way) { m_way = way; }

    /// Without `override`, as in engine/model/TensorMemory: versions of LibTorch differ.
    c10::DataPtr allocate(std::size_t bytes) const { return given(bytes); }
    c10::DataPtr allocate(std::size_t bytes) { return given(bytes); }
    void copy_data(void* to, const void* from, std::size_t bytes) const { std::memcpy(to, from, bytes); }
    c10::DeleterFnPtr raw_deleter() const override { return m_before->raw_deleter(); }

private:
    static constexpr std::uint8_t aboveTheEngines = 2;

    c10::DataPtr given(std::size_t bytes) const
    {
        if (m_way == Way::BadAlloc)
            throw std::bad_alloc();
        TORCH_CHECK(m_way != Way::Message, "there is not enough memory for a tensor of ", bytes, " bytes");
        return m_before->allocate(bytes);
    }

    c10::Allocator* m_before = nullptr;
    std::atomic<Way> m_way{Way::No};
};

} // namespace support
