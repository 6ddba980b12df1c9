// An event file of TensorBoard, or one of its messages alone where the bytes do not start as a file: behind a checksum
// hardly any change would be read.
#include "tests/fuzz/Targets.h"

#include "storage/exchange/EventFile.h"
#include "storage/exchange/EventMessage.h"
#include "storage/exchange/Protobuf.h"
#include "storage/runs/Error.h"
#include "tests/fuzz/Scratch.h"

using namespace storage;

namespace {

void readEventMessage(std::string_view message)
{
    const Event event = unpackEvent(message);
    fuzz::require(event.step >= 0 && event.wallTime >= 0 && event.others >= 0);
    for (const EventScalar& scalar : event.scalars)
        fuzz::require(!scalar.tag.empty());
}

void readEventFile(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const auto file = scratch / "input";
    fuzz::write(file, bytes);
    EventFileReader reader(file);
    while (const auto record = reader.next())
        readEventMessage(*record);
}

/// As TensorFlow 2 has them: a tensor of one float and one of one double.
std::string messageWithTensors()
{
    ProtobufWriter single;
    single.number(1, 1);
    single.real(5, 0.5F);
    ProtobufWriter twice;
    twice.number(1, 2);
    twice.bytes(4, std::string("\0\0\0\0\0\0\xE0\x3F", 8));
    ProtobufWriter summary;
    for (const ProtobufWriter* tensor : {&single, &twice}) {
        ProtobufWriter value;
        value.bytes(1, "loss");
        value.bytes(8, tensor->message());
        summary.bytes(1, value.message());
    }
    ProtobufWriter event;
    event.real(1, 1.6e9);
    event.number(2, 7);
    event.bytes(5, summary.message());
    return event.message();
}

bool acceptsEvents(std::span<const char> bytes)
{
    const std::string_view text(bytes.data(), bytes.size());
    try {
        looksLikeEvents(text) ? readEventFile(bytes) : readEventMessage(text);
        return true;
    } catch (const Error&) {
        return false; // the only way to refuse
    }
}

std::vector<std::string> goodEvents()
{
    const std::string begin = packEvent({1.6e9, 0, "brain.Event:2", {}, 0});
    const std::string scalars = packEvent({1.6e9 + 1, 1, {}, {{"loss", 0.5}, {"gradient_norm", 2}}, 0});
    const fuzz::Scratch scratch;
    EventFileWriter file(scratch / "events");
    for (const std::string& event : {begin, scalars, messageWithTensors()})
        file.add(event);
    file.commit();
    return {fuzz::contentOf(scratch / "events"), begin, scalars, messageWithTensors()};
}

std::vector<std::vector<std::string>> eventPieces()
{
    std::vector<std::string> keys; // of fields 1 to 8 in the four forms there are
    for (int field = 1; field <= 8; ++field)
        for (const int wire : {0, 1, 2, 5})
            keys.emplace_back(1, static_cast<char>(field << 3 | wire));
    return {keys,
            {std::string(9, '\xFF') + "\x01", std::string(10, '\x80'), std::string("\0\0\0\0\0\0\xF0\x7F", 8)},
            {packEvent({0, 0, {}, {{"tag", 1}}, 0})}};
}

} // namespace

fuzz::Target fuzz::eventsTarget()
{
    return {"events", acceptsEvents, goodEvents, eventPieces, 20000};
}
