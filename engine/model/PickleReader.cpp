#include "engine/model/PickleReader.h"

#include <bit>

#include "engine/data/Utf8.h"
#include "engine/run/Error.h"

namespace engine {

void PickleReader::fail(const std::string& why) const
{
    throw BadInput(m_file, why);
}

std::string_view PickleReader::take(std::uint64_t size)
{
    if (size > m_bytes.size())
        fail("its pickle is truncated or damaged");
    const std::string_view taken(m_bytes.data(), size);
    m_bytes = m_bytes.subspan(size);
    return taken;
}

std::uint64_t PickleReader::littleEndian(unsigned size)
{
    const std::string_view bytes = take(size);
    std::uint64_t value = 0;
    for (unsigned i = size; i-- > 0;)
        value = (value << 8) | static_cast<unsigned char>(bytes[i]);
    return value;
}

std::int64_t PickleReader::signedLittleEndian(unsigned size)
{
    if (size == 0)
        return 0;
    const unsigned unused = 64 - 8 * size;
    return static_cast<std::int64_t>(littleEndian(size) << unused) >> unused;
}

double PickleReader::bigEndianReal()
{
    std::uint64_t value = 0;
    for (const char byte : take(8))
        value = (value << 8) | static_cast<unsigned char>(byte);
    return std::bit_cast<double>(value);
}

std::string_view PickleReader::line()
{
    const auto length = std::string_view(m_bytes.data(), m_bytes.size()).find('\n');
    if (length == std::string_view::npos)
        fail("its pickle is truncated or damaged");
    const std::string_view text = take(length);
    take(1);
    return text;
}

std::string PickleReader::utf8(std::uint64_t size)
{
    const std::string_view text = take(size);
    if (validUtf8Prefix(text) != text.size())
        fail("its pickle has text that is not UTF-8: " + inQuotes(text));
    return std::string(text);
}

} // namespace engine
