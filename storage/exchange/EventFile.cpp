#include "storage/exchange/EventFile.h"

#include <boost/crc.hpp>

#include "storage/runs/Error.h"

namespace storage {

namespace {

constexpr std::uint64_t largestRecord = std::uint64_t(256) << 20;
constexpr std::int64_t headBytes = 12;
constexpr std::int64_t sumBytes = 4;

std::string littleEndian(std::uint64_t value, int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    return bytes;
}

std::uint64_t numberIn(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= std::uint64_t(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
}

} // namespace

std::uint32_t maskedChecksum(std::string_view bytes)
{
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc; // Castagnoli's polynomial
    crc.process_bytes(bytes.data(), bytes.size());
    const std::uint32_t sum = crc.checksum();
    return (sum >> 15 | sum << 17) + 0xA282EAD8u;
}

EventFileWriter::EventFileWriter(const std::filesystem::path& file)
    : m_file(file)
{
}

void EventFileWriter::add(std::string_view record)
{
    const std::string length = littleEndian(record.size(), 8);
    m_file.write(length + littleEndian(maskedChecksum(length), 4));
    m_file.write(record);
    m_file.write(littleEndian(maskedChecksum(record), 4));
}

EventFileReader::EventFileReader(const std::filesystem::path& file)
    : m_file(file)
{
}

void EventFileReader::damaged(const char* what) const
{
    throw Error(m_file.path().string() + " is damaged at byte " + std::to_string(m_file.size() - m_file.left()) + ": "
                + what + ".");
}

std::optional<std::uint64_t> EventFileReader::length()
{
    if (m_file.left() < headBytes) {
        m_isCutOff = m_file.left() > 0;
        return std::nullopt;
    }
    const std::string head = m_file.take(headBytes);
    if (!looksLikeEvents(head))
        damaged("the checksum of a record's length is wrong");
    const std::uint64_t count = numberIn(std::string_view(head).substr(0, 8));
    if (count > largestRecord)
        damaged("a record is too long");
    return count;
}

std::optional<std::string> EventFileReader::next()
{
    const auto count = length();
    if (!count)
        return std::nullopt;
    if (static_cast<std::int64_t>(*count) + sumBytes > m_file.left()) {
        m_isCutOff = true;
        return std::nullopt;
    }
    std::string record = m_file.take(static_cast<std::int64_t>(*count));
    if (numberIn(m_file.take(sumBytes)) != maskedChecksum(record))
        damaged("a record's checksum is wrong");
    return record;
}

bool looksLikeEvents(std::string_view start)
{
    return start.size() >= std::size_t(headBytes)
        && numberIn(start.substr(8, 4)) == maskedChecksum(start.substr(0, 8));
}

} // namespace storage
