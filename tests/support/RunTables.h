#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "storage/runs/FlatJson.h"
#include "storage/runs/RunTable.h"

namespace support {

/// A run for a table, with what the store would say of it.
struct TableRun
{
    std::int64_t id = 0;
    std::string name = {};
    std::string group = {};
    std::string state = "finished";
    double best = 0; ///< 0: none
    std::vector<std::pair<std::string, std::string>> words = {}; ///< more facts
};

inline storage::RunTable tableOf(const std::vector<TableRun>& runs)
{
    using Kind = storage::RunTable::Kind;
    using Source = storage::RunTable::Source;
    storage::RunTable table;
    for (const TableRun& run : runs) {
        const std::size_t row = table.row(run.id);
        const auto word = [&](const std::string& key, const std::string& text, Source source = Source::Fact) {
            table.set(row, table.column(key, source, Kind::Words), text);
        };
        const auto number = [&](const char* key, double value) {
            table.set(row, table.column(key, Source::Fact, Kind::Numbers), value);
        };
        number("id", double(run.id));
        word("name", run.name);
        word("group", run.group);
        word("state", run.state);
        if (run.best != 0)
            number("best", run.best);
        engine::RunConfig config;
        config.task.kind = engine::TaskKind::Glue;
        config.runtime.seed = run.id;
        storage::visitLeaves(engine::toJson(config).dump(), [&](const std::string& path, std::string_view text) {
            if (path != "name" && path != "group")
                word(path, std::string(text), Source::Configuration);
        });
        word("task", "cola");
        for (const auto& [key, text] : run.words)
            word(key, text);
    }
    return table;
}

} // namespace support
