#include "engine/metrics/PtbRules.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "engine/metrics/BritishSpelling.h"

namespace engine {

namespace {

// Pieces of expressions. Upper and lower case count unless (?i: ) says otherwise.
const std::string apostrophe = R"((?:['\x{92}\x{2019}]|&apos;))";
const std::string anyApostrophe = R"((?:['\x{91}\x{92}\x{2018}\x{2019}\x{201B}]|&apos;))";
const std::string letter = R"([\p{L}\p{M}\x{AD}])";
const std::string clitic = "(?i:" + apostrophe + "(?:[msd]|re|ve|ll))";
const std::string negation = "(?i:n" + anyApostrophe + "t)";
const std::string blank = R"([ \t\r\n\x0B\f\x{A0}\x{2000}-\x{200A}\x{2028}\x{2029}\x{3000}])";
const std::string blankOrEnd = "(?:" + blank + "|$)";
const std::string insideSentence = R"([,;:\x{3001}])";
const std::string acronym = R"([A-Za-z](?:\.[A-Za-z])+)";
const std::string wordOrNumber = "(?:(?:[dDoOlL]" + anyApostrophe + R"([\p{L}\d])?[\p{L}\d]+))";
const std::string hyphenated =
    R"([A-Za-z0-9][A-Za-z0-9.,\x{AD}]*+(?:-(?:)" + acronym + R"(\.|[A-Za-z0-9\x{AD}]+(?:\.\d+)?))+)";
const std::string slashPart = R"([A-Za-z0-9]+(?:-[A-Za-z]+){0,2})";

// Usually before a small letter or at the end of a sentence.
const std::string abbreviation =
    "(?:(?i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Thurs|Fri"
    "|Ala|Ariz|Calif|Colo|Conn|Dak|Del|Fla|Ga|Ind|Kans?|Ky|La|Md|Mich|Minn|Mo|Mont|Neb|Nev|Okla|Pa|Penn|Tenn|Tex|Va|Vt"
    "|Wisc?|Wyo|Inc|Cos?|Corp|Pp?tys?|Ltd|Plc|Bancorp|Bhd|Assn|Univ|Intl|Sys|tel|est|ext|sq|Jr|Sr|Bros|Ed\\.D|Ph\\.D"
    "|Blvd|Rd|Esq|etc|al|seq)"
    "|A(?i:rk)|I(?i:ll)|M(?i:ass)|M(?i:iss)|O(?i:re)|W(?i:ash))\\.";
// Usually before a name.
const std::string titleAbbreviation =
    "(?i:Mr|Mrs|Ms|Drs?|Profs?|Sens?|Reps?|Attys?|Lt|Col|Gen|Messrs|Govs?|Adm|Rev|Maj|Sgt|Cpl|Pvt|Mt|Ft|Capt|Ste?|Ave"
    "|Pres|Lieut|Hon|Brig|Co?mdr|Pfc|Spc|Supts?|Det|vs|Alex|Wm|Jos|Cie|cf|Ph|Invt|Elec|Natl|M[ft]g|Dept|[a-z])\\.";

std::string same(std::string_view text)
{
    return std::string(text);
}

std::string nothing(std::string_view)
{
    return {};
}

std::string replaced(std::string_view text, std::initializer_list<std::pair<std::string_view, std::string_view>> pairs)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t taken = 0;
        for (const auto& [from, to] : pairs)
            if (taken == 0 && text.substr(i).starts_with(from)) {
                result += to;
                taken = from.size();
            }
        if (taken == 0)
            result.push_back(text[i]);
        i += std::max<std::size_t>(taken, 1);
    }
    return result;
}

std::string withoutSoftHyphens(std::string_view text)
{
    const std::string result = replaced(text, {{"\u00AD", ""}});
    return result.empty() ? "-" : result;
}

std::string word(std::string_view text)
{
    return americanSpelling(withoutSoftHyphens(text));
}

std::string straightApostrophes(std::string_view text)
{
    return replaced(
        text, {{"&apos;", "'"}, {"\u2019", "'"}, {"\u0092", "'"}, {"\u2018", "`"}, {"\u0091", "`"}, {"\u201B", "`"}});
}

std::string quote(std::string_view)
{
    return "''";
}

std::string dash(std::string_view)
{
    return "--";
}

std::string hyphens(std::string_view text)
{
    return text.size() == 3 || text.size() == 4 ? "--" : std::string(text);
}

std::string ellipsis(std::string_view)
{
    return "...";
}

std::string ampersand(std::string_view text)
{
    return replaced(text, {{"&amp;", "&"}, {"&AMP;", "&"}});
}

