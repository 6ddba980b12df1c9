#pragma once

#include <map>
#include <string>
#include <vector>

#include <QString>

#include "gui/models/SweepRuns.h"

namespace gui {

/// Which runs of a sweep are chosen: those that lie in a range on every brushed axis. A plain value.
class SweepBrush {
public:
    /// In the values of an axis, ends included.
    struct Range
    {
        double low = 0;
        double high = 0;

        bool operator==(const Range&) const = default;
    };

    bool isEmpty() const { return m_ranges.empty(); }
    const std::map<std::string, Range>& ranges() const { return m_ranges; }
    void set(const std::string& key, Range range) { m_ranges[key] = range; }
    void remove(const std::string& key) { m_ranges.erase(key); }
    /// Forgets axes that there are not any more, and those whose words are others than `before`.
    void keepOnly(const SweepRuns& sweep, const SweepRuns* before = nullptr);

    /// Of each run; all where nothing is brushed.
    std::vector<char> chosen(const SweepRuns& sweep) const;
    /// Terms for storage::filterRuns() that are met by the chosen runs alone, as long as the sweep's are the checked
    /// ones; empty where nothing is brushed.
    QString filter(const SweepRuns& sweep) const;

    bool operator==(const SweepBrush&) const = default;

private:
    std::map<std::string, Range> m_ranges; ///< by key
};

} // namespace gui
