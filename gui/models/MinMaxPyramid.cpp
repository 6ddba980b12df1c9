#include "gui/models/MinMaxPyramid.h"

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

constexpr unsigned bitsPerLevel = 2; // 4 buckets of a level make one of the next
constexpr std::size_t fan = std::size_t(1) << bitsPerLevel;

unsigned shiftOf(std::size_t level)
{
    return static_cast<unsigned>(bitsPerLevel * (level + 1));
}

} // namespace

void MinMaxPyramid::append(double value)
{
    m_values.push_back(value);
    enter(m_values.size() - 1);
}

void MinMaxPyramid::enter(std::size_t index)
{
    const double value = m_values[index];
    const bool isFinite = std::isfinite(value);
    m_nonFinite += isFinite ? 0 : 1;
    // A level exists once the one below it has more than one bucket.
    if (m_levels.empty() || (m_levels.back().size() == fan && (index >> shiftOf(m_levels.size() - 1)) == fan)) {
        Extremes whole;
        if (!m_levels.empty())
            for (const Extremes& below : m_levels.back())
                whole.add(below);
        m_levels.push_back({whole});
    }
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        const std::size_t place = index >> shiftOf(level);
        std::vector<Extremes>& buckets = m_levels[level];
        if (place >= buckets.size())
            buckets.resize(place + 1);
        if (isFinite)
            buckets[place].add(value);
    }
}

void MinMaxPyramid::truncate(std::size_t size)
{
    if (size >= m_values.size())
        return;
    m_nonFinite -= static_cast<std::size_t>(
        std::count_if(m_values.begin() + static_cast<std::ptrdiff_t>(size), m_values.end(),
                      [](double value) { return !std::isfinite(value); }));
    m_values.resize(size);
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        const std::size_t width = std::size_t(1) << shiftOf(level);
        m_levels[level].resize((size + width - 1) / width);
        if (size > 0)
            m_levels[level].back() = lastOf(level);
    }
    // As many levels as appending would have made.
    while (m_levels.size() > 1 && m_levels[m_levels.size() - 2].size() <= fan)
        m_levels.pop_back();
    if (size == 0)
        m_levels.clear();
}

Extremes MinMaxPyramid::lastOf(std::size_t level) const
{
    Extremes result;
    const std::size_t first = (m_levels[level].size() - 1) * fan;
    if (level == 0) {
        for (std::size_t index = first; index < m_values.size(); ++index)
            if (std::isfinite(m_values[index]))
                result.add(m_values[index]);
    } else {
        for (std::size_t bucket = first; bucket < m_levels[level - 1].size(); ++bucket)
            result.add(m_levels[level - 1][bucket]);
    }
    return result;
}

std::vector<std::size_t> MinMaxPyramid::indices(std::size_t first, std::size_t last, std::size_t buckets,
                                                bool hasGaps) const
{
    std::vector<std::size_t> result;
    const auto endsInGap = [&] { return !result.empty() && !std::isfinite(m_values[result.back()]); };
    const auto markGap = [&](std::size_t index) {
        if (hasGaps && !result.empty() && !endsInGap())
            result.push_back(index);
    };
    last = std::min(last, m_values.size());
    if (first >= last || buckets == 0)
        return result;
    if (last - first <= 2 * buckets) {
        for (std::size_t index = first; index < last; ++index)
            if (std::isfinite(m_values[index]))
                result.push_back(index);
            else
                markGap(index);
    } else {
        std::size_t level = 0;
        while (level + 1 < m_levels.size() && ((last - first) >> shiftOf(level)) > buckets)
            ++level;
        const std::vector<Extremes>& chosen = m_levels[level];
        for (std::size_t place = first >> shiftOf(level); place <= (last - 1) >> shiftOf(level); ++place) {
            if (chosen[place].isEmpty()) {
                markGap(place << shiftOf(level));
                continue;
            }
            const auto [early, late] = std::minmax({placeOf(&Extremes::least, level, place),
                                                    placeOf(&Extremes::greatest, level, place)});
            result.push_back(early);
            if (late != early)
                result.push_back(late);
        }
    }
    if (endsInGap())
        result.pop_back();
    return result;
}

std::size_t MinMaxPyramid::placeOf(double Extremes::*which, std::size_t level, std::size_t bucket) const
{
    const double wanted = m_levels[level][bucket].*which;
    for (; level > 0; --level)
        for (bucket *= fan; m_levels[level - 1][bucket].*which != wanted;)
            ++bucket;
    std::size_t index = bucket * fan;
    while (m_values[index] != wanted)
        ++index;
    return index;
}

std::size_t MinMaxPyramid::grainOf(std::size_t count)
{
    constexpr std::size_t partsSeenAsOne = 8;
    std::size_t grain = 1;
    while (grain * fan * partsSeenAsOne <= count)
        grain *= fan;
    return grain;
}

void MinMaxPyramid::prefetch(std::size_t end, std::size_t grain) const
{
    constexpr std::size_t largeLevels = 4; // those above lie in the processor's cache
    if (end >= m_values.size())
        return;
    if (grain == 1)
        __builtin_prefetch(&m_values[end]);
    for (std::size_t level = 0; level < std::min(largeLevels, m_levels.size()); ++level)
        if ((std::size_t(1) << shiftOf(level)) >= grain)
            __builtin_prefetch(&m_levels[level][end >> shiftOf(level)]);
}

Extremes MinMaxPyramid::extremes(std::size_t first, std::size_t last) const
{
    Extremes result;
    const auto enterValue = [&](std::size_t index) {
        if (std::isfinite(m_values[index]))
            result.add(m_values[index]);
    };
    // From both ends inwards to where whole buckets begin, then the same with the buckets, level by level.
    while (first < last && first % fan != 0)
        enterValue(first++);
    while (first < last && last % fan != 0)
        enterValue(--last);
    for (std::size_t level = 0; first < last; ++level) {
        const std::vector<Extremes>& buckets = m_levels[level];
        const bool isTop = level + 1 == m_levels.size();
        first /= fan;
        last /= fan;
        while (first < last && (isTop || first % fan != 0))
            result.add(buckets[first++]);
        while (first < last && last % fan != 0)
            result.add(buckets[--last]);
    }
    return result;
}

} // namespace gui
