#include "storage/export/ExportCsv.h"

#include <initializer_list>

#include "engine/run/DiskSync.h"
#include "storage/export/CsvCell.h"
#include "storage/export/NumberText.h"
#include "storage/export/OutputFile.h"
#include "storage/export/RunText.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

/// A CSV file being written; row() escapes.
class CsvOutput {
public:
    CsvOutput(const fs::path& path, std::initializer_list<std::string> columns)
        : m_file(path)
    {
        row(columns);
    }

    void row(std::initializer_list<std::string> cells)
    {
        std::string line;
        for (const std::string& text : cells)
            line += (&text == cells.begin() ? "" : ",") + csvCell(text);
        m_file.write(line + '\n');
    }
    void commit() { m_file.commit(); }

private:
    OutputFile m_file;
};

std::string text(std::int64_t value)
{
    return std::to_string(value);
}

/// The value where it was recorded, an empty cell otherwise.
std::string at(const std::vector<float>& values, std::size_t index)
{
    return index < values.size() ? exactText(values[index]) : std::string();
}

std::string routeText(const engine::RowsEvaluated& evaluated, std::size_t row)
{
    const auto choices = static_cast<std::size_t>(evaluated.choices);
    const std::size_t length = evaluated.positions.size() * choices;
    std::string route;
    for (std::size_t i = 0; i < length; ++i) {
        if (i > 0)
            route += i % choices == 0 ? ' ' : '/';
        route += std::to_string(evaluated.routes[row * length + i]);
    }
    return route;
}

void writeRun(const RunRecord& record, const fs::path& path)
{
    CsvOutput table(path, {"key", "value"});
    for (const auto& [key, value] : describeRun(record))
        table.row({key, value});
    table.commit();
}

void writeSeries(const RunRepository& repository, const RunRecord& record, const fs::path& path)
{
    CsvOutput table(path, {"key", "step", "seconds", "value"});
    for (const std::string& key : repository.seriesKeys(record.id)) {
        const SeriesPoints points = repository.series(record.id, key);
        const std::string name = markedKey(record, key);
        for (std::size_t i = 0; i < points.steps.size(); ++i)
            table.row({name, text(points.steps[i]), exactText(points.seconds[i]), exactText(points.values[i])});
    }
    table.commit();
}

void writeEvaluations(const RunRepository& repository, const RunRecord& record, const fs::path& path)
{
    CsvOutput table(path, {"step", "epoch", "seconds", "split", "rows", "best", "key", "value"});
    for (const engine::Evaluated& e : repository.evaluations(record.id))
        for (const engine::Measurement& value : e.values)
            table.row({text(e.step), exactText(e.epoch), exactText(e.seconds), e.split, text(e.rows),
                       e.best ? "1" : "0", markedKey(record, value.key), exactText(value.value)});
    table.commit();
}

void writeCells(const engine::RoutingSnapshot& snapshot, CsvOutput& cells)
{
    const auto layers = static_cast<std::size_t>(snapshot.layers);
    const std::vector<double> shares = shareOf(snapshot);
    for (std::size_t i = 0; i < shares.size(); ++i)
        cells.row({text(snapshot.step), exactText(snapshot.epoch), text(snapshot.positions[i / layers]),
                   std::to_string(i % layers), text(snapshot.counts[i]), exactText(shares[i]),
                   at(snapshot.probability, i)});
}

void writeRouting(const RunRepository& repository, std::int64_t run, const fs::path& folder)
{
    CsvOutput cells(folder / "routing.csv", {"step", "epoch", "position", "layer", "count", "share", "probability"});
    CsvOutput positions(folder / "routing_positions.csv",
                        {"step", "epoch", "position", "entropy", "margin", "main_weight", "other_weight",
                         "gate_gradient_task", "gate_gradient_balance"});
    for (const engine::RoutingSnapshot& snapshot : repository.allRouting(run)) {
        writeCells(snapshot, cells);
        for (std::size_t p = 0; p < snapshot.positions.size(); ++p)
            positions.row({text(snapshot.step), exactText(snapshot.epoch), text(snapshot.positions[p]),
                           at(snapshot.entropy, p), at(snapshot.margin, p), at(snapshot.mainWeight, p),
                           at(snapshot.otherWeight, p),
                           at(snapshot.gateGradientTask, snapshot.gateGradientTask.size() == 1 ? 0 : p),
                           at(snapshot.gateGradientBalance, snapshot.gateGradientBalance.size() == 1 ? 0 : p)});
    }
    cells.commit();
    positions.commit();
}