std::string angle(std::string_view text)
{
    return replaced(text, {{"&lt;", "<"}, {"&gt;", ">"}});
}

/// Within a token: blanks that do not divide it, brackets by name, slashes and asterisks behind a backslash.
std::string escaped(std::string_view text)
{
    return replaced(text,
                    {{" ", "\u00A0"},
                     {"(", "-LRB-"},
                     {")", "-RRB-"},
                     {"[", "-LSB-"},
                     {"]", "-RSB-"},
                     {"{", "-LCB-"},
                     {"}", "-RCB-"},
                     {"\\/", "\\/"},
                     {"/", "\\/"},
                     {"\\*", "\\*"},
                     {"*", "\\*"}});
}

std::string fraction(std::string_view text)
{
    return replaced(
        text,
        {{"\u00BC", "1\\/4"}, {"\u00BD", "1\\/2"}, {"\u00BE", "3\\/4"}, {"\u2153", "1\\/3"}, {"\u2154", "2\\/3"}});
}

/// The few currencies of the Wall Street Journal: a pound is #, a euro is $.
std::string currency(std::string_view text)
{
    return replaced(
        text,
        {{"\u00A2", "cents"}, {"\u00A3", "#"}, {"\u00A4", "$"}, {"\u20A0", "$"}, {"\u20AC", "$"}, {"\u0080", "$"}});
}

using Rules = std::vector<PtbRule>;

Rules wordRules()
{
    return {
        {"(?|((?i:can))(?i:not)|((?i:gon|wan))(?i:na)|((?i:got))(?i:ta)|((?i:gim|lem))(?i:me)|(" + apostrophe
             + "(?i:t))(?i:is|was))",
         straightApostrophes},
        {"(" + letter + "++)" + clitic, word},
        {R"(([A-Za-z\x{AD}]*[A-MO-Za-mo-z]\x{AD}*))" + negation, withoutSoftHyphens},
        {letter + "++", word},
        {apostrophe + "(?i:n)" + apostrophe + "?|[lLdDjJ]" + apostrophe, straightApostrophes},
        {"(?i:dunkin|somethin|ol)" + apostrophe, straightApostrophes},
        {apostrophe + "(?i:em|till?|cause|[2-9]0s)", straightApostrophes},
        {"[A-HJ-XZn]" + anyApostrophe + R"(\p{L}{2,})", straightApostrophes},
        {R"(\p{L}+[aeiouyAEIOUY])" + anyApostrophe + R"([aeiouA-Z]\p{L}*)", straightApostrophes},
        {R"((?i:cont'd\.?|nor'easter|c'mon|e'er|s'mores|ev'ry|li'l|nat'l))", same},
        {"((?i:y)" + apostrophe + R"()\p{L})", straightApostrophes},
        {"(" + clitic + ")(?:[^A-Za-z]|$)", straightApostrophes},
        {negation, straightApostrophes},
        {"(?i:Cap" + apostrophe + "n|c" + apostrophe + "est)", straightApostrophes},
        {R"(-(?:[LR][RCS]B)-|C\.D\.s|(?i:pro-|anti-))", same},
    };
}

Rules addressRules()
{
    return {
        {R"((?i:https?|ftp)://[^\s"<>|()]+[^\s"<>|.!?(){},-])", escaped},
        {R"((?:(?i:www\.)(?:[^\s"<>|.!?(){},]++\.)+[A-Za-z]{2,4}|(?:[a-z#%&*+~\x{80}-\x{10FFFF}]++\.)+(?i:com|net|org|edu)))"
         R"((?:/[^\s"<>|()]+[^\s"<>|.!?(){},-])?)",
         escaped},
        {R"([A-Za-z0-9][^\s"<>|()@]*@(?:[^\s"<>|().]++\.)*[^\s"<>|().]+)", same},
        {"@[A-Za-z_][A-Za-z_0-9]*|#" + letter + "+", same},
        {R"(</?[A-Za-z][A-Za-z0-9_:.-]*(?: [^<>]*)?/?>|<[!?][A-Za-z-][^>]*>)", escaped},
    };
}

