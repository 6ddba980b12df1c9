#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/runs/TextMap.h"

namespace storage {

/// Everything that is known of many runs by key, column by column: thousands of runs with hundreds of keys are read,
/// filtered and sorted without a text being compared twice. A plain value; nothing is thrown.
class RunTable {
public:
    /// Where a column comes from, for menus.
    enum class Source { Fact, Configuration, Environment, Metric };
    /// Numbers where all values are such; Words are texts, of which those that are numbers compare as such.
    enum class Kind { Numbers, Words };
    /// What a cell holds, to be set in many rows; of no use once a column has been removed.
    struct Cell
    {
        std::size_t column = 0;
        double number = 0;      ///< of Numbers
        std::uint32_t word = 0; ///< of Words, an index into words()
    };

    std::size_t runCount() const { return m_runs.size(); }
    std::int64_t run(std::size_t row) const { return m_runs[row]; }
    const std::vector<std::int64_t>& runs() const { return m_runs; }
    std::optional<std::size_t> rowOf(std::int64_t run) const;

    std::size_t columnCount() const { return m_columns.size(); }
    std::optional<std::size_t> columnOf(std::string_view key) const;
    const std::string& key(std::size_t column) const { return m_columns[column].key; }
    Source source(std::size_t column) const { return m_columns[column].source; }
    Kind kind(std::size_t column) const { return m_columns[column].kind; }

    /// Not a number where there is none.
    double number(std::size_t row, std::size_t column) const;
    /// Of Words; empty where there is nothing.
    const std::string& text(std::size_t row, std::size_t column) const;
    bool has(std::size_t row, std::size_t column) const;
    /// Of the key in a row, empty or not a number where the key is unknown.
    const std::string& textOf(std::size_t row, std::string_view key) const;
    double numberOf(std::size_t row, std::string_view key) const;

    /// Different values of a Words column; cells() are indices into them, 0 for nothing.
    const std::vector<std::string>& words(std::size_t column) const { return m_columns[column].words; }
    double wordNumber(std::size_t column, std::size_t word) const { return m_columns[column].wordNumbers[word]; }
    const std::vector<std::uint32_t>& cells(std::size_t column) const { return m_columns[column].cells; }
    const std::vector<double>& numbers(std::size_t column) const { return m_columns[column].numbers; }

    /// The column with this key, made where it is missing.
    std::size_t column(std::string_view key, Source source, Kind kind);
    /// The run's row, made at the end where it is missing.
    std::size_t row(std::int64_t run);
    /// Nothing for a column of the other kind, which set() leaves as it is.
    std::optional<Cell> cell(std::size_t column, double number) const;
    std::optional<Cell> cell(std::size_t column, std::string_view text);
    void set(std::size_t row, const Cell& cell);
    void set(std::size_t row, std::size_t column, double number);
    void set(std::size_t row, std::size_t column, std::string_view text);
    void clear(std::size_t row, std::size_t column);
    void keepOnly(const std::vector<std::int64_t>& runs);
    /// Columns after it move up by one.
    void removeColumn(std::string_view key);
    void reserve(std::size_t runs);

private:
    struct Column
    {
        std::string key;
        Source source = Source::Fact;
        Kind kind = Kind::Words;
        std::vector<double> numbers;
        std::vector<std::uint32_t> cells;
        std::vector<std::string> words = {std::string()}; ///< the first is nothing
        std::vector<double> wordNumbers = {0};
        TextMap<std::uint32_t> places; ///< of words
    };

    std::vector<std::int64_t> m_runs;
    std::vector<Column> m_columns;
    std::unordered_map<std::int64_t, std::size_t> m_rows;
    TextMap<std::size_t> m_keys;
};

/// The number that a whole text is, otherwise not a number.
double numberFromText(std::string_view text);

} // namespace storage
