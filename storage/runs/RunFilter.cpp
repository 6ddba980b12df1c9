#include "storage/runs/RunFilter.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "storage/runs/AsciiCase.h"
#include "storage/runs/StepMetric.h"

namespace storage {

namespace {

/// What a free word is looked for in.
constexpr const char* wordKeys[] = {"name", "group", "state", "tags", "note", "task", "method.kind",
                                    "routing.kind"};

bool contains(const std::string& text, const std::string& lowerPart)
{
    return std::search(text.begin(), text.end(), lowerPart.begin(), lowerPart.end(),
                       [](char a, char b) { return lowered(a) == b; })
        != text.end();
}

bool isMet(const FilterTerm& term, double number)
{
    using enum FilterTerm::Kind;
    switch (term.kind) {
    case Less: return number < term.low;
    case LessOrEqual: return number <= term.low;
    case Greater: return number > term.low;
    case GreaterOrEqual: return number >= term.low;
    case Between: return number >= term.low && number <= term.high;
    case Contains:
    case Equals: return number == numberFromText(term.text);
    case Word: break;
    }
    return false;
}

bool isMet(const FilterTerm& term, const std::string& lowerText, const std::string& word, double wordNumber)
{
    using enum FilterTerm::Kind;
    const bool wantsNumber = !std::isnan(numberFromText(term.text));
    if (term.kind == Word)
        return contains(word, lowerText);
    if (term.kind != Contains && term.kind != Equals)
        return isMet(term, wordNumber);
    if (wantsNumber && !std::isnan(wordNumber))
        return isMet(term, wordNumber);
    return term.kind == Equals ? lowered(word) == lowerText : contains(word, lowerText);
}

/// Which rows meet a term in one column; nothing meets none.
void mark(const RunTable& table, std::size_t column, const FilterTerm& term, std::vector<char>& isMetBy)
{
    if (table.kind(column) == RunTable::Kind::Numbers) {
        const std::vector<double>& numbers = table.numbers(column);
        for (std::size_t row = 0; row < numbers.size(); ++row)
            isMetBy[row] |= char(isMet(term, numbers[row]));
        return;
    }
    const std::string lowerText = lowered(term.text);
    const std::vector<std::string>& words = table.words(column);
    std::vector<char> isGood(words.size(), 0);
    for (std::size_t word = 1; word < words.size(); ++word)
        isGood[word] = char(isMet(term, lowerText, words[word], table.wordNumber(column, word)));
    const std::vector<std::uint32_t>& cells = table.cells(column);
    for (std::size_t row = 0; row < cells.size(); ++row)
        isMetBy[row] |= isGood[cells[row]];
}

/// As mark(), for any of the texts that the term asks for.
void markAny(const RunTable& table, std::size_t column, FilterTerm term, std::vector<char>& isMetBy)
{
    mark(table, column, term, isMetBy);
    for (const std::string& other : std::exchange(term.others, {})) {
        term.text = other;
        mark(table, column, term, isMetBy);
    }
}

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t next = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = std::exchange(row[j], next);
        }
    }
    return row.back();
}

/// At least the difference in length, which alone is given where that reaches `limit`.
std::size_t distanceBelow(std::size_t limit, std::string_view a, std::string_view b)
{
    const std::size_t longer = std::max(a.size(), b.size()) - std::min(a.size(), b.size());
    return longer < limit ? distance(a, b) : longer;
}

std::string_view lastPart(std::string_view key)
{
    const std::size_t dot = key.rfind('.');
    return dot == std::string_view::npos ? key : key.substr(dot + 1);
}

std::string unknownKey(const RunTable& table, std::string_view name)
{
    std::string nearest;
    std::size_t least = 1 + name.size() / 3;
    for (std::size_t column = 0; column < table.columnCount(); ++column) {
        const std::string& key = table.key(column);
        const std::size_t away = std::min(distanceBelow(least, name, key), distanceBelow(least, name, lastPart(key)));
        if (away < least) {
            least = away;
            nearest = key;
        }
    }
    return "there is no key \"" + std::string(name) + "\""
        + (nearest.empty() ? std::string() : "; did you mean " + nearest + "?");
}

/// Why the table has no column for it.
std::string missingAtStep(const RunTable& table, const StepMetric& metric)
{
    if (table.columnOf("last." + metric.metric))
        return metric.metric + " at step " + std::to_string(metric.step) + " is being read";
    if (table.columnOf(metric.metric))
        return "only metrics of evaluations have a value at a step, as in accuracy@100";
    return unknownKey(table, metric.metric);
}

/// Of columns with the same end: a curve of the training, which has no best, stands behind settings and facts, and its
/// last value before its least and greatest.
void preferWithoutBest(const RunTable& table, const std::string& wanted, std::vector<std::size_t>& found)
{
    if (table.columnOf("best." + wanted))
        return;
    const auto isMetric = [&](std::size_t column) { return table.source(column) == RunTable::Source::Metric; };
    if (!std::all_of(found.begin(), found.end(), isMetric))
        std::erase_if(found, isMetric);
    else if (const auto last = table.columnOf("last." + wanted))
        found = {*last};
}

} // namespace

MeantColumn columnMeant(const RunTable& table, std::string_view name)
{
    const auto atStep = stepMetricFrom(name);
    const std::string wanted = lowered(atStep ? atStep->key() : std::string(name));
    std::vector<std::size_t> found;
    for (std::size_t column = 0; column < table.columnCount(); ++column) {
        const std::string key = lowered(table.key(column));
        if (key == wanted)
            return {column, {}};
        if (key.ends_with("." + wanted))
            found.push_back(column);
    }
    if (found.empty())
        return {0, atStep ? missingAtStep(table, *atStep) : unknownKey(table, name)};
    preferWithoutBest(table, wanted, found);
    const bool areMetrics = std::all_of(found.begin(), found.end(), [&](std::size_t column) {
        return table.source(column) == RunTable::Source::Metric;
    });
    if (areMetrics)
        if (const auto best = table.columnOf("best." + wanted))
            return {*best, {}};
    if (found.size() == 1)
        return {found.front(), {}};
    std::string all;
    for (const std::size_t column : found)
        all += (all.empty() ? "" : column == found.back() ? " or " : ", ") + table.key(column);
    return {0, "\"" + std::string(name) + "\" may be " + all};
}

FilteredRuns filterRuns(const RunTable& table, std::string_view text)
{
    ParsedFilter parsed = parseFilter(text);
    FilteredRuns result{{}, std::move(parsed.issues)};
    std::vector<char> isShown(table.runCount(), 1);
    for (const FilterTerm& term : parsed.terms) {
        std::vector<char> isMetBy(table.runCount(), 0);
        if (term.kind == FilterTerm::Kind::Word) {
            for (const char* key : wordKeys)
                if (const auto column = table.columnOf(key))
                    mark(table, *column, term, isMetBy);
        } else if (const MeantColumn meant = columnMeant(table, term.key); meant.problem.empty()) {
            markAny(table, meant.column, term, isMetBy);
        } else {
            result.issues.push_back({term.source, meant.problem});
        }
        for (std::size_t row = 0; row < isShown.size(); ++row)
            isShown[row] &= char((isMetBy[row] != 0) != term.isNegated);
    }
    if (result.issues.empty())
        for (std::size_t row = 0; row < isShown.size(); ++row)
            if (isShown[row] != 0)
                result.rows.push_back(row);
    return result;
}

} // namespace storage
