#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gui {

/// Values with the places of the least and the greatest of every 4, 16, 64, … of them, so that any range can be drawn
/// with few points and no spike is lost. Appending is O(log n). Values that are not finite are kept but never drawn.
class MinMaxPyramid {
public:
    void append(double value);
    void truncate(std::size_t size);
    void clear() { *this = {}; }
    void reserve(std::size_t size) { m_values.reserve(size); }

    std::size_t size() const { return m_values.size(); }
    double operator[](std::size_t index) const { return m_values[index]; }
    std::size_t nonFinite() const { return m_nonFinite; }

    /// Rising indices of what to draw of [first, last): every finite value where there are at most 2 × buckets,
    /// otherwise the least and greatest of each of at most about `buckets` groups.
    std::vector<std::size_t> indices(std::size_t first, std::size_t last, std::size_t buckets) const;

private:
    /// Places of the extremes; `none` while the bucket has no finite value.
    struct Bucket
    {
        std::uint32_t least = none;
        std::uint32_t greatest = none;
    };
    static constexpr std::uint32_t none = UINT32_MAX;

    void enter(std::uint32_t index);

    std::vector<double> m_values;
    std::vector<std::vector<Bucket>> m_levels; ///< level l: buckets of 4^(l+1) values
    std::size_t m_nonFinite = 0;
};

} // namespace gui
