#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace engine {

/// Takes numbers and text off the front of a pickle; none of it reads past the end.
class PickleReader final {
public:
    PickleReader(std::span<const char> bytes, std::string file)
        : m_bytes(bytes)
        , m_file(std::move(file))
    {
    }

    bool atEnd() const { return m_bytes.empty(); }
    std::uint64_t remaining() const { return m_bytes.size(); }

    /// All of these throw BadInput when the pickle ends too early.
    std::string_view take(std::uint64_t size);
    std::uint64_t littleEndian(unsigned size);      ///< of 1 to 8 bytes, without sign
    std::int64_t signedLittleEndian(unsigned size); ///< of 0 to 8 bytes in two's complement
    double bigEndianReal();
    std::string_view line(); ///< up to and without the line feed
    std::string utf8(std::uint64_t size);

    /// Throws BadInput naming the file.
    [[noreturn]] void fail(const std::string& why) const;

private:
    std::span<const char> m_bytes;
    std::string m_file;
};

} // namespace engine
