#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/run/RoutingEvaluated.h"
#include "engine/run/RowsEvaluated.h"

namespace gui {

/// Routes of many rows, as they come: which layer each row chose at each position, and whether it was predicted right.
/// Of experts: which of them took most of its tokens in each layer that has them.
struct RouteRows
{
    std::int64_t layers = 0;             ///< T
    std::vector<std::int64_t> positions; ///< P depth indices
    std::vector<std::int64_t> routes;    ///< rows × P: the layer chosen first, −1 for none
    std::int64_t choices = 1;            ///< k that were made at each position
    bool countsExperts = false;          ///< experts in place of layers, layers in place of positions
    std::vector<std::int8_t> right;      ///< rows: 1 right, 0 wrong, −1 where there is nothing to be right about

    std::size_t rows() const { return positions.empty() ? 0 : routes.size() / positions.size(); }
    void add(const std::vector<std::int64_t>& route, std::int8_t isRight);
};

/// Which rows of an evaluation are looked at.
struct RouteFilter
{
    std::optional<std::int64_t> label;
    std::optional<bool> isRight;
};

/// The recorded rows of an evaluation. Of several choices at a position the first counts.
RouteRows routesOf(const engine::RoutingEvaluated& evaluated, const RouteFilter& filter = {});
/// All of its rows.
RouteRows routesOf(const engine::RowsEvaluated& evaluated, const RouteFilter& filter = {});

/// Routes through depth as a flow: the commonest ones one by one, all others as one. Heights are shares of the rows;
/// what a column's nodes and bands have above them is counted without gaps.
class RouteFlow {
public:
    struct Route
    {
        std::vector<std::int64_t> layers; ///< P
        std::int64_t rows = 0;
        double share = 0;
        std::optional<double> right; ///< part of the rows that were predicted right
    };
    struct Node
    {
        std::int64_t layer = 0;
        double top = 0;
        double share = 0;
    };
    /// Routes that go the same way between two columns and lie together in both.
    struct Band
    {
        std::size_t from = 0; ///< node in the left column
        std::size_t to = 0;   ///< node in the right column
        double fromTop = 0;
        double toTop = 0;
        double share = 0;
    };
    /// Where one route passes a column.
    struct Place
    {
        std::size_t node = 0;
        double top = 0;
    };

    RouteFlow() = default;
    /// At most so many routes, and none that fewer rows took than another that is left out.
    RouteFlow(const RouteRows& rows, std::size_t most);

    std::int64_t layers() const { return m_layers; }
    const std::vector<std::int64_t>& positions() const { return m_positions; }
    std::int64_t rows() const { return m_rows; }
    /// Made at each position; the first of them is the route's.
    std::int64_t choices() const { return m_choices; }
    /// Experts in place of layers, layers in place of positions.
    bool countsExperts() const { return m_countsExperts; }
    /// Commonest first; of equals the one through shallower layers.
    const std::vector<Route>& routes() const { return m_routes; }
    std::size_t otherRoutes() const { return m_otherRoutes; }
    double otherShare() const { return m_otherShare; }
    /// Nodes of each column, shallow layers first.
    const std::vector<std::vector<Node>>& columns() const { return m_columns; }
    /// Between each column and the next one.
    const std::vector<std::vector<Band>>& bands() const { return m_bands; }
    Place place(std::size_t route, std::size_t column) const { return m_places[column][route]; }

private:
    void count(const RouteRows& rows, std::size_t most);
    void layOut(std::size_t column);
    void makeBands(std::size_t column);
    /// Where a route comes from and goes to, to keep those of one way together.
    double direction(std::size_t route, std::size_t column) const;

    std::int64_t m_layers = 0;
    std::vector<std::int64_t> m_positions;
    std::int64_t m_rows = 0;
    std::int64_t m_choices = 1;
    bool m_countsExperts = false;
    std::vector<Route> m_routes;
    std::size_t m_otherRoutes = 0;
    double m_otherShare = 0;
    std::vector<std::vector<Node>> m_columns;
    std::vector<std::vector<Band>> m_bands;
    std::vector<std::vector<std::size_t>> m_order; ///< columns: routes from top to bottom
    std::vector<std::vector<Place>> m_places;      ///< columns × routes
};

} // namespace gui
