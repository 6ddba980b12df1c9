#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace support {

/// What the project's own code does with files while this lives, by the linker's --wrap (molex_wrap_file_calls in
/// tests/CMakeLists.txt); libraries are not seen. One at a time, in one thread.
class FileCalls {
public:
    FileCalls();
    ~FileCalls();
    FileCalls(const FileCalls&) = delete;
    FileCalls& operator=(const FileCalls&) = delete;

    /// "sync NAME", "rename FROM TO", "exchange FROM TO", "lock NAME", in order; names without their folders.
    const std::vector<std::string>& seen() const { return m_seen; }
    /// Position in seen(); -1 where it is not there.
    int placeOf(const std::string& call) const;

    /// From now on this call fails with this error number.
    void fail(std::string call, int error);

    /// This process is killed in place of the call after this many.
    void killAfter(std::size_t calls) { m_callsToLive = calls; }

    /// For the wrapped functions: notes the call, and returns the error number that it is to fail with, or 0.
    int note(const std::string& call);

private:
    std::vector<std::string> m_seen;
    std::map<std::string, int> m_failing;
    std::optional<std::size_t> m_callsToLive;
};

} // namespace support
