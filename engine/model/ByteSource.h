#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace engine {

/// Bytes whose number is known, read part by part into the reader's own memory. A file is not mapped: one that is cut
/// short, or whose disk fails, while it is mapped ends the program instead of giving an error, and not every file
/// system maps files.
class ByteSource {
public:
    ByteSource() = default;
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    virtual std::uint64_t size() const = 0;

    /// Fills `target` with what begins at `offset`, all of it below size(). Throws BadInput where it cannot be read.
    virtual void read(std::uint64_t offset, std::span<char> target) const = 0;

    /// The same as text, in memory that the caller has found to be worth it.
    std::string text(std::uint64_t offset, std::uint64_t bytes) const
    {
        std::string result(bytes, '\0');
        read(offset, result);
        return result;
    }
};

} // namespace engine
