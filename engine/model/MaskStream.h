#pragma once

#include <cstdint>
#include <optional>

namespace engine {

/// Within its life the masks that the calling thread draws have keys of a stream of its own: the same ones, whatever
/// other threads draw meanwhile.
class MaskStream final {
public:
    explicit MaskStream(std::uint64_t seed);
    ~MaskStream();
    MaskStream(const MaskStream&) = delete;
    MaskStream& operator=(const MaskStream&) = delete;

    /// Of the calling thread's innermost stream; absent where it is in none.
    static std::optional<std::uint64_t> nextKey();

private:
    std::uint64_t m_state;
    MaskStream* m_outer;
};

} // namespace engine
