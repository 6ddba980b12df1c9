// B rows of a batch, N tokens per row, P positions, T layers, C classes, U routed units, k choices per unit.
#include "engine/metrics/RoutingByClass.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

/// [U, T] or [U] of a batch as [B, ...], [B, N, ...] under Unit::Token.
torch::Tensor byRow(const torch::Tensor& perUnit, Unit unit, std::int64_t rows)
{
    if (unit == Unit::Token)
        return perUnit.unflatten(0, {rows, perUnit.size(0) / rows});
    return unit == Unit::Sequence ? perUnit : perUnit.expand({rows, -1});
}

/// Choices of each row by layer: [B, T]; a row of tokens has one for each voting token.
torch::Tensor countsByRow(const PositionTrace& trace, std::int64_t rows, std::int64_t layers)
{
    if (trace.rowCounts.defined())
        return trace.rowCounts.to(torch::kFloat64);
    const torch::Tensor real = trace.chosen.ge(0).unsqueeze(-1);
    const torch::Tensor perUnit = (torch::one_hot(trace.chosen.clamp_min(0), layers) * real).sum(1);
    const torch::Tensor counts = byRow(perUnit, trace.unit, rows);
    return (trace.unit == Unit::Token ? counts.sum(1) : counts).to(torch::kFloat64);
}

/// Mean gate probability of each row over its voting tokens: [B, T].
torch::Tensor probabilityByRow(const PositionTrace& trace, std::int64_t rows)
{
    torch::Tensor perUnit = byRow(trace.unitProbability.detach().to(torch::kFloat64), trace.unit, rows);
    if (trace.unit != Unit::Token)
        return perUnit;
    const torch::Tensor voting = trace.chosen.select(-1, 0).ge(0).view({rows, -1, 1});
    return (perUnit * voting).sum(1) / voting.sum(1).clamp_min(1);
}

template <class T>
std::vector<T> toVector(const torch::Tensor& tensor, torch::ScalarType type)
{
    const torch::Tensor values = tensor.to(torch::kCPU, type).contiguous();
    return {values.data_ptr<T>(), values.data_ptr<T>() + values.numel()};
}

} // namespace

RoutingByClass::RoutingByClass(Shape shape)
    : m_shape(std::move(shape))
    , m_rows(static_cast<std::size_t>(std::max<std::int64_t>(m_shape.classes, 1)), 0)
{
    m_counts = torch::zeros({static_cast<std::int64_t>(m_rows.size()), static_cast<std::int64_t>(m_shape.positions.size()),
                             m_shape.layers},
                            torch::TensorOptions(m_shape.device).dtype(torch::kFloat64));
}

void RoutingByClass::add(const std::vector<std::int64_t>& rows, const std::vector<double>& labels,
                         const std::vector<double>& predictions, const RoutingTrace& trace)
{
    torch::NoGradGuard guard;
    if (trace.positions().empty())
        return;
    const auto size = static_cast<std::int64_t>(rows.size());
    std::vector<torch::Tensor> counts, probabilities;
    for (const PositionTrace& position : trace.positions()) {
        counts.push_back(countsByRow(position, size, m_shape.layers));
        if (position.unitProbability.defined())
            probabilities.push_back(probabilityByRow(position, size));
    }
    const torch::Tensor ofClass = countClasses(labels);
    const torch::Tensor ofRows = torch::stack(counts); // [P, B, T]
    m_counts += torch::einsum("bc,pbt->cpt", {ofClass, ofRows});
    torch::Tensor means;
    if (!probabilities.empty()) {
        means = torch::stack(probabilities);
        const torch::Tensor sums = torch::einsum("bc,pbt->cpt", {ofClass, means});
        m_probability = m_probability.defined() ? m_probability + sums : sums;
    }
    const torch::Tensor routes = routesOfRows(trace, size, m_shape.layers).to(torch::kCPU);
    keepRoutes(rows, routes);
    for (std::size_t b = 0; b < rows.size(); ++b) {
        if (!std::binary_search(m_shape.examples.begin(), m_shape.examples.end(), rows[b]))
            continue;
        const auto place = static_cast<std::int64_t>(b);
        RoutingEvaluated::Example example{rows[b], labels[b], predictions[b], {}, {}};
        example.route = toVector<std::int64_t>(routes[place], torch::kInt64);
        if (means.defined())
            example.probability = toVector<float>(means.select(1, place), torch::kFloat32);
        m_examples.push_back(std::move(example));
    }
}

