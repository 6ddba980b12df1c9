#include "engine/pretraining/PlainText.h"

#include <algorithm>
#include <unordered_set>

#include <xxhash.h>

#include "engine/data/TakeLine.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t largestFile = std::uintmax_t{4} << 30;
constexpr std::string_view textBlanks = " \t\r\n\v\f";

void addFolder(const fs::path& folder, std::vector<fs::path>& files)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".txt" && entry.is_regular_file(error))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
}

bool isTextBlank(std::string_view line)
{
    return line.find_first_not_of(textBlanks) == std::string_view::npos;
}

std::vector<std::string_view> documentsOf(std::string_view text)
{
    std::vector<std::string_view> documents;
    std::string_view rest = text;
    const char* begin = nullptr;
    const char* end = nullptr;
    const auto close = [&] {
        if (begin != nullptr)
            documents.emplace_back(begin, static_cast<std::size_t>(end - begin));
        begin = nullptr;
    };
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        if (isTextBlank(line)) {
            close();
            continue;
        }
        begin = begin == nullptr ? line.data() : begin;
        end = line.data() + line.size();
    }
    close();
    return documents;
}

} // namespace

std::vector<fs::path> textFiles(const std::vector<std::string>& paths, const std::string& field,
                                std::vector<Issue>& issues)
{
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const std::string where = field + "[" + std::to_string(i) + "]";
        std::error_code error;
        if (!fs::exists(paths[i], error)) {
            issues.push_back({where, "\"" + paths[i] + "\" does not exist; name a text file, or a folder with .txt files"});
            continue;
        }
        std::vector<fs::path> found;
        if (fs::is_directory(paths[i], error))
            addFolder(paths[i], found);
        else
            found = {paths[i]};
        if (found.empty())
            issues.push_back({where, "the folder \"" + paths[i] + "\" has no file that ends in .txt"});
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

PlainText::PlainText(const std::vector<fs::path>& files, const Wanted& wanted)
{
    m_files.reserve(files.size()); // views of short files would not survive a move
    for (const fs::path& file : files) {
        m_files.push_back(readTextFile(file, largestFile, wanted));
        m_hash = XXH64(m_files.back().data(), m_files.back().size(), m_hash);
        const std::vector<std::string_view> found = documentsOf(m_files.back());
        m_documents.insert(m_documents.end(), found.begin(), found.end());
    }
}

std::int64_t PlainText::bytes() const
{
    std::int64_t sum = 0;
    for (const std::string_view document : m_documents)
        sum += static_cast<std::int64_t>(document.size());
    return sum;
}

std::int64_t PlainText::removeSharedWith(const PlainText& other)
{
    const std::unordered_set<std::string_view> shared(other.m_documents.begin(), other.m_documents.end());
    return static_cast<std::int64_t>(
        std::erase_if(m_documents, [&](std::string_view document) { return shared.contains(document); }));
}

} // namespace engine
