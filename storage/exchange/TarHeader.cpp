#include "storage/exchange/TarHeader.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace storage {

namespace {

constexpr std::size_t sizeAt = 124;
constexpr std::size_t sizeDigits = 11;
constexpr std::size_t sumAt = 148;
constexpr std::int64_t firstBinarySize = std::int64_t(1) << 33; ///< no longer 11 octal digits
constexpr std::int64_t largestFile = std::int64_t(1) << 50;

void put(std::string& header, std::size_t at, std::string_view text)
{
    std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(at));
}

std::string octal(std::uint64_t value, int digits)
{
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%0*llo", digits, static_cast<unsigned long long>(value));
    return text.data();
}

/// Octal text, or GNU's form for large files: a byte 0x80, then the number, big-endian.
std::string sizeField(std::int64_t bytes)
{
    if (bytes < firstBinarySize)
        return octal(static_cast<std::uint64_t>(bytes), sizeDigits) + '\0';
    std::string field(sizeDigits + 1, '\0');
    field[0] = char(0x80);
    for (std::size_t i = 0; i < 8; ++i)
        field[sizeDigits - i] = static_cast<char>(bytes >> (8 * i) & 0xFF);
    return field;
}

std::int64_t sizeOf(std::string_view field)
{
    std::int64_t size = 0;
    if (static_cast<unsigned char>(field[0]) == 0x80) {
        for (std::size_t i = 5; i <= sizeDigits; ++i) // 2^56 at most; the comparison with our own form does the rest
            size = size << 8 | static_cast<unsigned char>(field[i]);
        return size;
    }
    for (std::size_t i = 0; i < sizeDigits; ++i)
        size = size << 3 | (field[i] & 7);
    return size;
}

} // namespace

std::string tarHeader(const TarEntry& entry)
{
    std::string header(tarBlockBytes, '\0');
    put(header, 0, entry.name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, sizeAt, sizeField(entry.bytes));
    put(header, 136, "00000000000");
    put(header, sumAt, "        ");
    put(header, 156, "0");
    put(header, 257, std::string_view("ustar\00000", 8));
    std::uint64_t sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    put(header, sumAt, octal(sum, 6));
    header[sumAt + 6] = '\0';
    header[sumAt + 7] = ' ';
    return header;
}

std::optional<TarEntry> tarEntry(std::string_view header)
{
    if (header.size() != tarBlockBytes)
        return std::nullopt;
    TarEntry entry;
    entry.name = header.substr(0, std::min(header.find('\0'), longestTarName));
    entry.bytes = sizeOf(header.substr(sizeAt, sizeDigits + 1));
    if (entry.name.empty() || entry.bytes > largestFile || tarHeader(entry) != header)
        return std::nullopt;
    return entry;
}

std::int64_t tarPadding(std::int64_t bytes)
{
    constexpr auto block = static_cast<std::int64_t>(tarBlockBytes);
    return (block - bytes % block) % block;
}

} // namespace storage
