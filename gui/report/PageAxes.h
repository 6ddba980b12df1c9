#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/statistics/CompareGroups.h"
#include "storage/export/SvgFrame.h"

/// What runs have of settings, costs and metrics, as axes of a page's pictures.
namespace gui::reports {

/// Only some runs have a value, and another setting's texts say which: it tells nothing of its own, as a gate's kind
/// where runs without a gate are compared with runs that share one.
template <class Text>
bool followsFrom(const std::vector<bool>& isThere, const std::vector<Text>& other)
{
    std::map<Text, bool> there;
    for (std::size_t run = 0; run < isThere.size(); ++run)
        if (there.emplace(other[run], isThere[run]).first->second != isThere[run])
            return false;
    return true;
}

struct PageAxis
{
    std::string title; ///< with its unit
    std::vector<double> values; ///< of each run: a number, or the place of its word; not a number where it has none
    std::vector<std::string> texts;
    std::vector<std::string> words; ///< in order, where the values are words
    bool isLog = false;
    storage::SvgRange ends; ///< of the values

    bool isSpread() const { return ends.from < ends.to; }
    /// 0 at the lower end, 1 at the upper one; the middle where they are one.
    double place(double value) const;
    /// The words, each at its value; none for numbers.
    std::vector<storage::SvgMark> marks() const;
};

/// Of numbers that the runs have; logarithmic from one power of ten on, where that is wanted.
PageAxis numberAxis(std::string title, std::vector<double> values, bool mayBeLog);
/// Each key of the configuration that differs between the runs, but seed, names, and what follows from another key.
std::vector<PageAxis> settingAxes(const std::vector<engine::RunSummary>& runs, const std::vector<std::size_t>& chosen);

} // namespace gui::reports
