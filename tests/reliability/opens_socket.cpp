// What the program must never do, to see that the guard against it works: by the C library's function, past it as the
// library's resolver does, or by asking for a host by name. And what it may do: sockets that are none of the network.
#include <string_view>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int count, char** arguments)
{
    const std::string_view way = count > 1 ? arguments[1] : "";
    addrinfo* addresses = nullptr;
    if (way == "function")
        return ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : 1;
    if (way == "call")
        return ::syscall(SYS_socket, AF_INET6, SOCK_DGRAM, 0) >= 0 ? 0 : 1;
    if (way == "name")
        return ::getaddrinfo("localhost", nullptr, nullptr, &addresses) == 0 ? 0 : 1;
    if (way == "file")
        return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0 && ::socket(AF_NETLINK, SOCK_RAW, 0) >= 0 ? 0 : 1;
    return 2;
}
