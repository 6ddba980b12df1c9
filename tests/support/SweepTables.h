#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "gui/models/RunView.h"
#include "gui/models/SweepRuns.h"
#include "storage/runs/RunTable.h"

namespace support {

struct SweptRun
{
    std::int64_t id = 0;
    std::string learningRate = "0.0001";
    std::string routing = "none";
    std::string seed = "1";
    double accuracy = 0.5; ///< not a number: not evaluated
    double seconds = 10;
    double trainable = 1000;
    std::string rank = {}; ///< empty: the method has none
    double memory = std::nan(""); ///< peak, in bytes; not a number: not known
};

/// As the window's table, with the runs checked.
inline storage::RunTable tableOf(const std::vector<SweptRun>& runs)
{
    using Kind = storage::RunTable::Kind;
    using Source = storage::RunTable::Source;
    storage::RunTable table;
    for (const SweptRun& run : runs) {
        const std::size_t row = table.row(run.id);
        const auto word = [&](const char* key, const std::string& text, Source source) {
            table.set(row, table.column(key, source, Kind::Words), text);
        };
        const auto number = [&](const char* key, double value, Source source) {
            table.set(row, table.column(key, source, Kind::Numbers), value);
        };
        number("id", double(run.id), Source::Fact);
        word("name", "run-" + std::to_string(run.id), Source::Fact);
        word("group", "sweep", Source::Fact);
        word("metric", "accuracy", Source::Fact);
        word(gui::checkedKey, "yes", Source::Fact);
        word("task.kind", "glue", Source::Configuration);
        word("training.learning_rate", run.learningRate, Source::Configuration);
        word("routing.kind", run.routing, Source::Configuration);
        word("method.rank", run.rank, Source::Configuration);
        word("runtime.seed", run.seed, Source::Configuration);
        number("last.accuracy", run.accuracy - 0.01, Source::Metric);
        number("best.accuracy", run.accuracy, Source::Metric);
        number("seconds", run.seconds, Source::Fact);
        number("trainable", run.trainable, Source::Fact);
        if (std::isfinite(run.memory))
            number("peak_memory_bytes", run.memory, Source::Fact);
        number("layer_evaluations", run.routing == "none" ? 4 : 8, Source::Fact);
    }
    return table;
}

inline gui::SweepWish wishFor(const storage::RunTable& table)
{
    return {table.runs(), {}, {}};
}

/// Three learning rates with and without routing, two seeds each.
inline std::vector<SweptRun> twelveRuns()
{
    std::vector<SweptRun> runs;
    for (const char* rate : {"0.0001", "0.001", "0.01"})
        for (const char* routing : {"none", "molex"})
            for (const char* seed : {"1", "2"}) {
                const auto id = std::int64_t(runs.size()) + 1;
                const bool isRouted = std::string(routing) == "molex";
                runs.push_back({id, rate, routing, seed, 0.5 + 0.02 * double(id),
                                isRouted ? 20.0 + double(id % 2) : 10.0 + double(id % 2), isRouted ? 1100.0 : 1000.0});
            }
    return runs;
}

} // namespace support
