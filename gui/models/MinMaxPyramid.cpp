#include "gui/models/MinMaxPyramid.h"

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

constexpr unsigned bitsPerLevel = 2; // 4 buckets of a level make one of the next

unsigned shiftOf(std::size_t level)
{
    return static_cast<unsigned>(bitsPerLevel * (level + 1));
}

} // namespace

void MinMaxPyramid::append(double value)
{
    m_values.push_back(value);
    enter(static_cast<std::uint32_t>(m_values.size() - 1));
}

void MinMaxPyramid::enter(std::uint32_t index)
{
    const double value = m_values[index];
    const bool isFinite = std::isfinite(value);
    m_nonFinite += isFinite ? 0 : 1;
    // A level exists once the one below it has more than one bucket.
    if (m_levels.empty() || (m_levels.back().size() == 4 && (index >> shiftOf(m_levels.size() - 1)) == 4)) {
        m_levels.emplace_back();
        if (m_levels.size() > 1) {
            Bucket whole;
            for (const Bucket& below : m_levels[m_levels.size() - 2]) {
                if (below.least == none)
                    continue;
                if (whole.least == none || m_values[below.least] < m_values[whole.least])
                    whole.least = below.least;
                if (whole.greatest == none || m_values[below.greatest] > m_values[whole.greatest])
                    whole.greatest = below.greatest;
            }
            m_levels.back().push_back(whole);
        }
    }
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        const std::size_t place = index >> shiftOf(level);
        std::vector<Bucket>& buckets = m_levels[level];
        if (place >= buckets.size())
            buckets.resize(place + 1);
        Bucket& bucket = buckets[place];
        if (isFinite && (bucket.least == none || value < m_values[bucket.least]))
            bucket.least = index;
        if (isFinite && (bucket.greatest == none || value > m_values[bucket.greatest]))
            bucket.greatest = index;
    }
}

void MinMaxPyramid::truncate(std::size_t size)
{
    if (size >= m_values.size())
        return;
    m_values.resize(size);
    m_levels.clear();
    m_nonFinite = 0;
    for (std::size_t index = 0; index < size; ++index)
        enter(static_cast<std::uint32_t>(index));
}

std::vector<std::size_t> MinMaxPyramid::indices(std::size_t first, std::size_t last, std::size_t buckets) const
{
    std::vector<std::size_t> result;
    last = std::min(last, m_values.size());
    if (first >= last || buckets == 0)
        return result;
    if (last - first <= 2 * buckets) {
        for (std::size_t index = first; index < last; ++index)
            if (std::isfinite(m_values[index]))
                result.push_back(index);
        return result;
    }
    std::size_t level = 0;
    while (level + 1 < m_levels.size() && ((last - first) >> shiftOf(level)) > buckets)
        ++level;
    const std::vector<Bucket>& chosen = m_levels[level];
    for (std::size_t place = first >> shiftOf(level); place <= (last - 1) >> shiftOf(level); ++place) {
        const Bucket& bucket = chosen[place];
        if (bucket.least == none)
            continue;
        const auto [early, late] = std::minmax(bucket.least, bucket.greatest);
        result.push_back(early);
        if (late != early)
            result.push_back(late);
    }
    return result;
}

} // namespace gui
