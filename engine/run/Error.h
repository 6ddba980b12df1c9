#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace engine {

/// Something that could not be done; what() is a sentence fit for the user. Exported, as the other types here are, since
/// it is thrown out of a library (gui/control/EngineLibrary.h).
class [[gnu::visibility("default")]] Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What was to be written finds no room on the disk; it can be tried again.
class [[gnu::visibility("default")]] NoRoom final : public Error {
public:
    using Error::Error;
};

/// Throws "PATH: cannot be written: …" for a number of errno: NoRoom where a disk, a quota or a limit is full, Error
/// otherwise.
[[noreturn]] void failWriting(const std::string& path, int problem);

/// One problem in what the user gave. `path` is a dotted field ("routing.top_k"), a file, or file:line.
struct [[gnu::visibility("default")]] Issue
{
    std::string path;
    std::string message;

    bool operator==(const Issue&) const = default;
};

/// "path: message", or the message alone where there is no path.
std::string toText(const Issue& issue);

/// Input that must be corrected by the user: a configuration, a model folder, data. Carries every problem found.
class [[gnu::visibility("default")]] BadInput : public Error {
public:
    explicit BadInput(std::vector<Issue> issues);
    BadInput(std::string path, std::string message);

    const std::vector<Issue>& issues() const noexcept { return m_issues; }

private:
    std::vector<Issue> m_issues;
};

} // namespace engine
