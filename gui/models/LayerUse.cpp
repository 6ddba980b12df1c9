#include "gui/models/LayerUse.h"

#include <algorithm>
#include <tuple>

namespace gui {

std::vector<LayerUse> layerUse(const RoutingGrid& grid, std::size_t record)
{
    std::vector<LayerUse> uses;
    double all = 0;
    for (std::int64_t layer = 0; layer < grid.layers(); ++layer) {
        LayerUse use{layer, grid.isDead(record, layer), grid.lastChosen(record, layer), 0, grid.positions().front(), 0};
        for (std::size_t row = 0; row < grid.rows(); ++row) {
            use.votes += double(grid.count(record, row, layer));
            const double share = grid.share(record, row, layer);
            if (share > use.largestShare) {
                use.largestShare = share;
                use.position = grid.positions()[row];
            }
        }
        all += use.votes;
        uses.push_back(use);
    }
    for (LayerUse& use : uses)
        use.votes = all > 0 ? use.votes / all : 0;
    std::stable_sort(uses.begin(), uses.end(), [](const LayerUse& a, const LayerUse& b) {
        return std::tuple(!a.isDead, a.votes) < std::tuple(!b.isDead, b.votes);
    });
    return uses;
}

} // namespace gui
