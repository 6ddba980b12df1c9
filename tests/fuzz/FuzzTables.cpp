// A table's options ("csv", "tsv pair", "jsonl number"), then its train, dev and test.
#include "engine/data/Task.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

std::string tableFormat(std::string_view options)
{
    for (const char* format : {"tsv", "jsonl"})
        if (options.starts_with(format))
            return format;
    return "csv";
}

void readTables(const std::vector<std::string_view>& parts, const std::filesystem::path& folder)
{
    const std::string format = tableFormat(parts[0]);
    const auto has = [&](const char* option) { return parts[0].find(option) != std::string_view::npos; };
    engine::TaskConfig config;
    config.kind = engine::TaskKind::Table;
    config.path = (folder / format).string();
    config.textPair = has("pair") ? "other" : "";
    config.labelType = has("number") ? engine::LabelType::Number : engine::LabelType::Classes;
    config.delimiter = has("semicolon") ? ";" : "";
    std::filesystem::create_directories(config.path);
    for (std::size_t i = 0; i < 3; ++i) {
        const char* names[] = {"train.", "dev.", "test."};
        fuzz::write(folder / format / (names[i] + format), parts[i + 1]);
    }
    const engine::TaskData data = engine::loadTask(config);
    const auto check = [&](const engine::Split& split) {
        for (const engine::Example& row : split.rows)
            fuzz::require(row.pair.has_value() == has("pair")
                          && (data.description.isRegression()
                              || (row.label >= 0 && row.label < static_cast<double>(data.description.labelCount()))));
    };
    check(data.train);
    check(data.dev.front());
    check(engine::loadSplit(engine::resolved(config, data.description), "test"));
}

bool acceptsTables(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    return fuzz::isRead<engine::Error>([&] { readTables(fuzz::splitParts(bytes, 4), scratch.path()); });
}

std::vector<std::string> goodTables()
{
    const std::string csv =
        "id,text,label,other\n1,good,yes,x\n2,\"bad, \"\"very\"\"\nbad\",no,y\n\n3,caf\u00e9,yes,\"\"\r\n";
    const std::string tsv = "text\tlabel\tother\ngood\t1.5\ta\n\"bad\t-2e3\tb\r\n";
    const std::string jsonl =
        "{\"text\": \"good\", \"label\": 1, \"other\": null}\n\n"
        "{\"label\": 0, \"more\": {\"a\": [1, {}]}, \"text\": \"b\\u00e9\\nd\", \"other\": true}\n";
    return {fuzz::joinedParts({"csv pair", csv, csv, "text,other\nunknown,z\n"}),
            fuzz::joinedParts({"csv semicolon", "text;label\na;b\nc;d\n", "text;label\ne;b\n", "text;label\nf;-1\n"}),
            fuzz::joinedParts({"tsv number", tsv, tsv, tsv}), fuzz::joinedParts({"jsonl", jsonl, jsonl, jsonl})};
}

std::vector<std::vector<std::string>> tablePieces()
{
    return {{"csv", "tsv", "jsonl", " pair", " number", " semicolon", std::string(fuzz::partDivider)},
            {"\"", "\"\"", ",", "\t", ";", "\n", "\r\n", "\r", "\xEF\xBB\xBF", std::string(1, '\0'), "\xFF",
             std::string(1001, ','), std::string(1001, '\t')},
            {"{\"text\": ", "\"label\": ", "\"other\": ", "text", "label", "other", "{}", "[]", "null", "1e999",
             "\\ud800", std::string(70, '[')}};
}

} // namespace

fuzz::Target fuzz::tablesTarget()
{
    return {"tables", acceptsTables, goodTables, tablePieces, 8000};
}
