#pragma once

#include "gui/headless/Console.h"

namespace gui {

/// Every method in both precisions, training and (LoRA) evaluating, at the project's two shapes or a small one. A case
/// is measured by this program in a process of its own, so that its peak of memory is its own. Returns "cases", as
/// `molex bench --case` prints each, "left_out": those that the free memory cannot hold or whose process failed, with
/// the reason, and "auto": the precision that `auto` takes for them. Blocks for minutes, with progress on the console;
/// throws Error.
engine::Json measureTable(bool quick, Console& console);

/// The same for people; "x LoRA" compares with LoRA's step of the same shape and precision, and what `auto` takes is
/// marked.
std::string benchTableText(const engine::Json& document);

} // namespace gui
