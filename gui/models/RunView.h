#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QString>

namespace gui {

/// Key of a column that the window adds to the store's: "yes" for runs that are checked.
inline constexpr const char* checkedKey = "checked";

/// How the table of runs is looked at: what a person can save and come back to. A plain value.
struct RunView
{
    QString filter;
    std::string groupBy = "group"; ///< a key; empty for no groups
    std::vector<std::string> columns = {"state", "best"}; ///< keys, after the name
    std::vector<std::pair<std::string, bool>> sort;       ///< keys with whether descending; the newest first without
    bool showsArchived = false;

    bool operator==(const RunView&) const = default;
};

/// Up, then down, then not at all; `isFurther` after the keys that are there, otherwise by this one alone.
void sortBy(RunView& view, const std::string& key, bool isFurther);

/// Keys of storage::StepMetric that its columns, order, groups and filter need, in order, each once.
std::vector<std::string> stepMetricsOf(const RunView& view);

/// As text for the settings, both ways; nothing for a text that is no view.
QString toText(const RunView& view);
std::optional<RunView> runViewFromText(const QString& text);

} // namespace gui
