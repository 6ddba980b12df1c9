#include "engine/metrics/BritishSpelling.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace engine {

namespace {

/// Words that share a change of spelling: a stem in both, and the endings with which it is rewritten.
struct Family
{
    std::string_view british;
    std::string_view american;
    std::string_view endings; ///< divided by |
};

constexpr std::array<Family, 46> families = {{
    {"anaesthetic", "anesthetic", ""},
    {"analogue", "analog", "|s"},
    {"analys", "analyz", "e|ed|ing"},
    {"armour", "armor", "ed"},
    {"cancell", "cancel", "ed|ing"},
    {"capitalis", "capitaliz", "e|ed|ation"},
    {"centre", "center", ""},
    {"chimaeric", "chimeric", ""},
    {"colour", "color", "ed|ing"},
    {"defence", "defense", ""},
    {"discolour", "discolor", "ed|ing"},
    {"encyclopaedia", "encyclopedia", ""},
    {"endeavour", "endeavor", "ed|ing"},
    {"favour", "favor", "ed|ing|ite|ites"},
    {"fibre", "fiber", "|s"},
    {"finalis", "finaliz", "e|ed|ing"},
    {"flavour", "flavor", "ed|ing"},
    {"grey", "gray", ""},
    {"homologue", "homolog", "|s"},
    {"honour", "honor", "ed|ing|able"},
    {"humour", "humor", "ed|ing"},
    {"kerb", "curb", ""},
    {"labell", "label", "ed|ing"},
    {"labour", "labor", "ed|ing"},
    {"leant", "leaned", ""},
    {"learnt", "learned", ""},
    {"localis", "localiz", "e|ed"},
    {"manoeuvre", "maneuver", "|s"},
    {"maximis", "maximiz", "e|ed|ing"},
    {"meagre", "meager", ""},
    {"minimis", "minimiz", "e|ed|ing"},
    {"modernis", "moderniz", "e|ed|ing"},
    {"neighbour", "neighbor", "hood|hoods"},
    {"oestrogen", "estrogen", "|s"},
    {"organis", "organiz", "ation|ations"},
    {"penalis", "penaliz", "e|ed"},
    {"popularis", "populariz", "e|ed|es|ing"},
    {"practis", "practic", "e|ed"},
    {"pressuris", "pressuriz", "e|ed|es|ing"},
    {"realis", "realiz", "e|ed|es|ing"},
    {"recognis", "recogniz", "e|ed|es|ing"},
    {"rumour", "rumor", "ed|ing"},
    {"savour", "savor", "ed|ing"},
    {"theatre", "theater", "|s"},
    {"titre", "titer", "|s"},
    {"travell", "travel", "ed|ing"},
}};

using Dictionary = std::unordered_map<std::string, std::string>;

Dictionary dictionary()
{
    Dictionary words;
    for (const Family& family : families) {
        std::string_view rest = family.endings;
        for (bool more = true; more;) {
            const std::size_t end = std::min(rest.find('|'), rest.size());
            const std::string_view ending = rest.substr(0, end);
            words[std::string(family.british).append(ending)] = std::string(family.american).append(ending);
            more = end < rest.size();
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return words;
}

bool contains(std::string_view word, std::string_view part)
{
    return word.find(part) != std::string_view::npos;
}

/// -our and -ours after three letters or more; glamour, detour and devour keep theirs.
std::string withoutOur(std::string_view word)
{
    const std::string_view plural = word.ends_with('s') ? "s" : "";
    const std::string_view singular = word.substr(0, word.size() - plural.size());
    const bool isLower = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!isLower || singular.size() < 6 || !singular.ends_with("our") || contains(word, "glamour")
        || contains(word, "detour") || contains(word, "devour"))
        return std::string(word);
    return std::string(singular.substr(0, singular.size() - 3)).append("or").append(plural);
}

} // namespace

std::string americanSpelling(std::string_view word)
{
    static const Dictionary words = dictionary();
    if (const auto found = words.find(std::string(word)); found != words.end())
        return found->second;
    for (const std::string_view ending : {std::string_view("programme"), std::string_view("programmes")})
        if (word.ends_with(ending)) // program, programs
            return std::string(word).erase(word.rfind("me"), 2);
    return withoutOur(word);
}

} // namespace engine
