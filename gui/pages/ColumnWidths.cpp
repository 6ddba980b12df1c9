#include "gui/pages/ColumnWidths.h"

#include <cstddef>

namespace gui {

int narrowWidest(std::vector<ColumnWidth>& columns, const std::vector<int>& which, int over)
{
    for (; over > 0; --over) {
        ColumnWidth* widest = nullptr;
        for (const int column : which) {
            ColumnWidth& each = columns[std::size_t(column)];
            if (each.width > each.least && (widest == nullptr || each.width > widest->width))
                widest = &each;
        }
        if (widest == nullptr)
            break;
        --widest->width;
    }
    return over;
}

} // namespace gui
