#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "storage/runs/RunTable.h"

namespace storage {

struct SortKey
{
    std::size_t column = 0;
    bool isDescending = false;

    bool operator==(const SortKey&) const = default;
};

/// Runs that have one value of a key in common.
struct RunGroup
{
    std::string value; ///< empty for those without a value
    std::vector<std::size_t> rows;
};

/// By the first key, equal ones by the second, and so on; what is equal in all stays in order. Runs without a value come
/// last in either direction; texts compare without capitals, their numbers as numbers ("s2" before "s10").
void sortRows(const RunTable& table, std::vector<std::size_t>& rows, const std::vector<SortKey>& keys);

/// Groups in the order of their first rows, those without a value last.
std::vector<RunGroup> groupRows(const RunTable& table, const std::vector<std::size_t>& rows, std::size_t column);

/// Mean of what is a number, with the half width of its Student-t interval; nothing where there is no number, no
/// interval for one or for values without any spread.
struct GroupMean
{
    double mean = 0;
    std::optional<double> halfWidth;
    std::size_t count = 0;
};
std::optional<GroupMean> meanOf(const RunTable& table, const std::vector<std::size_t>& rows, std::size_t column,
                                double confidence = 0.95);

/// A number as short text that reads back as the same one.
std::string plainNumber(double value);

} // namespace storage
