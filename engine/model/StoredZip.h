#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/model/ByteSource.h"

namespace engine {

/// The entries of a zip archive that stores them as they are, as torch.save does; nothing is ever unpacked, so an
/// archive cannot grow. The bytes belong to the caller and must outlive it.
class StoredZip final {
public:
    struct Entry
    {
        std::uint64_t begin = 0; ///< byte offset of the content in the archive
        std::uint64_t size = 0;
        std::uint32_t checksum = 0; ///< CRC-32; 0 where the writer left it out
    };

    /// Throws BadInput(file, …) when the directory is missing, cut off or contradicts the entries, an entry is
    /// compressed, encrypted, named twice, or lies outside the archive or in another one.
    StoredZip(const ByteSource& bytes, std::string file);

    const std::string& file() const { return m_file; }
    const std::map<std::string, Entry>& entries() const { return m_entries; }
    const Entry* find(const std::string& name) const; ///< null when there is none

    /// All of the entry, which must be there and of a size that is worth the memory.
    std::string content(const std::string& name) const;

    /// Reads the whole entry, block by block. Throws BadInput when it is damaged.
    void requireChecksum(const std::string& name) const;

private:
    struct Directory
    {
        std::uint64_t begin = 0; ///< byte offsets in the archive
        std::uint64_t size = 0;
        std::uint64_t entries = 0;
    };
    struct Header;

    [[noreturn]] void fail(const std::string& why) const;
    Directory findDirectory() const;
    Header readHeader(std::string_view directory) const;
    Entry entryOf(const Header& header, std::uint64_t limit) const;

    const ByteSource& m_bytes;
    std::string m_file;
    std::map<std::string, Entry> m_entries;
};

} // namespace engine
