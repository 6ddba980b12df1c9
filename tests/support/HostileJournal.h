#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace support {

/// A rollback journal as SQLite's "super-journal" makes them: once it is played back, `file` is deleted.
inline std::string journalNaming(const std::filesystem::path& file)
{
    const std::string mark = "\xD9\xD5\x05\xF9\x20\xA1\x63\xD7";
    const auto bigEndian = [](std::uint32_t number) {
        std::string bytes;
        for (const int shift : {24, 16, 8, 0})
            bytes += static_cast<char>(number >> shift & 0xFF);
        return bytes;
    };
    const std::string name = file.string();
    std::uint32_t sum = 0;
    for (const char c : name)
        sum += static_cast<std::uint32_t>(c);
    std::string journal = mark;
    journal.resize(512, '\0');
    return journal + name + bigEndian(static_cast<std::uint32_t>(name.size())) + bigEndian(sum) + mark;
}

} // namespace support
