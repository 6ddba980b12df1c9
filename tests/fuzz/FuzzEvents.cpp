// An event file of TensorBoard, or one of its messages alone where the bytes do not start as a file: behind a checksum
// hardly any change would be read.
#include "tests/fuzz/Targets.h"

#include "storage/exchange/EventFile.h"
#include "storage/exchange/EventMessage.h"
#include "storage/runs/Error.h"
#include "tests/fuzz/EventSamples.h"
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
    std::vector<std::string> good = fuzz::goodMessages();
    const fuzz::Scratch scratch;
    EventFileWriter file(scratch / "events");
    for (const std::string& event : good)
        file.add(event);
    file.commit();
    good.insert(good.begin(), fuzz::contentOf(scratch / "events"));
    return good;
}

} // namespace

fuzz::Target fuzz::eventsTarget()
{
    return {"events", acceptsEvents, goodEvents, messagePieces, 20000};
}
