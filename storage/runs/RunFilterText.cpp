#include "storage/runs/RunFilterText.h"

#include <cmath>
#include <limits>
#include <optional>

#include "storage/runs/RunTable.h"

namespace storage {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A term as typed, with its quotes taken off. Signs within quotes do not divide.
struct RawTerm
{
    std::string source;
    std::string key;
    std::string sign; ///< ":", "=", ">", …; empty for a word
    std::string value;
    std::vector<std::size_t> bars; ///< places of | outside quotes in the value
    bool isNegated = false;
    bool isValueQuoted = false;
    bool isQuoteOpen = false;
};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Reader {
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }

    std::optional<RawTerm> next()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
        if (m_at == m_text.size())
            return std::nullopt;
        const std::size_t begin = m_at;
        RawTerm term;
        if (m_text[m_at] == '-' && m_at + 1 < m_text.size() && !isBlank(m_text[m_at + 1])) {
            term.isNegated = true;
            ++m_at;
        }
        readParts(term);
        term.source = m_text.substr(begin, m_at - begin);
        if (term.sign.empty())
            std::swap(term.key, term.value);
        return term;
    }

private:
    void readParts(RawTerm& term)
    {
        bool isQuoted = false;
        for (; m_at < m_text.size() && (isQuoted || !isBlank(m_text[m_at])); ++m_at) {
            const char c = m_text[m_at];
            std::string& part = term.sign.empty() ? term.key : term.value;
            if (c == '"') {
                isQuoted = !isQuoted;
                term.isValueQuoted = term.isValueQuoted || !term.sign.empty();
            } else if (!isQuoted && term.sign.empty() && std::string_view(":=<>").find(c) != std::string_view::npos) {
                readSign(term);
            } else {
                if (!isQuoted && c == '|' && !term.sign.empty())
                    term.bars.push_back(part.size());
                part += c;
            }
        }
        term.isQuoteOpen = isQuoted;
    }

    void readSign(RawTerm& term)
    {
        term.sign = m_text[m_at];
        const bool compares = term.sign == "<" || term.sign == ">";
        if (compares && m_at + 1 < m_text.size() && m_text[m_at + 1] == '=') {
            term.sign += '=';
            ++m_at;
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

std::optional<std::string> setRange(FilterTerm& term, const std::string& value)
{
    const std::size_t dots = value.find("..");
    const std::string low = value.substr(0, dots);
    const std::string high = value.substr(dots + 2);
    term.kind = FilterTerm::Kind::Between;
    term.low = low.empty() ? -infinity : numberFromText(low);
    term.high = high.empty() ? infinity : numberFromText(high);
    if (std::isnan(term.low) || std::isnan(term.high) || (low.empty() && high.empty()))
        return "a range is two numbers, as in " + term.key + ":1..5, or one with an open end, as in " + term.key + ":1..";
    if (term.low > term.high)
        return "the range ends before it begins";
    return std::nullopt;
}

/// "a|b|c" as the text and the others.
std::optional<std::string> setAlternatives(FilterTerm& term, const RawTerm& raw)
{
    term.kind = FilterTerm::Kind::Equals;
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (const std::size_t bar : raw.bars) {
        parts.push_back(raw.value.substr(begin, bar - begin));
        begin = bar + 1;
    }
    parts.push_back(raw.value.substr(begin));
    for (const std::string& part : parts)
        if (part.empty())
            return "a value is missing beside |";
    term.text = parts.front();
    term.others.assign(parts.begin() + 1, parts.end());
    return std::nullopt;
}

std::optional<std::string> setComparison(FilterTerm& term, const RawTerm& raw)
{
    using enum FilterTerm::Kind;
    term.kind = raw.sign == "<" ? Less : raw.sign == "<=" ? LessOrEqual : raw.sign == ">" ? Greater : GreaterOrEqual;
    term.low = numberFromText(raw.value);
    if (std::isnan(term.low))
        return "after " + raw.sign + " comes a number, as in " + term.key + raw.sign + "0.6";
    return std::nullopt;
}

std::optional<std::string> complete(FilterTerm& term, const RawTerm& raw)
{
    if (raw.isQuoteOpen)
        return "a quotation mark is not closed";
    if (raw.sign.empty())
        return raw.value.empty() ? std::optional<std::string>("there is nothing between the quotation marks") : std::nullopt;
    if (raw.key.empty())
        return "a key is missing before " + raw.sign;
    if (raw.value.empty())
        return "a value is missing after " + raw.sign;
    if (raw.sign[0] == '<' || raw.sign[0] == '>')
        return setComparison(term, raw);
    if (raw.sign == ":" && !raw.isValueQuoted && raw.value.find("..") != std::string::npos)
        return setRange(term, raw.value);
    if (raw.sign == "=")
        return setAlternatives(term, raw);
    term.kind = FilterTerm::Kind::Contains;
    return std::nullopt;
}

} // namespace

ParsedFilter parseFilter(std::string_view text)
{
    ParsedFilter parsed;
    Reader reader(text);
    while (const auto raw = reader.next()) {
        FilterTerm term;
        term.isNegated = raw->isNegated;
        term.key = raw->key;
        term.text = raw->value;
        term.source = raw->source;
        if (const auto problem = complete(term, *raw))
            parsed.issues.push_back({raw->source, *problem});
        else
            parsed.terms.push_back(std::move(term));
    }
    return parsed;
}

} // namespace storage
