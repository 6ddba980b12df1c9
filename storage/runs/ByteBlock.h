#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Columns of numbers, or the bytes of a text, packed into a zstd-compressed blob, the bytes of equal weight side by
/// side, where they compress well. The form is the same on every machine.
namespace storage {

template <std::size_t Size>
struct WordOf;
template <>
struct WordOf<1>
{
    using Type = std::uint8_t;
};
template <>
struct WordOf<2>
{
    using Type = std::uint16_t;
};
template <>
struct WordOf<4>
{
    using Type = std::uint32_t;
};
template <>
struct WordOf<8>
{
    using Type = std::uint64_t;
};

class ByteWriter {
public:
    template <class T>
    void column(std::span<const T> values)
    {
        using Word = typename WordOf<sizeof(T)>::Type;
        for (std::size_t byte = 0; byte < sizeof(T); ++byte)
            for (const T value : values)
                m_bytes += static_cast<char>(std::bit_cast<Word>(value) >> (8 * byte) & 0xFF);
    }
    template <class T>
    void column(const std::vector<T>& values)
    {
        column(std::span<const T>(values));
    }
    void number(std::int64_t value) { column(std::span<const std::int64_t>(&value, 1)); }

    std::string compressed() const;

private:
    std::string m_bytes;
};

/// Reads what ByteWriter wrote; the blob may be a stranger's. Throws storage::Error when it is cut short or too large.
class ByteReader {
public:
    explicit ByteReader(std::string_view blob);

    template <class T>
    std::vector<T> column(std::size_t count)
    {
        using Word = typename WordOf<sizeof(T)>::Type;
        const std::string_view bytes = next(count, sizeof(T));
        std::vector<T> values(count);
        for (std::size_t i = 0; i < count; ++i) {
            Word word = 0;
            for (std::size_t byte = 0; byte < sizeof(T); ++byte)
                word = static_cast<Word>(word | Word(static_cast<unsigned char>(bytes[byte * count + i])) << (8 * byte));
            values[i] = std::bit_cast<T>(word);
        }
        return values;
    }
    std::int64_t number() { return column<std::int64_t>(1).front(); }
    /// A number that counts something in this block. Throws above `limit`.
    std::size_t count(std::size_t limit);

private:
    std::string_view next(std::size_t count, std::size_t size);

    std::string m_bytes;
    std::size_t m_position = 0;
};

/// What the blob says that it unpacks to, without unpacking it. Throws storage::Error when it is no block.
std::size_t unpackedBytes(std::string_view blob);

/// A number that counts something, of a stranger's block. Throws storage::Error above `limit` or below 0.
std::size_t checkedCount(std::int64_t value, std::size_t limit);

/// Differences of neighbours, small numbers near zero whatever their sign; undone by fromDeltas.
std::vector<std::uint64_t> toDeltas(std::span<const std::int64_t> values);
std::vector<std::int64_t> fromDeltas(std::span<const std::uint64_t> deltas);

/// A signed number as an unsigned one: 0, −1, 1, −2, … become 0, 1, 2, 3, ….
constexpr std::uint64_t zigzag(std::uint64_t difference)
{
    return difference << 1 ^ (difference >> 63 == 1 ? ~std::uint64_t(0) : 0);
}
constexpr std::uint64_t unzigzag(std::uint64_t code)
{
    return code >> 1 ^ ((code & 1) == 1 ? ~std::uint64_t(0) : 0);
}

} // namespace storage
