#include "engine/run/ComparedValue.h"

#include <charconv>

namespace engine {

std::string toText(const ComparedValue& value)
{
    switch (value.kind) {
    case ComparedValue::Kind::Best:
        return "best";
    case ComparedValue::Kind::Last:
        return "last";
    case ComparedValue::Kind::AtStep:
        break;
    }
    return std::to_string(value.step);
}

std::optional<ComparedValue> comparedValueFromText(std::string_view text)
{
    if (text == "best")
        return ComparedValue{};
    if (text == "last")
        return ComparedValue{ComparedValue::Kind::Last, 0};
    ComparedValue value{ComparedValue::Kind::AtStep, 0};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value.step);
    return error == std::errc() && stop == end && value.step > 0 ? std::optional(value) : std::nullopt;
}

} // namespace engine
