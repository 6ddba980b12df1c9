#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

/// The one description of every parameter. A config struct lists its fields once,
///
///     template <class Self, class Visitor> static void describe(Self& self, Visitor& visit)
///     { visit(Field{.key = "rank", …}, self.rank); }
///
/// and the JSON reader and writer, the limit checks, the form, `--set` and the documentation are visitors of that list.
/// A visitor is callable with (const Field&, value) for: bool, std::int64_t, double, std::string, any enum with a
/// `names(E)` table, vectors of std::int64_t, double and std::string, a described struct, and a std::variant of
/// described structs with a `kind` each.
namespace engine {

struct Field
{
    const char* key = "";   ///< name in JSON and on the command line
    const char* label = ""; ///< name on the form
    const char* help = "";  ///< one or two sentences
    const char* unit = "";  ///< "tokens", "steps", …
    const char* paper = ""; ///< the value in the paper or the authors' code, where there is one
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    bool basic = false;       ///< one of the fields that a newcomer sees
    bool applies = true;      ///< false where another field leaves this one, or this section, without a meaning
    const char* nothing = ""; ///< what 0, or an empty text or list, stands for where it has a meaning of its own: "all"
};

/// Enumerators and their spelling; every enum in a configuration has `constexpr auto names(E)` returning such a table.
template <class E, std::size_t N>
using NameTable = std::array<std::pair<E, std::string_view>, N>;

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires(E e) { names(e); };

template <class T>
concept Described = requires { T::isDescribed; };

template <class T>
struct IsVariant : std::false_type
{
};
template <class... Ts>
struct IsVariant<std::variant<Ts...>> : std::true_type
{
};

/// The `kind` of each alternative.
template <class... Ts>
std::vector<std::string> kindsOf(const std::variant<Ts...>&)
{
    return {Ts::kind...};
}

template <NamedEnum E>
constexpr std::string_view nameOf(E value)
{
    for (const auto& [candidate, name] : names(value))
        if (candidate == value)
            return name;
    return {};
}

/// True and `value` set when `name` is in the table.
template <NamedEnum E>
bool fromName(std::string_view name, E& value)
{
    for (const auto& [candidate, candidateName] : names(value)) {
        if (candidateName == name) {
            value = candidate;
            return true;
        }
    }
    return false;
}

template <NamedEnum E>
std::vector<std::string> allNames()
{
    std::vector<std::string> result;
    for (const auto& entry : names(E{}))
        result.emplace_back(entry.second);
    return result;
}

/// "a, b, c"
inline std::string listed(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// Integers in a configuration stay below 2^53, so that JSON readers that use doubles keep them.
constexpr double largestInteger = 9007199254740992.0;

} // namespace engine
