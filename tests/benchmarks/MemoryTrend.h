#pragma once

#include <cstddef>
#include <vector>

namespace bench {

struct MemorySample
{
    double hours = 0; ///< since the start
    double mebibytes = 0; ///< resident
    double allocated = 0; ///< MiB that somebody holds: what was freed and is kept for later is not
};

/// Growth in MiB per hour by least squares over the second half of the samples, when what is kept for later is filled;
/// 0 where there are not two different times.
inline double growthPerHour(const std::vector<MemorySample>& samples)
{
    const std::size_t first = samples.size() / 2;
    const double count = static_cast<double>(samples.size() - first);
    double hours = 0, mebibytes = 0, squares = 0, products = 0;
    for (std::size_t i = first; i < samples.size(); ++i) {
        hours += samples[i].hours / count;
        mebibytes += samples[i].mebibytes / count;
    }
    for (std::size_t i = first; i < samples.size(); ++i) {
        squares += (samples[i].hours - hours) * (samples[i].hours - hours);
        products += (samples[i].hours - hours) * (samples[i].mebibytes - mebibytes);
    }
    return squares > 0 ? products / squares : 0;
}

} // namespace bench
