#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace architecture {

/// One `#include` line.
struct Include
{
    std::string name; ///< between the brackets or quotes
    bool quoted = false;
    int line = 0;

    bool isTorch() const;
    bool isQt() const;
    bool isSql() const;
};

/// One header or source of the project.
struct SourceFile
{
    std::string path; ///< from the root: "engine/run/Error.h"
    std::vector<Include> includes;
    std::vector<std::string> lines;

    bool isHeader() const { return path.ends_with(".h"); }
    bool isIn(const std::string& folder) const { return path.starts_with(folder); }
};

/// The project's own sources by path, read from disk.
class SourceTree {
public:
    /// Reads *.h and *.cpp of the folders under `root`.
    SourceTree(const std::string& root, const std::vector<std::string>& folders);

    const std::map<std::string, SourceFile>& files() const { return m_files; }

    /// Everything that `file` includes, directly or through the project's headers.
    std::vector<Include> reachable(const SourceFile& file) const;
    /// The project's headers among them.
    std::set<std::string> reachableHeaders(const SourceFile& file) const;

    /// "path:line" of each include of the files chosen by `where` that `isWrong` refuses.
    std::vector<std::string> offenders(const std::function<bool(const SourceFile&)>& where,
                                       const std::function<bool(const SourceFile&, const Include&)>& isWrong) const;

private:
    std::map<std::string, SourceFile> m_files;
};

} // namespace architecture
