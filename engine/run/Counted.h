#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace engine {

/// "row" of one, "rows" of others: the word for what has an s in the plural, where its number is written in another way.
template <std::integral Count>
std::string nounFor(Count count, std::string_view one)
{
    return std::string(one) + (count == 1 ? "" : "s");
}

/// "1 row", "1200 rows".
template <std::integral Count>
std::string counted(Count count, std::string_view one)
{
    return std::to_string(count) + " " + nounFor(count, one);
}

} // namespace engine
