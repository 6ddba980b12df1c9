#include "tests/architecture/SourceTree.h"

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;

namespace architecture {

namespace {

bool startsWithAny(const std::string& text, std::initializer_list<const char*> starts)
{
    for (const char* start : starts)
        if (text.starts_with(start))
            return true;
    return false;
}

/// True and `include` filled for a line such as `#include "a/b.h"`.
bool parseInclude(const std::string& line, Include& include)
{
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#')
        return false;
    const auto word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0)
        return false;
    const auto open = line.find_first_of("<\"", word);
    if (open == std::string::npos)
        return false;
    include.quoted = line[open] == '"';
    const auto close = line.find(include.quoted ? '"' : '>', open + 1);
    include.name = line.substr(open + 1, close - open - 1);
    return close != std::string::npos;
}

SourceFile readSource(const fs::path& file, const std::string& path)
{
    SourceFile source;
    source.path = path;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        source.lines.push_back(line);
        Include include;
        include.line = static_cast<int>(source.lines.size());
        if (parseInclude(line, include))
            source.includes.push_back(include);
    }
    return source;
}

} // namespace

bool Include::isTorch() const
{
    return startsWithAny(name, {"torch/", "ATen/", "c10/", "caffe2/"});
}

bool Include::isQt() const
{
    const bool isClass = name.size() > 1 && name[0] == 'Q' && name[1] >= 'A' && name[1] <= 'Z';
    return isClass || startsWithAny(name, {"Qt", "qcustomplot"});
}

bool Include::isSql() const
{
    return startsWithAny(name, {"SQLiteCpp/", "sqlite3"});
}

SourceTree::SourceTree(const std::string& root, const std::vector<std::string>& folders)
{
    for (const std::string& folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / folder)) {
            const fs::path& file = entry.path();
            if (file.extension() != ".h" && file.extension() != ".cpp")
                continue;
            const std::string path = file.lexically_relative(root).generic_string();
            m_files.emplace(path, readSource(file, path));
        }
    }
}

std::set<std::string> SourceTree::reachableHeaders(const SourceFile& file) const
{
    std::set<std::string> seen;
    std::vector<const SourceFile*> open = {&file};
    while (!open.empty()) {
        const SourceFile* next = open.back();
        open.pop_back();
        for (const Include& include : next->includes) {
            const auto header = m_files.find(include.name);
            if (header != m_files.end() && seen.insert(include.name).second)
                open.push_back(&header->second);
        }
    }
    return seen;
}

std::vector<Include> SourceTree::reachable(const SourceFile& file) const
{
    std::vector<Include> all = file.includes;
    for (const std::string& header : reachableHeaders(file)) {
        const auto& includes = m_files.at(header).includes;
        all.insert(all.end(), includes.begin(), includes.end());
    }
    return all;
}

std::vector<std::string> SourceTree::offenders(
    const std::function<bool(const SourceFile&)>& where,
    const std::function<bool(const SourceFile&, const Include&)>& isWrong) const
{
    std::vector<std::string> result;
    for (const auto& [path, file] : m_files) {
        if (!where(file))
            continue;
        for (const Include& include : file.includes)
            if (isWrong(file, include))
                result.push_back(path + ":" + std::to_string(include.line) + " includes " + include.name);
    }
    return result;
}

} // namespace architecture
