// Preloaded, it ends a program at once that asks for a socket of the network. Files that are sockets stay possible, and
// so does asking the kernel about devices.
#include <cstdlib>
#include <string_view>

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

extern "C" __attribute__((visibility("default"))) int socket(int family, int type, int protocol) noexcept
{
    if (family != AF_UNIX && family != AF_NETLINK) {
        constexpr std::string_view words = "a socket of the network was asked for\n";
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words.data(), words.size());
        std::abort();
    }
    return static_cast<int>(::syscall(SYS_socket, family, type, protocol));
}
