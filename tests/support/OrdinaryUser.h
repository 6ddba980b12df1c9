#pragma once

#include <unistd.h>

#include <cstdlib>

namespace support {

/// Acts as an ordinary user where the tests run as root, whom no file mode stops.
class OrdinaryUser {
public:
    OrdinaryUser()
    {
        if (::geteuid() == 0)
            m_changed = ::seteuid(65534) == 0;
    }
    ~OrdinaryUser()
    {
        if (m_changed && ::seteuid(0) != 0)
            std::abort();
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;

private:
    bool m_changed = false;
};

} // namespace support
