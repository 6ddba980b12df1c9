#include "engine/routing/StateRuns.h"

namespace engine {

std::vector<LayerRun> stateRuns(const std::vector<StateReading>& readings, const torch::Tensor& hidden,
                                const Pass& pass)
{
    std::vector<std::int64_t> places; // of all M, layer by layer
    std::vector<std::int64_t> sizes;
    for (const StateReading& reading : readings) {
        places.insert(places.end(), reading.tokens->begin(), reading.tokens->end());
        sizes.push_back(static_cast<std::int64_t>(reading.tokens->size()));
    }
    const torch::Tensor onDevice = torch::tensor(places, torch::kInt64).to(hidden.device());
    const std::vector<torch::Tensor> byLayer = hidden.flatten(0, 1).index_select(0, onDevice).split_with_sizes(sizes);

    std::vector<LayerRun> queries;
    for (std::size_t i = 0; i < readings.size(); ++i)
        queries.push_back(makeLayerRun(readings[i].layer, {byLayer[i]}, pass, static_cast<double>(sizes[i]),
                                       [reader = readings[i].reader, pass](const LayerRun::Inputs& in) {
                                           return reader->stateQueries(in[0], pass);
                                       }));
    const std::vector<torch::Tensor> contexts = readings.front().reader->attendStates(
        outputsOf(queries, pass), places, StateReader::statesOf(hidden), pass);

    std::vector<LayerRun> runs;
    for (std::size_t i = 0; i < readings.size(); ++i)
        runs.push_back(makeLayerRun(readings[i].layer, {contexts[i], byLayer[i]}, pass,
                                    static_cast<double>(sizes[i]),
                                    [reader = readings[i].reader, pass](const LayerRun::Inputs& in) {
                                        return reader->fromStates(in[0], in[1], pass);
                                    }));
    return runs;
}

} // namespace engine
