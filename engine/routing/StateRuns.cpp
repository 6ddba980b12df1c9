// B rows, N tokens per row, M chosen tokens of all layers, at most Q in a row; h heads, s columns of a state.
#include "engine/routing/StateRuns.h"

#include <algorithm>

namespace engine {

namespace {

/// Where the queries of the chosen tokens stand side by side with those of their row.
struct Slots
{
    std::vector<std::int64_t> tokens; ///< [M]
    std::vector<std::int64_t> slots;  ///< [M]: places in [B, Q]
    std::int64_t perRow = 0;          ///< Q

    Slots(const std::vector<StateReading>& readings, std::int64_t rows, std::int64_t width)
    {
        std::vector<std::int64_t> used(static_cast<std::size_t>(rows), 0);
        for (const StateReading& reading : readings)
            for (const std::int64_t token : *reading.tokens) {
                tokens.push_back(token);
                slots.push_back(used[static_cast<std::size_t>(token / width)]++);
            }
        perRow = *std::max_element(used.begin(), used.end());
        for (std::size_t m = 0; m < tokens.size(); ++m)
            slots[m] += tokens[m] / width * perRow;
    }
};

} // namespace

std::vector<LayerRun> stateRuns(const std::vector<StateReading>& readings, const torch::Tensor& hidden,
                                const Pass& pass)
{
    const Slots places(readings, hidden.size(0), hidden.size(1));
    const auto onDevice = [&](const std::vector<std::int64_t>& list) { return torch::tensor(list, torch::kInt64).to(hidden.device()); };
    const torch::Tensor tokens = hidden.flatten(0, 1).index_select(0, onDevice(places.tokens));
    std::vector<std::int64_t> sizes;
    for (const StateReading& reading : readings)
        sizes.push_back(static_cast<std::int64_t>(reading.tokens->size()));
    const std::vector<torch::Tensor> byLayer = tokens.split_with_sizes(sizes);

    std::vector<LayerRun> queries;
    for (std::size_t i = 0; i < readings.size(); ++i)
        queries.push_back(makeLayerRun(readings[i].layer, {byLayer[i]}, pass, static_cast<double>(sizes[i]),
                                       [reader = readings[i].reader, pass](const LayerRun::Inputs& in) {
                                           return reader->stateQueries(in[0], pass);
                                       }));
    const torch::Tensor all = torch::cat(outputsOf(queries, pass));
    const torch::Tensor slots = onDevice(places.slots);
    const torch::Tensor inRows = torch::zeros({hidden.size(0) * places.perRow, all.size(1), all.size(2)}, all.options().requires_grad(false))
                                     .index_copy(0, slots, all)
                                     .view({hidden.size(0), places.perRow, all.size(1), all.size(2)});
    const torch::Tensor contexts =
        readings.front().reader->attendStates(inRows, StateReader::statesOf(hidden), pass).flatten(0, 1).index_select(0, slots);
    const std::vector<torch::Tensor> contextsByLayer = contexts.split_with_sizes(sizes);

    std::vector<LayerRun> runs;
    for (std::size_t i = 0; i < readings.size(); ++i)
        runs.push_back(makeLayerRun(readings[i].layer, {contextsByLayer[i], byLayer[i]}, pass,
                                    static_cast<double>(sizes[i]),
                                    [reader = readings[i].reader, pass](const LayerRun::Inputs& in) {
                                        return reader->fromStates(in[0], in[1], pass);
                                    }));
    return runs;
}

} // namespace engine
