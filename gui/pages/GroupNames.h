#pragma once

#include "gui/models/CompareResult.h"
#include "gui/report/GroupsTable.h"

namespace gui {

/// The page's names of the tasks and groups that are tested.
reports::GroupsTableNames groupNamesOf(const CompareResult& result);

} // namespace gui
