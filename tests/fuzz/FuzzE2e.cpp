// "csv" or "text", then the E2E data's train, dev and test in that layout.
#include "engine/data/Task.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

void readE2e(const std::vector<std::string_view>& parts, const std::filesystem::path& folder)
{
    const bool isCsv = parts[0].starts_with("csv");
    const std::vector<const char*> names = isCsv ? std::vector<const char*>{"trainset.csv", "devset.csv", "testset.csv"}
                                                 : std::vector<const char*>{"train.txt", "valid.txt", "test.txt"};
    engine::TaskConfig config;
    config.kind = engine::TaskKind::E2e;
    config.path = folder.string();
    config.layout = isCsv ? engine::E2eLayout::Csv : engine::E2eLayout::Text;
    for (std::size_t i = 0; i < names.size(); ++i)
        fuzz::write(folder / names[i], parts[i + 1]);
    const engine::TaskData data = engine::loadTask(config);
    for (const engine::Example& row : data.train.rows)
        fuzz::require(!row.text.empty() && !row.target.empty() && row.text.find('\n') == std::string::npos);
    engine::groupByPrompt(data.dev.front());
    engine::groupByPrompt(engine::loadSplit(config, "test"));
}

bool acceptsE2e(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    return fuzz::isRead<engine::Error>([&] { readE2e(fuzz::splitParts(bytes, 4), scratch.path()); });
}

std::vector<std::string> goodE2e()
{
    const std::string csv = "mr,ref\n\"name[The Eagle], food[French]\",\"The Eagle is French.\n It is good.\"\n"
                            "name[Caf\u00e9],A caf\u00e9.\r\n";
    const std::string text = "name : Eagle | food : French||Eagle is French .\nname : Caf\u00e9 || A caf\u00e9 .\n";
    return {fuzz::joinedParts({"csv", csv, csv, "MR\nname[Eagle]\n"}), fuzz::joinedParts({"csv", csv, csv, csv}),
            fuzz::joinedParts({"text", text, text, "name : Eagle\n\n"}), fuzz::joinedParts({"text", text, text, text})};
}

std::vector<std::vector<std::string>> e2ePieces()
{
    return {{"csv", "text", std::string(fuzz::partDivider)},
            {"||", "|", "mr,ref\n", "MR", "ref", "name[", "]", ", "},
            {"\"", "\"\"", "\n", "\r\n", " \r\n ", "\t", "\xEF\xBB\xBF", "\xFF", std::string(1, '\0')}};
}

} // namespace

fuzz::Target fuzz::e2eTarget()
{
    return {"e2e", acceptsE2e, goodE2e, e2ePieces, 8000};
}
