#pragma once

#include <string>
#include <vector>

#include "storage/exchange/EventMessage.h"
#include "storage/exchange/Protobuf.h"

/// Messages of TensorBoard's event files to start from, and what means something in them.
namespace fuzz {

/// As TensorFlow 2 has them: a tensor of one float and one of one double.
inline std::string messageWithTensors()
{
    storage::ProtobufWriter single;
    single.number(1, 1);
    single.real(5, 0.5F);
    storage::ProtobufWriter twice;
    twice.number(1, 2);
    twice.bytes(4, std::string("\0\0\0\0\0\0\xE0\x3F", 8));
    storage::ProtobufWriter summary;
    for (const storage::ProtobufWriter* tensor : {&single, &twice}) {
        storage::ProtobufWriter value;
        value.bytes(1, "loss");
        value.bytes(8, tensor->message());
        summary.bytes(1, value.message());
    }
    storage::ProtobufWriter event;
    event.real(1, 1.6e9);
    event.number(2, 7);
    event.bytes(5, summary.message());
    return event.message();
}

/// Those of a file, in its order.
inline std::vector<std::string> goodMessages()
{
    return {storage::packEvent({1.6e9, 0, "brain.Event:2", {}, 0}),
            storage::packEvent({1.6e9 + 1, 1, {}, {{"loss", 0.5}, {"gradient_norm", 2}}, 0}), messageWithTensors()};
}

/// Keys of fields 1 to 8 in the four forms there are, numbers at an edge, a whole message.
inline std::vector<std::vector<std::string>> messagePieces()
{
    std::vector<std::string> keys;
    for (int field = 1; field <= 8; ++field)
        for (const int wire : {0, 1, 2, 5})
            keys.emplace_back(1, static_cast<char>(field << 3 | wire));
    return {keys,
            {std::string(9, '\xFF') + "\x01", std::string(10, '\x80'), std::string("\0\0\0\0\0\0\xF0\x7F", 8)},
            {storage::packEvent({0, 0, {}, {{"tag", 1}}, 0})}};
}

} // namespace fuzz
