#include "storage/runs/RunTable.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_set>

namespace storage {

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
const std::string noText;

} // namespace

double numberFromText(std::string_view text)
{
    double number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && !text.empty() ? number : notANumber;
}

std::optional<std::size_t> RunTable::rowOf(std::int64_t run) const
{
    const auto found = m_rows.find(run);
    return found == m_rows.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> RunTable::columnOf(std::string_view key) const
{
    const auto found = m_keys.find(key);
    return found == m_keys.end() ? std::nullopt : std::optional(found->second);
}

double RunTable::number(std::size_t row, std::size_t column) const
{
    const Column& values = m_columns[column];
    if (values.kind == Kind::Numbers)
        return values.numbers[row];
    return values.cells[row] == 0 ? notANumber : values.wordNumbers[values.cells[row]];
}

const std::string& RunTable::text(std::size_t row, std::size_t column) const
{
    const Column& values = m_columns[column];
    return values.kind == Kind::Numbers ? noText : values.words[values.cells[row]];
}

bool RunTable::has(std::size_t row, std::size_t column) const
{
    const Column& values = m_columns[column];
    return values.kind == Kind::Numbers ? !std::isnan(values.numbers[row]) : values.cells[row] != 0;
}

const std::string& RunTable::textOf(std::size_t row, std::string_view key) const
{
    const auto column = columnOf(key);
    return column ? text(row, *column) : noText;
}

double RunTable::numberOf(std::size_t row, std::string_view key) const
{
    const auto column = columnOf(key);
    return column ? number(row, *column) : notANumber;
}

std::size_t RunTable::column(std::string_view key, Source source, Kind kind)
{
    if (const auto known = columnOf(key))
        return *known;
    m_keys.emplace(std::string(key), m_columns.size());
    Column& added = m_columns.emplace_back();
    added.key = key;
    added.source = source;
    added.kind = kind;
    if (kind == Kind::Numbers)
        added.numbers.assign(m_runs.size(), notANumber);
    else
        added.cells.assign(m_runs.size(), 0);
    return m_columns.size() - 1;
}

std::size_t RunTable::row(std::int64_t run)
{
    const auto [entry, isNew] = m_rows.try_emplace(run, m_runs.size());
    if (!isNew)
        return entry->second;
    m_runs.push_back(run);
    for (Column& column : m_columns) {
        if (column.kind == Kind::Numbers)
            column.numbers.push_back(notANumber);
        else
            column.cells.push_back(0);
    }
    return entry->second;
}

std::optional<RunTable::Cell> RunTable::cell(std::size_t column, double number) const
{
    return m_columns[column].kind == Kind::Numbers ? std::optional(Cell{column, number, 0}) : std::nullopt;
}

std::optional<RunTable::Cell> RunTable::cell(std::size_t column, std::string_view text)
{
    Column& values = m_columns[column];
    if (values.kind == Kind::Numbers)
        return std::nullopt;
    if (text.empty())
        return Cell{column, 0, 0};
    if (const auto known = values.places.find(text); known != values.places.end())
        return Cell{column, 0, known->second};
    const auto word = std::uint32_t(values.words.size());
    values.places.emplace(std::string(text), word);
    values.words.emplace_back(text);
    values.wordNumbers.push_back(numberFromText(text));
    return Cell{column, 0, word};
}

void RunTable::set(std::size_t row, const Cell& cell)
{
    Column& values = m_columns[cell.column];
    if (values.kind == Kind::Numbers)
        values.numbers[row] = cell.number;
    else
        values.cells[row] = cell.word;
}

void RunTable::set(std::size_t row, std::size_t column, double number)
{
    if (const auto found = cell(column, number))
        set(row, *found);
}

void RunTable::set(std::size_t row, std::size_t column, std::string_view text)
{
    if (const auto found = cell(column, text))
        set(row, *found);
}

void RunTable::clear(std::size_t row, std::size_t column)
{
    set(row, {column, notANumber, 0});
}

void RunTable::keepOnly(const std::vector<std::int64_t>& runs)
{
    const std::unordered_set<std::int64_t> kept(runs.begin(), runs.end());
    std::size_t place = 0;
    m_rows.clear();
    for (std::size_t row = 0; row < m_runs.size(); ++row) {
        if (!kept.contains(m_runs[row]))
            continue;
        m_runs[place] = m_runs[row];
        m_rows[m_runs[place]] = place;
        for (Column& column : m_columns) {
            if (column.kind == Kind::Numbers)
                column.numbers[place] = column.numbers[row];
            else
                column.cells[place] = column.cells[row];
        }
        ++place;
    }
    m_runs.resize(place);
    for (Column& column : m_columns) {
        column.numbers.resize(column.kind == Kind::Numbers ? place : 0);
        column.cells.resize(column.kind == Kind::Words ? place : 0);
    }
}

void RunTable::removeColumn(std::string_view key)
{
    const auto removed = columnOf(key);
    if (!removed)
        return;
    m_columns.erase(m_columns.begin() + std::ptrdiff_t(*removed));
    m_keys.erase(std::string(key));
    for (auto& [other, column] : m_keys)
        if (column > *removed)
            --column;
}

void RunTable::reserve(std::size_t runs)
{
    m_runs.reserve(runs);
    m_rows.reserve(runs);
}

} // namespace storage
