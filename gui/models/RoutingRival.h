#pragma once

#include <cstdint>
#include <vector>

#include <QString>

#include "gui/models/RoutingGrid.h"

namespace gui {

/// Which routings can be told from one another cell by cell: P positions and T layers, or layers and their experts.
struct RoutingShape
{
    std::int64_t layers = 0;
    std::vector<std::int64_t> positions;
    bool countsExperts = false;

    bool operator==(const RoutingShape&) const = default;
};

/// A run that another one's routing can be held against.
struct RivalName
{
    std::int64_t run = 0;
    QString name;
};

/// It and all of its routing records, as they were in the store when they were read.
struct RoutingRival
{
    RivalName run;
    RoutingGrid grid;
};

} // namespace gui
