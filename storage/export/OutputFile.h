#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

namespace storage {

/// A file that appears only when it is complete: written beside its place under another name, renamed by commit(),
/// removed when never committed. Throws storage::Error.
class OutputFile {
public:
    explicit OutputFile(std::filesystem::path path);
    ~OutputFile();

    void write(std::string_view text);
    void commit();

private:
    std::filesystem::path m_path;
    std::filesystem::path m_partial;
    std::ofstream m_stream;
};

} // namespace storage
