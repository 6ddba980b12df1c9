#include "gui/models/RouteFlow.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace gui {

void RouteRows::add(const std::vector<std::int64_t>& route, std::int8_t isRight)
{
    routes.insert(routes.end(), route.begin(), route.end());
    right.push_back(isRight);
}

namespace {

/// −1 where there is nothing to be right about; nothing where the filter leaves the row out.
std::optional<std::int8_t> rightOf(double label, double prediction, bool hasClasses, const RouteFilter& filter)
{
    if (!hasClasses)
        return std::int8_t(-1);
    const bool isRight = label == prediction;
    if ((filter.label && double(*filter.label) != label) || (filter.isRight && *filter.isRight != isRight))
        return std::nullopt;
    return std::int8_t(isRight ? 1 : 0);
}

} // namespace

RouteRows routesOf(const engine::RoutingEvaluated& evaluated, const RouteFilter& filter)
{
    RouteRows result;
    result.layers = evaluated.layers;
    result.positions = evaluated.positions;
    result.choices = evaluated.choices;
    std::vector<std::int64_t> route(evaluated.positions.size());
    for (const engine::RoutingEvaluated::Example& example : evaluated.examples) {
        const auto isRight = rightOf(example.label, example.prediction, evaluated.rows.size() > 1, filter);
        if (!isRight)
            continue;
        for (std::size_t position = 0; position < route.size(); ++position)
            route[position] = example.route[position * static_cast<std::size_t>(evaluated.choices)];
        result.add(route, *isRight);
    }
    return result;
}

RouteRows routesOf(const engine::RowsEvaluated& evaluated, const RouteFilter& filter)
{
    RouteRows result;
    result.layers = evaluated.layers;
    result.positions = evaluated.positions;
    result.choices = evaluated.choices;
    const auto choices = static_cast<std::size_t>(evaluated.choices);
    const bool hasClasses = !evaluated.isRegression() && !evaluated.isWritten;
    std::vector<std::int64_t> route(evaluated.positions.size());
    for (std::size_t row = 0; row < evaluated.rows(); ++row) {
        const auto isRight = rightOf(evaluated.labels[row], evaluated.predictions[row], hasClasses, filter);
        if (!isRight)
            continue;
        for (std::size_t position = 0; position < route.size(); ++position)
            route[position] = evaluated.routes[(row * route.size() + position) * choices];
        result.add(route, *isRight);
    }
    return result;
}

RouteFlow::RouteFlow(const RouteRows& rows, std::size_t most)
    : m_layers(rows.layers)
    , m_positions(rows.positions)
    , m_rows(static_cast<std::int64_t>(rows.rows()))
    , m_choices(rows.choices)
    , m_countsExperts(rows.countsExperts)
{
    count(rows, most);
    m_columns.resize(m_positions.size());
    m_order.resize(m_positions.size());
    m_places.assign(m_positions.size(), std::vector<Place>(m_routes.size()));
    for (std::size_t column = 0; column < m_positions.size(); ++column)
        layOut(column);
    if (!m_positions.empty())
        m_bands.resize(m_positions.size() - 1);
    for (std::size_t column = 0; column < m_bands.size(); ++column)
        makeBands(column);
}

void RouteFlow::count(const RouteRows& rows, std::size_t most)
{
    struct Tally
    {
        std::int64_t rows = 0;
        std::int64_t judged = 0;
        std::int64_t right = 0;
    };
    const auto length = static_cast<std::ptrdiff_t>(m_positions.size());
    std::map<std::vector<std::int64_t>, Tally> tallies;
    for (std::int64_t row = 0; row < m_rows; ++row) {
        const auto first = rows.routes.begin() + row * length;
        Tally& tally = tallies[{first, first + length}];
        const std::int8_t right = rows.right[std::size_t(row)];
        ++tally.rows;
        tally.judged += right >= 0;
        tally.right += right > 0;
    }
    for (const auto& [layers, tally] : tallies)
        m_routes.push_back({layers, tally.rows, double(tally.rows) / double(m_rows),
                            tally.judged > 0 ? std::optional(double(tally.right) / double(tally.judged)) : std::nullopt});
    std::stable_sort(m_routes.begin(), m_routes.end(), [](const Route& a, const Route& b) { return a.rows > b.rows; });
    const std::size_t shown = std::min(most, m_routes.size());
    for (std::size_t route = shown; route < m_routes.size(); ++route)
        m_otherShare += m_routes[route].share;
    m_otherRoutes = m_routes.size() - shown;
    m_routes.resize(shown);
}

double RouteFlow::direction(std::size_t route, std::size_t column) const
{
    const std::vector<std::int64_t>& layers = m_routes[route].layers;
    const std::size_t before = column > 0 ? column - 1 : std::min<std::size_t>(1, layers.size() - 1);
    const std::size_t after = column + 1 < layers.size() ? column + 1 : before;
    return double(layers[before] + layers[after]);
}

void RouteFlow::layOut(std::size_t column)
{
    std::vector<std::size_t>& order = m_order[column];
    order.resize(m_routes.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const std::int64_t layerA = m_routes[a].layers[column];
        const std::int64_t layerB = m_routes[b].layers[column];
        return layerA != layerB ? layerA < layerB : direction(a, column) < direction(b, column);
    });
    double top = 0;
    for (const std::size_t route : order) {
        const std::int64_t layer = m_routes[route].layers[column];
        std::vector<Node>& nodes = m_columns[column];
        if (nodes.empty() || nodes.back().layer != layer)
            nodes.push_back({layer, top, 0});
        m_places[column][route] = {nodes.size() - 1, top};
        nodes.back().share += m_routes[route].share;
        top += m_routes[route].share;
    }
}

void RouteFlow::makeBands(std::size_t column)
{
    const std::vector<std::size_t>& left = m_order[column];
    const std::vector<std::size_t>& right = m_order[column + 1];
    std::vector<std::size_t> rank(right.size());
    for (std::size_t index = 0; index < right.size(); ++index)
        rank[right[index]] = index;
    for (std::size_t index = 0; index < left.size(); ++index) {
        const std::size_t route = left[index];
        const Place from = m_places[column][route];
        const Place to = m_places[column + 1][route];
        const bool goesOn = index > 0 && rank[route] == rank[left[index - 1]] + 1
            && m_bands[column].back().from == from.node && m_bands[column].back().to == to.node;
        if (goesOn)
            m_bands[column].back().share += m_routes[route].share;
        else
            m_bands[column].push_back({from.node, to.node, from.top, to.top, m_routes[route].share});
    }
}

} // namespace gui
