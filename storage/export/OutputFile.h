#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

namespace storage {

/// A file that appears only when it is complete: written beside its place under another name, moved there by commit()
/// once the disk has it, removed when never committed, or by the next one there where the process was killed.
/// What is no plain file, as a link, a pipe or /dev/stdout, is written through instead: a rename would put a file in
/// its place. Throws storage::Error.
class OutputFile {
public:
    explicit OutputFile(std::filesystem::path path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view text);
    void commit();

private:
    std::filesystem::path m_path;
    std::filesystem::path m_partial; ///< empty when written through, and once committed
    std::ofstream m_stream;
};

/// A whole OutputFile in one go.
void writeOutputFile(const std::filesystem::path& path, std::string_view text);

} // namespace storage
