#include "storage/exchange/Protobuf.h"

#include <bit>

#include "storage/runs/Error.h"

namespace storage {

namespace {

constexpr std::uint64_t largestField = (std::uint64_t(1) << 29) - 1;

[[noreturn]] void malformed()
{
    throw Error("A record is no valid message.");
}

std::uint64_t tagOf(std::uint32_t field, ProtobufReader::Wire wire)
{
    return std::uint64_t(field) << 3 | static_cast<std::uint64_t>(wire);
}

} // namespace

void ProtobufWriter::varint(std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        m_message += static_cast<char>(value | 0x80);
    m_message += static_cast<char>(value);
}

void ProtobufWriter::fixed(std::uint64_t bits, int count)
{
    for (int i = 0; i < count; ++i)
        m_message += static_cast<char>(bits >> (8 * i) & 0xFF);
}

void ProtobufWriter::number(std::uint32_t field, std::uint64_t value)
{
    varint(tagOf(field, ProtobufReader::Wire::Varint));
    varint(value);
}

void ProtobufWriter::real(std::uint32_t field, double value)
{
    varint(tagOf(field, ProtobufReader::Wire::Fixed64));
    fixed(std::bit_cast<std::uint64_t>(value), 8);
}

void ProtobufWriter::real(std::uint32_t field, float value)
{
    varint(tagOf(field, ProtobufReader::Wire::Fixed32));
    fixed(std::bit_cast<std::uint32_t>(value), 4);
}

void ProtobufWriter::bytes(std::uint32_t field, std::string_view value)
{
    varint(tagOf(field, ProtobufReader::Wire::Bytes));
    varint(value.size());
    m_message += value;
}

bool ProtobufReader::next()
{
    if (m_rest.empty())
        return false;
    const std::uint64_t tag = varint();
    if (tag >> 3 == 0 || tag >> 3 > largestField)
        malformed();
    m_field = static_cast<std::uint32_t>(tag >> 3);
    m_wire = static_cast<Wire>(tag & 7);
    m_bytes = {};
    switch (m_wire) {
    case Wire::Varint:
        m_number = varint();
        return true;
    case Wire::Fixed64:
        m_number = fixed(8);
        return true;
    case Wire::Fixed32:
        m_number = fixed(4);
        return true;
    case Wire::Bytes:
        m_number = varint();
        if (m_number > m_rest.size())
            malformed();
        m_bytes = m_rest.substr(0, m_number);
        m_rest.remove_prefix(m_number);
        return true;
    }
    malformed(); // groups, which nobody writes any more, and numbers that are none
}

double ProtobufReader::real64() const
{
    return std::bit_cast<double>(m_number);
}

float ProtobufReader::real32() const
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(m_number));
}

std::uint64_t ProtobufReader::varint()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (m_rest.empty())
            malformed();
        const auto byte = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        value |= std::uint64_t(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    malformed();
}

std::uint64_t ProtobufReader::fixed(std::size_t count)
{
    if (m_rest.size() < count)
        malformed();
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < count; ++i)
        bits |= std::uint64_t(static_cast<unsigned char>(m_rest[i])) << (8 * i);
    m_rest.remove_prefix(count);
    return bits;
}

} // namespace storage