void RoutingByClass::keepRoutes(const std::vector<std::int64_t>& rows, const torch::Tensor& routes)
{
    m_choices = routes.size(2);
    const auto width = static_cast<std::size_t>(routes.size(1) * routes.size(2));
    m_routes.resize(static_cast<std::size_t>(m_shape.rows) * width, -1);
    const torch::Tensor narrow = routes.to(torch::kInt16).contiguous();
    for (std::size_t b = 0; b < rows.size(); ++b) {
        const auto row = static_cast<std::size_t>(rows[b]);
        if (row < static_cast<std::size_t>(m_shape.rows))
            std::copy_n(narrow.data_ptr<std::int16_t>() + b * width, width,
                        m_routes.begin() + static_cast<std::ptrdiff_t>(row * width));
    }
}

void RoutingByClass::writeRoutes(RowsEvaluated& rows) const
{
    if (m_routes.empty())
        return;
    rows.layers = m_shape.layers;
    rows.positions = m_shape.positions;
    rows.choices = m_choices;
    rows.routes = m_routes;
}

torch::Tensor RoutingByClass::countClasses(const std::vector<double>& labels)
{
    std::vector<std::int64_t> classes(labels.size(), 0);
    for (std::size_t b = 0; b < labels.size(); ++b) {
        if (m_shape.classes > 0)
            classes[b] = static_cast<std::int64_t>(labels[b]);
        ++m_rows[static_cast<std::size_t>(classes[b])];
    }
    return torch::one_hot(torch::tensor(classes, torch::kInt64), m_counts.size(0)).to(m_shape.device, torch::kFloat64);
}

RoutingEvaluated RoutingByClass::take()
{
    RoutingEvaluated result;
    result.layers = m_shape.layers;
    result.positions = m_shape.positions;
    result.rows = m_rows;
    for (const double count : toVector<double>(m_counts, torch::kFloat64))
        result.counts.push_back(std::llround(count));
    if (m_probability.defined()) {
        const torch::Tensor rows = torch::tensor(m_rows, torch::kFloat64).to(m_shape.device).view({-1, 1, 1});
        result.probability = toVector<float>(m_probability / rows, torch::kFloat32);
    }
    result.choices = m_choices;
    std::sort(m_examples.begin(), m_examples.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    result.examples = std::move(m_examples);
    return result;
}

torch::Tensor routesOfRows(const RoutingTrace& trace, std::int64_t rows, std::int64_t layers)
{
    std::vector<torch::Tensor> routes;
    for (const PositionTrace& position : trace.positions()) {
        const bool countsExperts = position.rowCounts.defined();
        const std::int64_t choices = countsExperts ? 1 : position.chosen.size(1);
        if (!countsExperts && position.unit != Unit::Token) {
            routes.push_back(position.chosen.expand({rows, choices}));
            continue;
        }
        const torch::Tensor counts = countsByRow(position, rows, layers);
        const torch::Tensor ranked = std::get<1>(counts.sort(/*stable=*/true, -1, /*descending=*/true));
        routes.push_back(ranked.narrow(-1, 0, choices).masked_fill(counts.sum(-1, true).eq(0), -1));
    }
    return torch::stack(routes, 1);
}

std::vector<std::int64_t> spreadRows(std::int64_t rows, std::int64_t count)
{
    std::vector<std::int64_t> result;
    const std::int64_t taken = std::min(rows, count);
    for (std::int64_t i = 0; i < taken; ++i)
        result.push_back(i * rows / taken);
    return result;
}

} // namespace engine
