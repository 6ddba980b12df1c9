#include "engine/metrics/ChildProcess.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/data/Utf8.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

constexpr std::size_t longestOutput = std::size_t{64} << 20; // bytes of one answer
constexpr std::size_t longestComplaint = 4096;               // bytes

std::string reason(int number)
{
    return std::strerror(number);
}

/// Spawning's two objects, freed together.
struct SpawnSettings
{
    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};

    SpawnSettings()
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnSettings()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
};

} // namespace

void ChildProcess::Descriptor::reset(int number)
{
    if (m_number >= 0)
        ::close(m_number);
    m_number = number;
}

ChildProcess::ChildProcess(const std::vector<std::string>& arguments)
    : m_name(arguments.at(0))
{
    // The child's input is a socket: writing to one can do without SIGPIPE when the child is gone.
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    std::array<int, 2> error{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, input.data()) != 0)
        throw Error(m_name + " could not be started: " + reason(errno));
    m_input.reset(input[0]);
    const Descriptor childInput(input[1]);
    if (pipe2(output.data(), O_CLOEXEC) != 0)
        throw Error(m_name + " could not be started: " + reason(errno));
    m_output.reset(output[0]);
    const Descriptor childOutput(output[1]);
    if (pipe2(error.data(), O_CLOEXEC) != 0)
        throw Error(m_name + " could not be started: " + reason(errno));
    m_error.reset(error[0]);
    const Descriptor childError(error[1]);
    start(arguments, childInput.number(), childOutput.number(), childError.number());
}

void ChildProcess::start(const std::vector<std::string>& arguments, int input, int output, int error)
{
    SpawnSettings settings;
    posix_spawn_file_actions_adddup2(&settings.actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&settings.actions, error, STDERR_FILENO);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&settings.attributes, &none);
    posix_spawnattr_setsigdefault(&settings.attributes, &all);
    posix_spawnattr_setflags(&settings.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<std::string> copies = arguments; // posix_spawn wants what it could write to
    std::vector<char*> pointers;
    pointers.reserve(copies.size() + 1);
    for (std::string& argument : copies)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const int failed =
        posix_spawnp(&m_process, m_name.c_str(), &settings.actions, &settings.attributes, pointers.data(), environ);
    if (failed != 0) {
        m_process = -1;
        throw Error(m_name + " could not be started: "
                    + (failed == ENOENT ? "there is no such program in PATH" : reason(failed)));
    }
}

ChildProcess::~ChildProcess()
{
    if (m_process < 0)
        return;
    kill(m_process, SIGKILL);
    while (waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {}
}

bool ChildProcess::readInto(std::string& text, int descriptor)
{
    std::array<char, 1 << 14> buffer;
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count < 0)
        return errno == EINTR || errno == EAGAIN;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

void ChildProcess::failEarly()
{
    // The stream ends a moment before the process can be asked how it ended.
    const Clock::time_point patience = Clock::now() + std::chrono::seconds(1);
    std::string_view nothing;
    while (m_error.number() >= 0 && Clock::now() < patience)
        step(nothing, patience + std::chrono::seconds(1));
    int status = 0;
    pid_t ended = 0;
    while ((ended = waitpid(m_process, &status, WNOHANG)) == 0 && Clock::now() < patience)
        poll(nullptr, 0, 10);
    std::string how = "closed its output";
    if (ended == m_process) {
        m_process = -1;
        how = WIFEXITED(status) ? "ended with exit code " + std::to_string(WEXITSTATUS(status))
                                : "was ended by signal " + std::to_string(WTERMSIG(status));
    }
    const std::string_view complaint = std::string_view(m_complaint).substr(0, m_complaint.find('\n'));
    throw Error(m_name + " " + how + " too early" + (complaint.empty() ? "" : ": " + inQuotes(complaint)));
}

void ChildProcess::step(std::string_view& unwritten, Clock::time_point deadline)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0)
        throw Error(m_name + " did not answer in time and was ended");
    std::array<pollfd, 3> places = {{{m_output.number(), POLLIN, 0},
                                     {m_error.number(), POLLIN, 0},
                                     {unwritten.empty() ? -1 : m_input.number(), POLLOUT, 0}}};
    if (poll(places.data(), places.size(), static_cast<int>(std::min<long long>(left, 1000))) <= 0)
        return;
    if (places[1].revents != 0) {
        std::string text;
        if (!readInto(text, m_error.number()))
            m_error.close();
        m_complaint += text.substr(0, longestComplaint - std::min(longestComplaint, m_complaint.size()));
    }
    if (places[2].revents != 0) {
        const ssize_t count = send(m_input.number(), unwritten.data(), unwritten.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0)
            unwritten.remove_prefix(static_cast<std::size_t>(count));
        else if (count < 0 && errno != EINTR && errno != EAGAIN)
            unwritten = {}; // the reader is gone; its output tells the rest
    }
    if (places[0].revents != 0 && !readInto(m_read, m_output.number()))
        m_output.close();
}

std::vector<std::string> ChildProcess::exchange(const std::string& input, std::size_t lines, Clock::time_point deadline)
{
    std::string_view unwritten = input;
    std::vector<std::string> result;
    std::size_t taken = 0;
    std::size_t searched = 0;
    while (result.size() < lines) {
        const std::size_t end = m_read.find('\n', searched);
        if (end != std::string::npos) {
            result.push_back(m_read.substr(taken, end - taken));
            taken = searched = end + 1;
            continue;
        }
        searched = m_read.size();
        if (m_read.size() > longestOutput)
            throw Error(m_name + " printed more than " + std::to_string(longestOutput) + " bytes");
        if (m_output.number() < 0)
            failEarly();
        step(unwritten, deadline);
    }
    m_read.erase(0, taken);
    return result;
}

} // namespace engine
