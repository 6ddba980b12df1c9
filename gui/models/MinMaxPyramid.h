#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace gui {

/// Least and greatest of some values; the least is above the greatest while there is none.
struct Extremes
{
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();

    bool isEmpty() const { return least > greatest; }
    /// What is no number changes nothing.
    void add(double value)
    {
        least = value < least ? value : least;
        greatest = value > greatest ? value : greatest;
    }
    void add(const Extremes& other)
    {
        least = other.least < least ? other.least : least;
        greatest = other.greatest > greatest ? other.greatest : greatest;
    }
};

/// Values with the least and the greatest of every 4, 16, 64, … of them, so that any range can be drawn with few points
/// and no spike is lost. Appending is O(log n), truncating takes as long as what goes is. Values that are not finite are
/// kept but never drawn.
class MinMaxPyramid {
public:
    void append(double value);
    void truncate(std::size_t size);
    void reserve(std::size_t size) { m_values.reserve(size); }

    std::size_t size() const { return m_values.size(); }
    double operator[](std::size_t index) const { return m_values[index]; }
    const std::vector<double>& values() const { return m_values; }
    std::size_t nonFinite() const { return m_nonFinite; }

    /// Rising indices of what to draw of [first, last): every finite value where there are at most 2 × buckets,
    /// otherwise the least and greatest of each of at most about `buckets` groups.
    /// Gaps are marked by one place without a finite value between two with one: of every value, or of whole groups.
    std::vector<std::size_t> indices(std::size_t first, std::size_t last, std::size_t buckets, bool hasGaps = false) const;
    /// Of the finite values in [first, last), exactly, in O(log n).
    Extremes extremes(std::size_t first, std::size_t last) const;
    /// The largest group of values with extremes of its own that is at most an eighth of `count`; at least 1. Between two
    /// of its multiples extremes() reads far fewer places than between any others.
    static std::size_t grainOf(std::size_t count);
    /// Begins to bring from memory what extremes() will read where a part begins or ends at a multiple of the grain;
    /// changes nothing.
    void prefetch(std::size_t end, std::size_t grain) const;

private:
    void enter(std::size_t index);
    /// Of the values that the last bucket of a level is of.
    Extremes lastOf(std::size_t level) const;
    /// Where a bucket has its least or greatest value first.
    std::size_t placeOf(double Extremes::*which, std::size_t level, std::size_t bucket) const;

    std::vector<double> m_values;
    std::vector<std::vector<Extremes>> m_levels; ///< level l: buckets of 4^(l+1) values
    std::size_t m_nonFinite = 0;
};

} // namespace gui
