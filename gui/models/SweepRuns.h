#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <QString>

#include "gui/models/SweepAxis.h"

namespace gui {

struct SweepRun
{
    std::int64_t id = 0;
    QString name;
    std::size_t group = 0;
};

/// Runs that repeat one another, or have one value of a key in common.
struct SweepGroup
{
    QString name;
    int colour = 0;
    std::vector<std::size_t> runs;
};

/// The compared runs as points of a sweep: what differs between their configurations, what came out, what it cost. A
/// plain value.
struct SweepRuns
{
    std::vector<SweepRun> runs;
    std::vector<SweepGroup> groups;  ///< of the runs, in the order of their first ones
    std::vector<SweepAxis> settings; ///< of each configuration key that differs; seed and names are none
    std::vector<SweepAxis> metrics;  ///< that a run has
    std::vector<SweepAxis> costs;    ///< that a run has: time, layer evaluations, parameters, memory
    std::string mainMetric;          ///< key of the first run's deciding metric at its best
    bool onlySeedsDiffer = false;
    double level = 0.95; ///< of intervals

    /// The axis of a key; null where there is none.
    const SweepAxis* axis(const std::string& key) const;
};

struct SweepWish
{
    std::vector<std::int64_t> runs;
    std::map<std::int64_t, int> colours; ///< of runs in the table
    std::string groupBy;                 ///< empty: all settings alike, so that a group's runs differ in their seed
    double level = 0.95;                 ///< of intervals
};

/// Runs that the table does not have are left out. Takes time with runs times keys; fit for the window's thread.
SweepRuns sweepRuns(const storage::RunTable& table, const SweepWish& wish);

} // namespace gui
