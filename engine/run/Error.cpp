#include "engine/run/Error.h"

#include <cerrno>
#include <cstring>

namespace engine {

namespace {

std::string joined(const std::vector<Issue>& issues)
{
    std::string text;
    for (const Issue& issue : issues) {
        if (!text.empty())
            text += '\n';
        text += toText(issue);
    }
    return text;
}

} // namespace

void failWriting(const std::string& path, int problem)
{
    const std::string text = path + ": cannot be written: " + std::strerror(problem);
    if (problem == ENOSPC || problem == EDQUOT || problem == EFBIG)
        throw NoRoom(text);
    throw Error(text);
}

std::string toText(const Issue& issue)
{
    return issue.path.empty() ? issue.message : issue.path + ": " + issue.message;
}

BadInput::BadInput(std::vector<Issue> issues)
    : Error(joined(issues))
    , m_issues(std::move(issues))
{
}

BadInput::BadInput(std::string path, std::string message)
    : BadInput(std::vector<Issue>{{std::move(path), std::move(message)}})
{
}

} // namespace engine
