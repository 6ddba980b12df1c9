#pragma once

#include <algorithm>

#include "engine/model/ByteSource.h"

namespace engine {

/// Bytes in memory that outlives it.
class HeldBytes final : public ByteSource {
public:
    explicit HeldBytes(std::span<const char> bytes)
        : m_bytes(bytes)
    {
    }

    std::uint64_t size() const override { return m_bytes.size(); }

    void read(std::uint64_t offset, std::span<char> target) const override
    {
        const std::span<const char> part = m_bytes.subspan(offset, target.size());
        std::copy(part.begin(), part.end(), target.begin());
    }

private:
    std::span<const char> m_bytes;
};

} // namespace engine
