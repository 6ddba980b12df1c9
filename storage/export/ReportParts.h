#pragma once

#include <string>
#include <string_view>

#include "storage/runs/RunRecord.h"

/// The parts of the HTML report; each returns finished HTML, empty where there is nothing to show.
namespace storage {

class RunRepository;

/// storage/export/report.css and report.js, as built into the program.
std::string_view reportStyle();
std::string_view reportScript();

/// From the doctype to the open body: a policy that lets the page load nothing, the title, the style.
std::string reportHead(const std::string& title);

/// "Loss, not causal" for a metric or series that is a likelihood and not that of a causal model, otherwise `name`.
std::string markedName(const RunRecord& record, const std::string& key, const std::string& name);

/// Loss, metrics and every other series as plots.
std::string reportCurves(const RunRepository& repository, const RunRecord& record);

/// Heatmaps of the first, middle and last record, and one to move through the steps.
std::string reportRouting(const RunRepository& repository, const RunRecord& record);

} // namespace storage