Rules numberRules()
{
    return {
        {R"(\d{1,2}[-/]\d{1,2}[-/]\d{2,4})", escaped},
        {R"([-+]?(?:\d+(?:[.:,]\d+)*|(?:[.,]\d+)+))", same},
        {R"([\x{207A}\x{207B}\x{208A}\x{208B}]?(?:[\x{2070}\x{B9}\x{B2}\x{B3}\x{2074}-\x{2079}]+|[\x{2080}-\x{2089}]+))",
         same},
        {R"((?:\d{1,4}[- ])?\d{1,4}(?:\\?/|\x{2044})\d{1,4})", escaped},
        {R"([\x{BC}-\x{BE}\x{2153}-\x{215E}])", fraction},
        {slashPart + R"((?:\\?/)" + slashPart + "){1,2}", escaped},
        {R"([A-Z]*\$|#)", same},
        {R"([\x{80}\x{A2}-\x{A5}\x{20A0}\x{20A4}\x{20AC}\x{060B}\x{0E3F}\x{FFE0}\x{FFE1}\x{FFE5}\x{FFE6}])", currency},
        {R"((?:\(\d{2,3}\) ?|\+{0,2}(?:\d{2,4}[- ])?\d{2,4}[- ])\d{3,4}[- ]?\d{3,5}|(?:\+{0,2}\d{2,4}\.)?\d{2,4}\.\d{3,4}\.\d{3,5})",
         escaped},
    };
}

Rules abbreviationRules()
{
    return {
        {"((?i:ca|figs?|prop|nos?|sect?s?|arts?|paras?|bldg|pp?|op|approx|rs)\\.)" + blank + R"(?\d)", same},
        {abbreviation, same},
        {titleAbbreviation, same},
        {"(?:" + acronym + ")\\.", same},
        {"(" + acronym + ")" + blankOrEnd, same},
        {"(" + apostrophe + R"(\d\d))" + blankOrEnd, straightApostrophes},
        {"(" + letter + "++\\.)" + insideSentence, withoutSoftHyphens},
    };
}

Rules symbolRules()
{
    return {
        {R"("|&quot;|``|'')", quote},
        {"&(?i:mdash|ndash|MD);|[\\x{96}\\x{97}\\x{2013}-\\x{2015}]", dash},
        {"&(?i:amp);", ampersand},
        {"<|>|&lt;|&gt;", angle},
        {R"(([<>]?[:;=][-o*']?[()DPdpO\\{@|\[\]])(?:[^A-Za-z0-9]|$))", escaped},
        {R"([()\[\]{}])", escaped},
        {"-+", hyphens},
        {R"(\.{3,}|\x{2026}|\.[ \x{A0}](?:\.[ \x{A0}])+\.)", ellipsis},
        {"@+|#+|_+", same},
        {R"(\*+|(?:\\\*){1,3}|/)", escaped},
        {insideSentence + R"(|[?!]+|[.\x{A1}\x{BF}\x{3002}]|=+)", same},
    };
}

Rules compoundRules()
{
    const std::string capitals = "[A-Z]+(?:(?:[+&]|&amp;)[A-Z]+)+";
    return {
        {hyphenated, withoutSoftHyphens},
        {"(" + hyphenated + "\\.)" + insideSentence, withoutSoftHyphens},
        {wordOrNumber + R"((?:[-_\x{058A}\x{2010}\x{2011}])" + wordOrNumber + ")*", straightApostrophes},
        {capitals, ampersand},
        {"(" + capitals + "\\.)" + insideSentence, ampersand},
    };
}

Rules lastRules()
{
    return {
        {R"((')[A-Za-z][^ \t\n\r\x{A0}])", quote},
        {clitic, straightApostrophes},
        {apostrophe + R"(|[`\x{2018}-\x{201F}\x{2039}\x{203A}\x{AB}\x{BB}\x{91}-\x{94}]{1,2})", quote},
        {"<<|>>", same},
        {R"([+%&~^|\\\x{A6}-\x{A9}\x{AC}\x{AE}-\x{B6}\x{B8}\x{D7}\x{F7}\x{2016}\x{2017}\x{2020}-\x{2023}\x{2030}-\x{2038}])"
         R"(|[\x{203B}\x{203E}-\x{2042}\x{2044}\x{2100}-\x{214F}\x{2190}-\x{2BFF}\x{3012}\x{30FB}\x{FF01}-\x{FF0F}])"
         R"(|[\x{B7}\x{FF1A}-\x{FF20}\x{FF3B}-\x{FF40}\x{FF5B}-\x{FF65}])",
         same},
        {"(?:" + blank + R"(|[\x00\x{200B}\x{200E}\x{200F}\x{FEFF}])+|&nbsp;)", nothing},
    };
}

} // namespace

std::vector<PtbRule> ptbRules()
{
    Rules all;
    for (const Rules& group :
         {wordRules(), addressRules(), numberRules(), abbreviationRules(), symbolRules(), compoundRules(), lastRules()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

} // namespace engine
