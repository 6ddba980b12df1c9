#pragma once

#include <map>

#include "engine/routing/Vote.h"

namespace engine {

/// The choices that the routed positions made for a prompt, kept for the tokens that continue it.
class KeptRoutes final {
public:
    /// Absent until the position has kept one.
    const Choice* find(std::int64_t position) const
    {
        const auto found = m_routes.find(position);
        return found == m_routes.end() ? nullptr : &found->second.choice;
    }
    /// byRow: the choice has one unit per row of the batch; otherwise one for all.
    void keep(std::int64_t position, const Choice& choice, bool byRow) { m_routes[position] = {choice, byRow}; }

    /// Row r goes on from what row order[r] was. order: [R'] int64.
    void select(const torch::Tensor& order)
    {
        for (auto& [position, route] : m_routes)
            if (route.byRow)
                for (torch::Tensor* part : {&route.choice.layers, &route.choice.probability, &route.choice.unitMean,
                                            &route.choice.unitWeight})
                    if (part->defined())
                        *part = part->index_select(0, order);
    }

private:
    struct Route
    {
        Choice choice;
        bool byRow = true;
    };
    std::map<std::int64_t, Route> m_routes;
};

} // namespace engine
