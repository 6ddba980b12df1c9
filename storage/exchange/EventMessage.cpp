#include "storage/exchange/EventMessage.h"

#include <bit>
#include <optional>

#include "storage/exchange/Protobuf.h"
#include "storage/runs/Error.h"

namespace storage {

namespace {

using Wire = ProtobufReader::Wire;

// Numbers of the fields.
namespace event {
constexpr std::uint32_t wallTime = 1;
constexpr std::uint32_t step = 2;
constexpr std::uint32_t fileVersion = 3;
constexpr std::uint32_t summary = 5;
}
namespace summary {
constexpr std::uint32_t value = 1;
constexpr std::uint32_t tag = 1; // in a value
constexpr std::uint32_t simpleValue = 2;
constexpr std::uint32_t tensor = 8;
}
namespace tensor {
constexpr std::uint32_t type = 1;
constexpr std::uint32_t content = 4;
constexpr std::uint32_t floats = 5;
constexpr std::uint32_t doubles = 6;
constexpr std::uint64_t isFloat = 1; // of the enumeration DataType
constexpr std::uint64_t isDouble = 2;
}

constexpr std::size_t longestTag = 1000;
constexpr std::int64_t largestStep = std::int64_t(1) << 53;
constexpr double latestTime = 1e11; ///< the year 5138

/// A single number, little-endian, as raw content and packed fields have it.
std::optional<double> numberIn(std::string_view bytes, bool isDouble)
{
    if (bytes.size() != (isDouble ? sizeof(double) : sizeof(float)))
        return std::nullopt;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bits |= std::uint64_t(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return isDouble ? std::bit_cast<double>(bits) : double(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
}

/// The value of a tensor that holds one float or double, as TensorFlow 2 writes scalars.
std::optional<double> scalarOf(std::string_view message)
{
    std::uint64_t type = 0;
    std::optional<double> single;
    std::optional<double> twice;
    std::string_view content;
    for (ProtobufReader reader(message); reader.next();) {
        if (reader.is(tensor::type, Wire::Varint))
            type = reader.number();
        else if (reader.is(tensor::content, Wire::Bytes))
            content = reader.bytes();
        else if (reader.is(tensor::floats, Wire::Bytes))
            single = numberIn(reader.bytes(), false);
        else if (reader.is(tensor::floats, Wire::Fixed32))
            single = reader.real32();
        else if (reader.is(tensor::doubles, Wire::Bytes))
            twice = numberIn(reader.bytes(), true);
        else if (reader.is(tensor::doubles, Wire::Fixed64))
            twice = reader.real64();
    }
    if (type != tensor::isFloat && type != tensor::isDouble)
        return std::nullopt;
    const bool isDouble = type == tensor::isDouble;
    return content.empty() ? (isDouble ? twice : single) : numberIn(content, isDouble);
}

void readValue(std::string_view message, Event& result)
{
    EventScalar scalar;
    std::optional<double> value;
    for (ProtobufReader reader(message); reader.next();) {
        if (reader.is(summary::tag, Wire::Bytes))
            scalar.tag = reader.bytes();
        else if (reader.is(summary::simpleValue, Wire::Fixed32))
            value = reader.real32();
        else if (reader.is(summary::tensor, Wire::Bytes))
            value = scalarOf(reader.bytes());
    }
    if (!value) {
        ++result.others;
        return;
    }
    if (scalar.tag.empty() || scalar.tag.size() > longestTag)
        throw Error("A scalar has no name, or one that is too long.");
    scalar.value = *value;
    result.scalars.push_back(std::move(scalar));
}

void readSummary(std::string_view message, Event& result)
{
    for (ProtobufReader reader(message); reader.next();)
        if (reader.is(summary::value, Wire::Bytes))
            readValue(reader.bytes(), result);
}

} // namespace

std::string packEvent(const Event& event)
{
    ProtobufWriter writer;
    writer.real(event::wallTime, event.wallTime);
    if (event.step != 0)
        writer.number(event::step, static_cast<std::uint64_t>(event.step));
    if (!event.fileVersion.empty())
        writer.bytes(event::fileVersion, event.fileVersion);
    ProtobufWriter values;
    for (const EventScalar& scalar : event.scalars) {
        ProtobufWriter value;
        value.bytes(summary::tag, scalar.tag);
        value.real(summary::simpleValue, static_cast<float>(scalar.value));
        values.bytes(summary::value, value.message());
    }
    if (!event.scalars.empty())
        writer.bytes(event::summary, values.message());
    return writer.message();
}

Event unpackEvent(std::string_view message)
{
    Event result;
    for (ProtobufReader reader(message); reader.next();) {
        if (reader.is(event::wallTime, Wire::Fixed64))
            result.wallTime = reader.real64();
        else if (reader.is(event::step, Wire::Varint))
            result.step = static_cast<std::int64_t>(reader.number());
        else if (reader.is(event::fileVersion, Wire::Bytes))
            result.fileVersion = reader.bytes();
        else if (reader.is(event::summary, Wire::Bytes))
            readSummary(reader.bytes(), result);
    }
    if (!(result.wallTime >= 0 && result.wallTime <= latestTime))
        throw Error("An event's time is out of range.");
    if (result.step < 0 || result.step > largestStep)
        throw Error("An event's step is out of range.");
    return result;
}

} // namespace storage
