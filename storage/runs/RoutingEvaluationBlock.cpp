#include "storage/runs/RoutingEvaluationBlock.h"

#include "storage/runs/ByteBlock.h"
#include "storage/runs/Error.h"
#include "storage/runs/ProbabilityCode.h"

namespace storage {

namespace {

using engine::RoutingEvaluated;
using Example = RoutingEvaluated::Example;

constexpr std::int64_t routingEvaluationFormat = 1;
constexpr std::size_t mostEvaluationCells = std::size_t(1) << 24;
constexpr std::size_t mostEvaluationLayers = 4096;

std::vector<std::uint16_t> codes(const std::vector<float>& probabilities)
{
    std::vector<std::uint16_t> result;
    result.reserve(probabilities.size());
    for (const float probability : probabilities)
        result.push_back(quantised(probability));
    return result;
}

std::vector<float> probabilities(ByteReader& reader, std::size_t count)
{
    std::vector<float> result;
    for (const std::uint16_t code : reader.column<std::uint16_t>(count))
        result.push_back(restored(code));
    return result;
}

/// Sizes that every array follows from; a product stays far below overflow.
struct Sizes
{
    std::size_t positions = 0;
    std::size_t layers = 0;
    std::size_t classes = 0;
    std::size_t choices = 0;
    std::size_t examples = 0;
    bool hasClassProbability = false;
    bool hasExampleProbability = false;

    std::size_t cells() const { return positions * layers; }
};

Sizes readSizes(ByteReader& reader)
{
    if (reader.number() != routingEvaluationFormat)
        throw Error("The workspace is damaged: a record of routing at an evaluation cannot be read.");
    Sizes sizes;
    sizes.positions = reader.count(mostEvaluationLayers);
    sizes.layers = reader.count(mostEvaluationLayers);
    sizes.classes = reader.count(mostEvaluationCells);
    sizes.choices = reader.count(mostEvaluationLayers);
    sizes.examples = reader.count(mostEvaluationCells);
    sizes.hasClassProbability = reader.count(1) == 1;
    sizes.hasExampleProbability = reader.count(1) == 1;
    checkedCount(static_cast<std::int64_t>(sizes.classes * sizes.cells()), mostEvaluationCells);
    checkedCount(static_cast<std::int64_t>(sizes.examples * sizes.cells()), mostEvaluationCells);
    checkedCount(static_cast<std::int64_t>(sizes.examples * sizes.positions * sizes.choices), mostEvaluationCells);
    return sizes;
}

void writeExamples(const RoutingEvaluated& evaluated, ByteWriter& writer)
{
    std::vector<std::int64_t> rows, routes;
    std::vector<double> labels, predictions;
    std::vector<float> probability;
    for (const Example& example : evaluated.examples) {
        rows.push_back(example.row);
        labels.push_back(example.label);
        predictions.push_back(example.prediction);
        routes.insert(routes.end(), example.route.begin(), example.route.end());
        probability.insert(probability.end(), example.probability.begin(), example.probability.end());
    }
    writer.column(toDeltas(rows));
    writer.column(labels);
    writer.column(predictions);
    writer.column(routes);
    writer.column(codes(probability));
}

std::vector<Example> readExamples(ByteReader& reader, const Sizes& sizes)
{
    std::vector<Example> examples(sizes.examples);
    const std::size_t length = sizes.positions * sizes.choices;
    const std::size_t cells = sizes.hasExampleProbability ? sizes.cells() : 0;
    const auto rows = fromDeltas(reader.column<std::uint64_t>(sizes.examples));
    const auto labels = reader.column<double>(sizes.examples);
    const auto predictions = reader.column<double>(sizes.examples);
    const auto routes = reader.column<std::int64_t>(sizes.examples * length);
    const auto probability = probabilities(reader, sizes.examples * cells);
    for (std::size_t e = 0; e < examples.size(); ++e) {
        const auto part = [e](const auto& all, std::size_t size) {
            const auto from = all.begin() + static_cast<std::ptrdiff_t>(e * size);
            return std::pair(from, from + static_cast<std::ptrdiff_t>(size));
        };
        const auto route = part(routes, length);
        const auto cell = part(probability, cells);
        examples[e] = {rows[e], labels[e], predictions[e], {route.first, route.second}, {cell.first, cell.second}};
    }
    return examples;
}

} // namespace

std::string packRoutingEvaluation(const RoutingEvaluated& evaluated)
{
    ByteWriter writer;
    const bool hasExampleProbability = !evaluated.examples.empty() && !evaluated.examples.front().probability.empty();
    for (const std::int64_t number :
         {routingEvaluationFormat, static_cast<std::int64_t>(evaluated.positions.size()), evaluated.layers,
          static_cast<std::int64_t>(evaluated.rows.size()), evaluated.choices,
          static_cast<std::int64_t>(evaluated.examples.size()), std::int64_t(evaluated.probability.empty() ? 0 : 1),
          std::int64_t(hasExampleProbability ? 1 : 0)})
        writer.number(number);
    writer.column(evaluated.positions);
    writer.column(evaluated.rows);
    writer.column(evaluated.counts);
    writer.column(codes(evaluated.probability));
    writeExamples(evaluated, writer);
    return writer.compressed();
}

RoutingEvaluated unpackRoutingEvaluation(std::string_view blob)
{
    ByteReader reader(blob);
    const Sizes sizes = readSizes(reader);
    RoutingEvaluated evaluated;
    evaluated.layers = static_cast<std::int64_t>(sizes.layers);
    evaluated.choices = static_cast<std::int64_t>(sizes.choices);
    evaluated.positions = reader.column<std::int64_t>(sizes.positions);
    evaluated.rows = reader.column<std::int64_t>(sizes.classes);
    evaluated.counts = reader.column<std::int64_t>(sizes.classes * sizes.cells());
    evaluated.probability = probabilities(reader, sizes.hasClassProbability ? sizes.classes * sizes.cells() : 0);
    evaluated.examples = readExamples(reader, sizes);
    return evaluated;
}

} // namespace storage