void writeClasses(const engine::RoutingEvaluated& evaluated, CsvOutput& classes)
{
    const auto layers = static_cast<std::size_t>(evaluated.layers);
    const std::size_t cells = evaluated.positions.size() * layers;
    for (std::size_t i = 0; i < evaluated.counts.size(); ++i)
        classes.row({text(evaluated.step), evaluated.split, std::to_string(i / cells),
                     text(evaluated.positions[i % cells / layers]), std::to_string(i % layers),
                     text(evaluated.counts[i]), at(evaluated.probability, i)});
}

void writeExamples(const engine::RoutingEvaluated& evaluated, CsvOutput& examples)
{
    const auto choices = static_cast<std::size_t>(evaluated.choices);
    for (const auto& example : evaluated.examples)
        for (std::size_t i = 0; i < example.route.size(); ++i)
            examples.row({text(evaluated.step), evaluated.split, text(example.row), exactText(example.label),
                          exactText(example.prediction), text(evaluated.positions[i / choices]),
                          std::to_string(i % choices), text(example.route[i]),
                          at(example.probability, i / choices * static_cast<std::size_t>(evaluated.layers)
                                                      + static_cast<std::size_t>(example.route[i]))});
}

void writeRoutingEvaluations(const RunRepository& repository, std::int64_t run, const fs::path& folder)
{
    CsvOutput classes(folder / "routing_classes.csv",
                  {"step", "split", "class", "position", "layer", "count", "probability"});
    CsvOutput examples(folder / "routing_examples.csv",
                   {"step", "split", "row", "label", "prediction", "position", "choice", "layer", "probability"});
    for (const auto& [step, split] : repository.routingEvaluationKeys(run))
        if (const auto evaluated = repository.routingEvaluation(run, step, split)) {
            writeClasses(*evaluated, classes);
            writeExamples(*evaluated, examples);
        }
    classes.commit();
    examples.commit();
}

/// One line per row; a route is its layers, positions apart by blanks, several choices of one by slashes. A language
/// model has written a text instead of predicting a label.
void writeRows(const engine::RowsEvaluated& evaluated, CsvOutput& rows)
{
    for (std::size_t r = 0; r < evaluated.rows(); ++r)
        rows.row({text(evaluated.step), evaluated.split, std::to_string(r),
                  evaluated.isWritten ? std::string() : exactText(evaluated.labels[r]),
                  evaluated.isWritten ? std::string() : exactText(evaluated.predictions[r]),
                  at(evaluated.probability, r), at(evaluated.labelProbability, r), exactText(evaluated.losses[r]),
                  routeText(evaluated, r), evaluated.written(r) != nullptr ? *evaluated.written(r) : std::string()});
}

void writeRowEvaluations(const RunRepository& repository, const RunRecord& record, const fs::path& path)
{
    CsvOutput rows(path,
                   {"step", "split", "row", "label", "prediction", "probability", "label_probability",
                    markedKey(record, "loss"), "route", "text"});
    for (const auto& [step, split] : repository.rowEvaluationKeys(record.id))
        if (const auto evaluated = repository.rowEvaluation(record.id, step, split))
            writeRows(*evaluated, rows);
    rows.commit();
}

void writeLog(const RunRepository& repository, std::int64_t run, const fs::path& path)
{
    CsvOutput table(path, {"time", "level", "text"});
    for (const LogEntry& entry : repository.log(run))
        table.row({exactText(entry.time), toText(entry.level), entry.text});
    table.commit();
}

void writeCheckpoints(const RunRepository& repository, std::int64_t run, const fs::path& path)
{
    CsvOutput table(path, {"step", "path", "bytes", "best"});
    for (const CheckpointRecord& checkpoint : repository.checkpoints(run))
        table.row({text(checkpoint.step), checkpoint.path, text(checkpoint.bytes), checkpoint.best ? "1" : "0"});
    table.commit();
}

} // namespace

void exportCsv(const RunRepository& repository, std::int64_t run, const fs::path& out)
{
    const RunRecord record = requireRun(repository, run);
    if (out.extension() == ".csv")
        return writeSeries(repository, record, out);
    if (const std::error_code error = engine::makeFolders(out))
        throw Error("The folder " + out.string() + " cannot be made (" + error.message()
                    + "); a name that ends in .csv gives one file with the series.");
    writeRun(record, out / "run.csv");
    writeSeries(repository, record, out / "series.csv");
    writeEvaluations(repository, record, out / "evaluations.csv");
    writeRouting(repository, run, out);
    writeRoutingEvaluations(repository, run, out);
    writeRowEvaluations(repository, record, out / "rows.csv");
    writeLog(repository, run, out / "log.csv");
    writeCheckpoints(repository, run, out / "checkpoints.csv");
}

} // namespace storage
