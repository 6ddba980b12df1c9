#include "gui/pages/GroupNames.h"

namespace gui {

reports::GroupsTableNames groupNamesOf(const CompareResult& result)
{
    reports::GroupsTableNames names;
    for (const ComparedTask& task : result.tasks) {
        names.tasks.push_back(task.name.toStdString());
        names.groups.emplace_back();
        for (const ComparedGroup& group : task.groups)
            names.groups.back().push_back(group.name.toStdString());
    }
    return names;
}

} // namespace gui
