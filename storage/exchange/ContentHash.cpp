#include "storage/exchange/ContentHash.h"

#include <xxhash.h>

#include <array>
#include <cstdio>
#include <new>

namespace storage {

struct ContentHash::State
{
    XXH3_state_t* hash = XXH3_createState();
    State()
    {
        if (hash == nullptr)
            throw std::bad_alloc();
        XXH3_128bits_reset(hash);
    }
    ~State() { XXH3_freeState(hash); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

ContentHash::ContentHash()
    : m_state(std::make_unique<State>())
{
}

ContentHash::~ContentHash() = default;

void ContentHash::add(std::string_view bytes)
{
    XXH3_128bits_update(m_state->hash, bytes.data(), bytes.size());
}

std::string ContentHash::text() const
{
    const XXH128_hash_t hash = XXH3_128bits_digest(m_state->hash);
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return text.data();
}

} // namespace storage
