#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "storage/exchange/InputFile.h"
#include "storage/export/OutputFile.h"

/// TensorFlow's record files: length, its checksum, content, its checksum; little-endian.
namespace storage {

/// CRC-32C, turned and shifted as these files have it.
std::uint32_t maskedChecksum(std::string_view bytes);

class EventFileWriter {
public:
    explicit EventFileWriter(const std::filesystem::path& file);

    void add(std::string_view record);
    void commit() { m_file.commit(); }

private:
    OutputFile m_file;
};

/// Reads a file that may be a stranger's. Throws storage::Error that names file and place.
class EventFileReader {
public:
    explicit EventFileReader(const std::filesystem::path& file);

    /// Nothing at the end, or where the last record is cut off.
    std::optional<std::string> next();
    /// True when the file ended within a record, as it does while, or after, its writer is killed.
    bool isCutOff() const { return m_isCutOff; }

private:
    std::optional<std::uint64_t> length();
    [[noreturn]] void damaged(const char* what) const;

    InputFile m_file;
    bool m_isCutOff = false;
};

/// True when the first bytes are the head of a record.
bool looksLikeEvents(std::string_view start);

} // namespace storage
