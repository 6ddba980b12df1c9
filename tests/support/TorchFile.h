#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tests/support/PickleText.h"

/// Files as torch.save writes them, put together byte by byte, so that each byte can also be wrong.
namespace support {

inline std::uint32_t checksum(const std::string& bytes)
{
    std::uint32_t crc = ~0u;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
    }
    return ~crc;
}

/// A zip archive of stored entries, written in the map's order. Without checksums any content may be changed later.
inline std::string zip(const std::map<std::string, std::string>& entries, bool withChecksums = true)
{
    std::string contents;
    std::string directory;
    for (const auto& [name, content] : entries) {
        const std::string sums = littleEndian(withChecksums ? checksum(content) : 0, 4)
            + littleEndian(content.size(), 4) + littleEndian(content.size(), 4) + littleEndian(name.size(), 2)
            + littleEndian(0, 2);
        const std::string versionFlagsMethodTime = littleEndian(0, 10);
        directory += "PK\1\2" + littleEndian(0, 2) + versionFlagsMethodTime + sums + littleEndian(0, 10)
            + littleEndian(contents.size(), 4) + name;
        contents += "PK\3\4" + versionFlagsMethodTime + sums + name + content;
    }
    return contents + directory + "PK\5\6" + littleEndian(0, 4) + littleEndian(entries.size(), 2)
        + littleEndian(entries.size(), 2) + littleEndian(directory.size(), 4) + littleEndian(contents.size(), 4)
        + littleEndian(0, 2);
}

} // namespace support
