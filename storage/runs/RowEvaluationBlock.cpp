#include "storage/runs/RowEvaluationBlock.h"

#include <algorithm>
#include <span>

#include "storage/runs/ByteBlock.h"
#include "storage/runs/Error.h"

namespace storage {

namespace {

using engine::RowsEvaluated;
using engine::TextStatistics;

constexpr std::int64_t rowEvaluationFormat = 1;
constexpr std::int64_t writtenRowsFormat = 2; // of a language model: the same, then its texts
constexpr std::int64_t scoredTextsFormat = 3; // then what each text adds to their scores
constexpr std::size_t mostRows = std::size_t(1) << 22;
constexpr std::size_t mostLayers = 4096;
constexpr std::size_t mostChoices = std::size_t(1) << 26;
constexpr std::size_t mostTexts = std::size_t(1) << 16;
constexpr std::size_t mostTextBytes = std::size_t(1) << 24;

[[noreturn]] void damagedRows()
{
    throw Error("The workspace is damaged: a record of the rows at an evaluation cannot be read.");
}

void packTexts(const RowsEvaluated& evaluated, ByteWriter& writer)
{
    writer.number(static_cast<std::int64_t>(evaluated.texts.size()));
    if (evaluated.texts.empty())
        return;
    for (const std::string& text : evaluated.texts) {
        writer.number(static_cast<std::int64_t>(text.size()));
        writer.column(std::span<const char>(text));
    }
    writer.column(evaluated.textOf);
}

void unpackTexts(ByteReader& reader, std::size_t rows, RowsEvaluated& evaluated)
{
    const std::size_t texts = reader.count(mostTexts);
    for (std::size_t i = 0; i < texts; ++i) {
        const std::vector<char> bytes = reader.column<char>(reader.count(mostTextBytes));
        evaluated.texts.emplace_back(bytes.begin(), bytes.end());
    }
    if (texts == 0)
        return;
    evaluated.textOf = reader.column<std::int32_t>(rows);
    const auto isText = [texts](std::int32_t text) { return text >= -1 && text < static_cast<std::int32_t>(texts); };
    if (!std::all_of(evaluated.textOf.begin(), evaluated.textOf.end(), isText))
        damagedRows();
}

void packStatistics(const RowsEvaluated& evaluated, ByteWriter& writer)
{
    for (std::size_t part = 0; part < TextStatistics::PartCount; ++part) {
        std::vector<double> values;
        for (const TextStatistics& text : evaluated.textStatistics)
            values.push_back(text.parts[part]);
        writer.column(values);
    }
}

void unpackStatistics(ByteReader& reader, RowsEvaluated& evaluated)
{
    evaluated.textStatistics.resize(evaluated.texts.size());
    for (std::size_t part = 0; part < TextStatistics::PartCount; ++part) {
        const std::vector<double> values = reader.column<double>(evaluated.texts.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            evaluated.textStatistics[i].parts[part] = values[i];
    }
}

std::int64_t formatOf(const RowsEvaluated& evaluated)
{
    if (!evaluated.isWritten)
        return rowEvaluationFormat;
    const bool isScored = !evaluated.texts.empty() && evaluated.textStatistics.size() == evaluated.texts.size();
    return isScored ? scoredTextsFormat : writtenRowsFormat;
}

} // namespace

std::string packRowEvaluation(const RowsEvaluated& evaluated)
{
    ByteWriter writer;
    const std::int64_t version = formatOf(evaluated);
    for (const std::int64_t number :
         {version, static_cast<std::int64_t>(evaluated.rows()), std::int64_t(evaluated.probability.empty() ? 0 : 1),
          evaluated.layers, static_cast<std::int64_t>(evaluated.positions.size()), evaluated.choices})
        writer.number(number);
    writer.column(evaluated.positions);
    writer.column(evaluated.labels);
    writer.column(evaluated.predictions);
    writer.column(evaluated.losses);
    writer.column(evaluated.probability);
    writer.column(evaluated.labelProbability);
    writer.column(evaluated.routes);
    if (evaluated.isWritten)
        packTexts(evaluated, writer);
    if (version == scoredTextsFormat)
        packStatistics(evaluated, writer);
    return writer.compressed();
}

RowsEvaluated unpackRowEvaluation(std::string_view blob)
{
    ByteReader reader(blob);
    const std::int64_t version = reader.number();
    if (version < rowEvaluationFormat || version > scoredTextsFormat)
        damagedRows();
    const std::size_t rows = reader.count(mostRows);
    const std::size_t probabilities = reader.count(1) * rows;
    const std::size_t layers = reader.count(mostLayers);
    const std::size_t positions = reader.count(mostLayers);
    const std::size_t choices = reader.count(mostLayers);
    const std::size_t routes = checkedCount(static_cast<std::int64_t>(rows * positions * choices), mostChoices);
    RowsEvaluated evaluated;
    evaluated.isWritten = version != rowEvaluationFormat;
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
    if (evaluated.isWritten)
        unpackTexts(reader, rows, evaluated);
    if (version == scoredTextsFormat)
        unpackStatistics(reader, evaluated);
    return evaluated;
}

} // namespace storage
