#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace support {

struct FileCall
{
    enum class Kind { Sync, Rename, Exchange, Lock };
    Kind kind = Kind::Sync;
    std::filesystem::path path;
    std::filesystem::path target; ///< of a rename or an exchange
};

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

    /// Is told of each call before it, and again once it has succeeded.
    void listen(std::function<void(const FileCall&, bool isDone)> listener) { m_listener = std::move(listener); }

    /// This process is killed in place of the call after this many.
    void killAfter(std::size_t calls) { m_callsToLive = calls; }

    /// For the wrapped functions: notes the call, and returns the error number that it is to fail with, or 0.
    int note(const FileCall& call);
    void noteDone(const FileCall& call) const;

private:
    std::function<void(const FileCall&, bool isDone)> m_listener;
    std::vector<std::string> m_seen;
    std::map<std::string, int> m_failing;
    std::optional<std::size_t> m_callsToLive;
};

} // namespace support
