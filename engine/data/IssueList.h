#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/Error.h"

namespace engine {

/// Collects different problems in files up to a sensible number; further ones are dropped.
class IssueList {
public:
    static constexpr std::size_t most = 20;

    bool full() const { return m_issues.size() >= most; }
    bool empty() const { return m_issues.empty(); }
    std::size_t size() const { return m_issues.size(); }

    void add(std::string path, std::string message)
    {
        Issue issue{std::move(path), std::move(message)};
        if (!full() && std::find(m_issues.begin(), m_issues.end(), issue) == m_issues.end())
            m_issues.push_back(std::move(issue));
    }
    void add(const std::string& file, std::size_t line, std::string message)
    {
        add(file + ":" + std::to_string(line), std::move(message));
    }
    void add(const BadInput& bad)
    {
        for (const Issue& issue : bad.issues())
            add(issue.path, issue.message);
    }

    /// Throws BadInput when there is any problem.
    void throwIfAny()
    {
        if (full())
            m_issues.push_back(
                {"", "there may be further problems; only the first " + std::to_string(most) + " are listed"});
        if (!m_issues.empty())
            throw BadInput(std::move(m_issues));
    }

private:
    std::vector<Issue> m_issues;
};

} // namespace engine
