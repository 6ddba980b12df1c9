#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace support {

/// The sanitizers' own memory needs more than any such limit.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool canLimitMemory = false;
#else
inline constexpr bool canLimitMemory = true;
#endif

/// This process gets so many bytes more from the system, as where memory is short.
class AddressSpaceLimit {
public:
    explicit AddressSpaceLimit(rlim_t more)
    {
        ::getrlimit(RLIMIT_AS, &m_before);
        rlim_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        const rlimit limited{pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + more, m_before.rlim_max};
        ::setrlimit(RLIMIT_AS, &limited);
    }
    ~AddressSpaceLimit() { lift(); }
    AddressSpaceLimit(const AddressSpaceLimit&) = delete;
    AddressSpaceLimit& operator=(const AddressSpaceLimit&) = delete;
    void lift() { ::setrlimit(RLIMIT_AS, &m_before); }

private:
    rlimit m_before{};
};

} // namespace support
