#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// The wire format of Protocol Buffers, as far as TensorBoard's events need it.
namespace storage {

class ProtobufWriter {
public:
    void number(std::uint32_t field, std::uint64_t value);
    void real(std::uint32_t field, double value);
    void real(std::uint32_t field, float value);
    void bytes(std::uint32_t field, std::string_view value); ///< text and messages, too

    const std::string& message() const { return m_message; }

private:
    void varint(std::uint64_t value);
    void fixed(std::uint64_t bits, int count);

    std::string m_message;
};

/// Goes through the fields of a message that may be a stranger's; nested messages are read by readers of their own.
/// Throws storage::Error where it is malformed.
class ProtobufReader {
public:
    enum class Wire { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

    explicit ProtobufReader(std::string_view message)
        : m_rest(message)
    {
    }

    /// False at the end. Then field(), wire() and the value that fits it are of the next field.
    bool next();
    std::uint32_t field() const { return m_field; }
    bool is(std::uint32_t field, Wire wire) const { return m_field == field && m_wire == wire; }

    std::uint64_t number() const { return m_number; } ///< of Varint; the bits of Fixed64 and Fixed32
    double real64() const;
    float real32() const;
    std::string_view bytes() const { return m_bytes; } ///< of Bytes

private:
    std::uint64_t varint();
    std::uint64_t fixed(std::size_t count);

    std::string_view m_rest;
    std::uint32_t m_field = 0;
    Wire m_wire = Wire::Varint;
    std::uint64_t m_number = 0;
    std::string_view m_bytes;
};

} // namespace storage
