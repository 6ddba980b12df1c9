#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace engine {

/// Another program, started without a shell, with which this one talks in lines: its standard input and output are
/// here, its standard error is kept for messages. The destructor ends it and waits for its end.
class ChildProcess {
public:
    using Clock = std::chrono::steady_clock;

    /// `arguments[0]` is looked up in PATH. Throws Error when the program cannot be started.
    explicit ChildProcess(const std::vector<std::string>& arguments);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Writes `input` and reads `lines` lines at the same time, so that neither side waits for the other. Blocks.
    /// Throws Error when `deadline` passes, when the program ends before that, or when it prints far too much.
    std::vector<std::string> exchange(const std::string& input, std::size_t lines, Clock::time_point deadline);

private:
    /// Owns a file descriptor.
    class Descriptor {
    public:
        Descriptor() = default;
        explicit Descriptor(int number)
            : m_number(number)
        {
        }
        ~Descriptor() { close(); }
        Descriptor(const Descriptor&) = delete;
        Descriptor& operator=(const Descriptor&) = delete;

        int number() const { return m_number; }
        void reset(int number);
        void close() { reset(-1); }

    private:
        int m_number = -1;
    };

    void start(const std::vector<std::string>& arguments, int input, int output, int error);
    /// Waits until something can be written or read, and does it.
    void step(std::string_view& unwritten, Clock::time_point deadline);
    /// False at the end of the stream.
    static bool readInto(std::string& text, int descriptor);
    [[noreturn]] void failEarly();

    std::string m_name;
    Descriptor m_input;
    Descriptor m_output;
    Descriptor m_error;
    std::string m_read;      ///< of standard output, not yet returned
    std::string m_complaint; ///< the front of standard error
    pid_t m_process = -1;
};

} // namespace engine
