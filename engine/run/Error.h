#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace engine {

/// Something that could not be done; what() is a sentence fit for the user.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One problem in what the user gave. `path` is a dotted field ("routing.top_k"), a file, or file:line.
struct Issue
{
    std::string path;
    std::string message;

    bool operator==(const Issue&) const = default;
};

/// "path: message", or the message alone where there is no path.
std::string toText(const Issue& issue);

/// Input that must be corrected by the user: a configuration, a model folder, data. Carries every problem found.
class BadInput : public Error {
public:
    explicit BadInput(std::vector<Issue> issues);
    BadInput(std::string path, std::string message);

    const std::vector<Issue>& issues() const noexcept { return m_issues; }

private:
    std::vector<Issue> m_issues;
};

} // namespace engine
