#include "storage/runs/RunArrangement.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include <boost/math/distributions/students_t.hpp>

#include "engine/run/Rounding.h"

namespace storage {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

char lowerLetter(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Length of the digits from `at`, their leading zeros skipped first.
std::string_view digitsAt(const std::string& text, std::size_t& at)
{
    while (at + 1 < text.size() && text[at] == '0' && isDigit(text[at + 1]))
        ++at;
    const std::size_t begin = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return std::string_view(text).substr(begin, at - begin);
}

/// Below, at or above 0.
int compareTexts(const std::string& a, const std::string& b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const std::string_view left = digitsAt(a, i);
            const std::string_view right = digitsAt(b, j);
            if (left.size() != right.size())
                return left.size() < right.size() ? -1 : 1;
            if (const int order = left.compare(right); order != 0)
                return order;
            continue;
        }
        const char left = lowerLetter(a[i++]);
        const char right = lowerLetter(b[j++]);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return int(i < a.size()) - int(j < b.size());
}

/// Of every row's value in a column: its place in ascending order; 0 for nothing.
std::vector<std::size_t> ranksOf(const RunTable& table, std::size_t column)
{
    const std::vector<std::string>& words = table.words(column);
    std::vector<std::size_t> order(words.size() - 1);
    std::iota(order.begin(), order.end(), std::size_t(1));
    const auto isNumber = [&](std::size_t word) { return !std::isnan(table.wordNumber(column, word)); };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (isNumber(a) != isNumber(b))
            return isNumber(a);
        if (isNumber(a) && table.wordNumber(column, a) != table.wordNumber(column, b))
            return table.wordNumber(column, a) < table.wordNumber(column, b);
        const int text = compareTexts(words[a], words[b]);
        return text != 0 ? text < 0 : words[a] < words[b];
    });
    std::vector<std::size_t> ranks(words.size(), 0);
    for (std::size_t place = 0; place < order.size(); ++place)
        ranks[order[place]] = place + 1;
    return ranks;
}

/// Stable, and those without a value last.
template <class Value, class IsNothing>
void sortBy(std::vector<std::size_t>& rows, bool isDescending, Value value, IsNothing isNothing)
{
    const auto end = std::stable_partition(rows.begin(), rows.end(), [&](std::size_t row) { return !isNothing(row); });
    std::stable_sort(rows.begin(), end, [&](std::size_t a, std::size_t b) {
        return isDescending ? value(b) < value(a) : value(a) < value(b);
    });
}

} // namespace

void sortRows(const RunTable& table, std::vector<std::size_t>& rows, const std::vector<SortKey>& keys)
{
    for (std::size_t i = keys.size(); i-- > 0;) {
        const SortKey& key = keys[i];
        const auto isNothing = [&](std::size_t row) { return !table.has(row, key.column); };
        if (table.kind(key.column) == RunTable::Kind::Numbers) {
            const std::vector<double>& numbers = table.numbers(key.column);
            sortBy(rows, key.isDescending, [&](std::size_t row) { return numbers[row]; }, isNothing);
        } else {
            const std::vector<std::size_t> ranks = ranksOf(table, key.column);
            const std::vector<std::uint32_t>& cells = table.cells(key.column);
            sortBy(rows, key.isDescending, [&](std::size_t row) { return ranks[cells[row]]; }, isNothing);
        }
    }
}

std::vector<RunGroup> groupRows(const RunTable& table, const std::vector<std::size_t>& rows, std::size_t column)
{
    std::vector<RunGroup> groups;
    std::unordered_map<std::string, std::size_t> places;
    RunGroup without;
    for (const std::size_t row : rows) {
        if (!table.has(row, column)) {
            without.rows.push_back(row);
            continue;
        }
        const std::string value = table.kind(column) == RunTable::Kind::Words ? table.text(row, column)
                                                                              : plainNumber(table.number(row, column));
        const auto [entry, isNew] = places.emplace(value, groups.size());
        if (isNew)
            groups.push_back({value, {}});
        groups[entry->second].rows.push_back(row);
    }
    if (!without.rows.empty())
        groups.push_back(std::move(without));
    return groups;
}

std::optional<GroupMean> meanOf(const RunTable& table, const std::vector<std::size_t>& rows, std::size_t column,
                                double confidence)
{
    std::vector<double> values;
    for (const std::size_t row : rows)
        if (const double value = table.number(row, column); std::isfinite(value))
            values.push_back(value);
    if (values.empty())
        return std::nullopt;
    const auto count = double(values.size());
    GroupMean result{std::accumulate(values.begin(), values.end(), 0.0) / count, std::nullopt, values.size()};
    if (engine::isConstant(values))
        return result;
    double squares = 0;
    for (const double value : values)
        squares += (value - result.mean) * (value - result.mean);
    const boost::math::students_t student(count - 1);
    const double quantile = boost::math::quantile(student, 0.5 + confidence / 2);
    result.halfWidth = quantile * std::sqrt(squares / (count - 1) / count);
    return result;
}

std::string plainNumber(double value)
{
    char text[32];
    const auto end = std::to_chars(std::begin(text), std::end(text), value);
    return std::string(text, end.ptr);
}

} // namespace storage
