#include "storage/runs/RowEvaluationBlock.h"

#include <algorithm>

#include "storage/runs/ByteBlock.h"
#include "storage/runs/Error.h"

namespace storage {

namespace {

using engine::RowsEvaluated;

constexpr std::int64_t rowEvaluationFormat = 1;
constexpr std::size_t mostRows = std::size_t(1) << 22;
constexpr std::size_t mostLayers = 4096;
constexpr std::size_t mostChoices = std::size_t(1) << 26;

[[noreturn]] void damagedRows()
{
    throw Error("The workspace is damaged: a record of the rows at an evaluation cannot be read.");
}

} // namespace

std::string packRowEvaluation(const RowsEvaluated& evaluated)
{
    ByteWriter writer;
    for (const std::int64_t number : {rowEvaluationFormat, static_cast<std::int64_t>(evaluated.rows()),
                                      std::int64_t(evaluated.isRegression() ? 0 : 1), evaluated.layers,
                                      static_cast<std::int64_t>(evaluated.positions.size()), evaluated.choices})
        writer.number(number);
    writer.column(evaluated.positions);
    writer.column(evaluated.labels);
    writer.column(evaluated.predictions);
    writer.column(evaluated.losses);
    writer.column(evaluated.probability);
    writer.column(evaluated.labelProbability);
    writer.column(evaluated.routes);
    return writer.compressed();
}

RowsEvaluated unpackRowEvaluation(std::string_view blob)
{
    ByteReader reader(blob);
    if (reader.number() != rowEvaluationFormat)
        damagedRows();
    const std::size_t rows = reader.count(mostRows);
    const std::size_t probabilities = reader.count(1) * rows;
    const std::size_t layers = reader.count(mostLayers);
    const std::size_t positions = reader.count(mostLayers);
    const std::size_t choices = reader.count(mostLayers);
    const std::size_t routes = checkedCount(static_cast<std::int64_t>(rows * positions * choices), mostChoices);
    RowsEvaluated evaluated;
    evaluated.layers = static_cast<std::int64_t>(layers);
    evaluated.choices = static_cast<std::int64_t>(choices);
    evaluated.positions = reader.column<std::int64_t>(positions);
    evaluated.labels = reader.column<double>(rows);
    evaluated.predictions = reader.column<double>(rows);
    evaluated.losses = reader.column<float>(rows);
    evaluated.probability = reader.column<float>(probabilities);
    evaluated.labelProbability = reader.column<float>(probabilities);
    evaluated.routes = reader.column<std::int16_t>(routes);
    const auto isLayer = [layers](std::int16_t layer) { return layer >= -1 && layer < static_cast<int>(layers); };
    if (!std::all_of(evaluated.routes.begin(), evaluated.routes.end(), isLayer))
        damagedRows();
    return evaluated;
}

} // namespace storage
