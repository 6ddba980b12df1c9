// Preloaded, it ends a program, and those that it starts, as soon as one asks for a socket of the network or for a host
// by name. The kernel refuses the sockets, since the C library's resolver calls no function that could be replaced.
// Names are refused here, since another program may look them up, behind a socket that is a file. Such sockets stay
// possible, and so does asking the kernel about devices.
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr std::string_view socketWords = "a socket of the network was asked for\n";

[[noreturn]] void endWith(std::string_view words)
{
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words.data(), words.size());
    std::abort();
}

/// Looks at socket() alone. The program has one architecture, so its calls have one numbering.
bool refuseSockets()
{
    sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 4),            // another call: to the end
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)), // the family, little-endian
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP), // SIGSYS
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program = {static_cast<unsigned short>(std::size(steps)), steps};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

[[gnu::constructor]] void setUp()
{
    struct sigaction action = {};
    action.sa_handler = [](int) { endWith(socketWords); };
    if (::sigaction(SIGSYS, &action, nullptr) != 0 || !refuseSockets())
        endWith("the guard cannot be set up: the kernel takes no filter of system calls\n");
}

} // namespace

/// For what libraries do before setUp().
extern "C" __attribute__((visibility("default"))) int socket(int family, int type, int protocol) noexcept
{
    if (family != AF_UNIX && family != AF_NETLINK)
        endWith(socketWords);
    return static_cast<int>(::syscall(SYS_socket, family, type, protocol));
}

// In place of the C library's, whose arguments do not matter.
#define MOLEX_REFUSED(name)                                                                                            \
    extern "C" __attribute__((visibility("default"))) void name()                                                      \
    {                                                                                                                  \
        endWith("a host of the network was asked for by name\n");                                                      \
    }
MOLEX_REFUSED(getaddrinfo)
MOLEX_REFUSED(getnameinfo)
MOLEX_REFUSED(gethostbyname)
MOLEX_REFUSED(gethostbyname2)
MOLEX_REFUSED(gethostbyname_r)
MOLEX_REFUSED(gethostbyname2_r)
MOLEX_REFUSED(gethostbyaddr)
MOLEX_REFUSED(gethostbyaddr_r)
