#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/Error.h"
#include "engine/run/Wanted.h"

namespace engine {

/// The files that a list of files and folders means: of a folder those that end in .txt, sorted. Problems are issues
/// with the path FIELD[index].
std::vector<std::filesystem::path> textFiles(const std::vector<std::string>& paths, const std::string& field,
                                             std::vector<Issue>& issues);

/// Documents of plain text files; a line without anything but white space ends one. Owns the text that they are views
/// of.
class PlainText {
public:
    /// Blocks. Throws BadInput, and CalledOff.
    explicit PlainText(const std::vector<std::filesystem::path>& files, const Wanted& wanted = {});
    PlainText(const PlainText&) = delete;
    PlainText& operator=(const PlainText&) = delete;

    /// In the order of the files; each without the line ends around it.
    const std::vector<std::string_view>& documents() const { return m_documents; }
    std::int64_t bytes() const;
    /// Of the files' content, in their order.
    std::uint64_t hash() const { return m_hash; }

    /// Leaves out every document that `other` has too; returns how many.
    std::int64_t removeSharedWith(const PlainText& other);

private:
    std::vector<std::string> m_files;
    std::vector<std::string_view> m_documents;
    std::uint64_t m_hash = 0;
};

} // namespace engine
