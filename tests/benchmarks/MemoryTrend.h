#pragma once

#include <cstddef>
#include <vector>

namespace bench {

struct MemorySample
{
    double hours = 0; ///< since the start
    double resident = 0; ///< MiB
    double window = 0;   ///< MiB that somebody holds of all memory but tensors': what was freed is not in it
    double tensors = 0;  ///< MiB that they hold
};

/// Growth of one of them in MiB per hour by least squares over the second half of the samples, when what is kept for
/// later is filled; 0 where there are not two different times.
inline double growthPerHour(const std::vector<MemorySample>& samples, double MemorySample::*of)
{
    const std::size_t first = samples.size() / 2;
    const double count = static_cast<double>(samples.size() - first);
    double hours = 0, mebibytes = 0, squares = 0, products = 0;
    for (std::size_t i = first; i < samples.size(); ++i) {
        hours += samples[i].hours / count;
        mebibytes += samples[i].*of / count;
    }
    for (std::size_t i = first; i < samples.size(); ++i) {
        squares += (samples[i].hours - hours) * (samples[i].hours - hours);
        products += (samples[i].hours - hours) * (samples[i].*of - mebibytes);
    }
    return squares > 0 ? products / squares : 0;
}

} // namespace bench
