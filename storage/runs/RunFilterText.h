#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run/Error.h"

namespace storage {

/// One condition of a filter.
struct FilterTerm
{
    /// Word: somewhere in name, group, state, tags, note, task or method. The others are of one key.
    enum class Kind { Word, Contains, Equals, Less, LessOrEqual, Greater, GreaterOrEqual, Between };

    Kind kind = Kind::Word;
    bool isNegated = false;
    std::string key;  ///< empty for a Word
    std::string text; ///< what to look for; as written
    std::vector<std::string> others; ///< of Equals: what will do as well
    double low = 0;   ///< of the comparisons; of Between both, infinite where left open
    double high = 0;
    std::string source; ///< as typed, for messages
};

/// All terms, which a run must meet together, and ALL problems.
struct ParsedFilter
{
    std::vector<FilterTerm> terms;
    std::vector<engine::Issue> issues; ///< `path` is the part of the text that is wrong
};

/// Terms between blanks: a word; key:text (part of it, or the same number); key=text (all of it), key=one|other (either);
/// key>1, key>=1, key<1, key<=1; key:1..2, key:1.., key:..2 (both ends included). A minus before a term wants the
/// opposite. Quotes keep blanks and signs together: "two words", tags:"a b".
ParsedFilter parseFilter(std::string_view text);

} // namespace storage
