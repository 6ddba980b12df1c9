#include "gui/headless/RoutingJson.h"

#include <algorithm>
#include <numeric>

#include "engine/metrics/RoutingMeasures.h"

using engine::Json;

namespace gui {

namespace {

/// A row-major table as a list of rows.
template <class T>
Json table(const std::vector<T>& values, std::size_t columns, std::size_t first = 0, std::size_t last = SIZE_MAX)
{
    Json rows = Json::array();
    for (std::size_t start = first; columns > 0 && start + columns <= std::min(last, values.size()); start += columns) {
        const auto from = values.begin() + static_cast<std::ptrdiff_t>(start);
        rows.push_back(std::vector<T>(from, from + static_cast<std::ptrdiff_t>(columns)));
    }
    return rows;
}

/// Counts of one class as a record, to derive the same measures from.
engine::RoutingSnapshot countsOfClass(const engine::RoutingEvaluated& evaluated, std::size_t index)
{
    engine::RoutingSnapshot snapshot;
    snapshot.layers = evaluated.layers;
    snapshot.positions = evaluated.positions;
    const std::size_t cells = evaluated.positions.size() * static_cast<std::size_t>(evaluated.layers);
    if ((index + 1) * cells <= evaluated.counts.size()) {
        const auto from = evaluated.counts.begin() + static_cast<std::ptrdiff_t>(index * cells);
        snapshot.counts.assign(from, from + static_cast<std::ptrdiff_t>(cells));
    }
    return snapshot;
}

} // namespace

Json toJson(const engine::RoutingSnapshot& snapshot, const std::vector<std::int64_t>& steps)
{
    const auto layers = static_cast<std::size_t>(snapshot.layers);
    std::vector<std::int64_t> offsets(layers > 0 ? 2 * layers - 1 : 0);
    std::iota(offsets.begin(), offsets.end(), 1 - snapshot.layers);
    return {{"steps", steps},
            {"step", snapshot.step},
            {"epoch", snapshot.epoch},
            {"positions", snapshot.positions.size()},
            {"layers", snapshot.layers},
            {"position_indices", snapshot.positions},
            {"share", table(engine::choiceShares(snapshot), layers)},
            {"counts", table(snapshot.counts, layers)},
            {"probability", table(snapshot.probability, layers)},
            {"entropy", snapshot.entropy},
            {"margin", snapshot.margin},
            {"self_selection", engine::selfSelection(snapshot)},
            {"offsets", offsets},
            {"offset_histogram", table(engine::offsetHistogram(snapshot), offsets.size())},
            {"main_weight", snapshot.mainWeight},
            {"other_weight", snapshot.otherWeight},
            {"gate_gradient_task", snapshot.gateGradientTask},
            {"gate_gradient_balance", snapshot.gateGradientBalance}};
}

std::vector<engine::RoutingEvaluated> newestRoutingEvaluation(const storage::RunRepository& repository, std::int64_t run,
                                                              std::int64_t step)
{
    const auto keys = repository.routingEvaluationKeys(run);
    std::int64_t newest = -1;
    for (const auto& [at, split] : keys)
        newest = at <= step ? std::max(newest, at) : newest;
    std::vector<engine::RoutingEvaluated> result;
    for (const auto& [at, split] : keys)
        if (at == newest)
            if (auto evaluated = repository.routingEvaluation(run, at, split))
                result.push_back(std::move(*evaluated));
    return result;
}

Json routingEvaluationKeys(const storage::RunRepository& repository, std::int64_t run)
{
    Json list = Json::array();
    for (const auto& [step, split] : repository.routingEvaluationKeys(run))
        list.push_back({{"step", step}, {"split", split}});
    return list;
}

Json classesJson(const std::vector<engine::RoutingEvaluated>& evaluations, const std::vector<std::string>& names)
{
    Json list = Json::array();
    for (const engine::RoutingEvaluated& evaluated : evaluations) {
        const auto layers = static_cast<std::size_t>(evaluated.layers);
        const std::size_t cells = evaluated.positions.size() * layers;
        for (std::size_t c = 0; c < evaluated.rows.size(); ++c)
            list.push_back({{"split", evaluated.split},
                            {"step", evaluated.step},
                            {"name", c < names.size() ? Json(names[c]) : Json("all")},
                            {"rows", evaluated.rows[c]},
                            {"share", table(engine::choiceShares(countsOfClass(evaluated, c)), layers)},
                            {"self_selection", engine::selfSelection(countsOfClass(evaluated, c))},
                            {"probability", table(evaluated.probability, layers, c * cells, (c + 1) * cells)}});
    }
    return list;
}

Json examplesJson(const std::vector<engine::RoutingEvaluated>& evaluations)
{
    Json list = Json::array();
    for (const engine::RoutingEvaluated& evaluated : evaluations)
        for (const auto& example : evaluated.examples)
            list.push_back({{"split", evaluated.split},
                            {"step", evaluated.step},
                            {"row", example.row},
                            {"label", example.label},
                            {"prediction", example.prediction},
                            {"route", evaluated.choices == 1
                                          ? Json(example.route)
                                          : table(example.route, static_cast<std::size_t>(evaluated.choices))},
                            {"probability", table(example.probability, static_cast<std::size_t>(evaluated.layers))}});
    return list;
}

} // namespace gui
