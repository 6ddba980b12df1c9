#include "engine/model/MaskStream.h"

#include <utility>

namespace engine {

namespace {

thread_local MaskStream* innermostStream = nullptr;

} // namespace

MaskStream::MaskStream(std::uint64_t seed)
    : m_state(seed)
    , m_outer(std::exchange(innermostStream, this))
{
}

MaskStream::~MaskStream()
{
    innermostStream = m_outer;
}

/// "splitmix64" (Steele, Lea and Flood 2014).
std::optional<std::uint64_t> MaskStream::nextKey()
{
    if (innermostStream == nullptr)
        return std::nullopt;
    std::uint64_t& state = innermostStream->m_state;
    state += 0x9E3779B97F4A7C15u;
    std::uint64_t key = state;
    key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9u;
    key = (key ^ (key >> 27)) * 0x94D049BB133111EBu;
    return key ^ (key >> 31);
}

} // namespace engine
