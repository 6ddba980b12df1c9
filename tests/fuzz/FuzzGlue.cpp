// A GLUE task's name, then its train, dev (MNLI: both) and test.
#include "engine/data/GlueLayout.h"
#include "engine/data/Task.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

void readGlue(const std::vector<std::string_view>& parts, const std::filesystem::path& folder)
{
    engine::TaskConfig config;
    config.kind = engine::TaskKind::Glue;
    engine::fromName(parts[0], config.name); // CoLA where it is none
    config.path = folder.string();
    const engine::GlueLayout& layout = engine::glueLayout(config.name);
    for (const engine::GlueLayout::File& file : layout.files) {
        const std::size_t part = file.split == "train" ? 1 : file.split.starts_with("dev") ? 2 : 3;
        fuzz::write(folder / file.name, parts[part]);
    }
    const engine::TaskData data = engine::loadTask(config);
    for (const engine::Example& row : data.train.rows)
        fuzz::require(row.label >= 0
                      && row.label <= (layout.isRegression() ? 5 : static_cast<double>(layout.classes.size() - 1)));
    engine::loadSplit(config, "test");
}

bool acceptsGlue(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    return fuzz::isRead<engine::Error>([&] { readGlue(fuzz::splitParts(bytes, 4), scratch.path()); });
}

std::vector<std::string> goodGlue()
{
    const std::string cola = "gj04\t1\t\tGood.\r\ncj99\t0\t*\t\"Bad caf\u00e9\n";
    const std::string sst = "sentence\tlabel\na good film\t1\na \"bad\" one\t0\n";
    const std::string sts = "index\tsentence1\tsentence2\tscore\n0\ta\tb\t5.000\n1\tc\td\t0.25\n";
    const std::string qqp = "id\tquestion1\tquestion2\tis_duplicate\n1\ta\tb\t0\n2\tshort\n3\tc\td\t1\n";
    const std::string mnli = "index\tsentence1\tsentence2\tgold_label\n0\ta\tb\tneutral\n1\tc\td\tentailment\n";
    return {fuzz::joinedParts({"cola", cola, cola, "index\tsentence\n0\tGood.\n"}),
            fuzz::joinedParts({"sst2", sst, sst, "index\tsentence\n0\ta film\n"}),
            fuzz::joinedParts({"stsb", sts, sts, "index\tsentence1\tsentence2\n0\ta\tb\n"}),
            fuzz::joinedParts({"qqp", qqp, qqp, "id\tquestion1\tquestion2\n0\ta\tb\n"}),
            fuzz::joinedParts({"mnli", mnli, mnli, "index\tsentence1\tsentence2\n0\ta\tb\n"})};
}

std::vector<std::vector<std::string>> gluePieces()
{
    return {engine::allNames<engine::GlueName>(),
            {std::string(fuzz::partDivider), "\t", "\n", "\r\n", "\"", "\xEF\xBB\xBF", "\xFF", std::string(1, '\0'),
             std::string(1001, '\t')},
            {"sentence", "sentence1", "sentence2", "label", "score", "gold_label", "is_duplicate", "question1",
             "#1 String", "Quality", "entailment", "not_entailment", "neutral", "contradiction", "5.0", "-0.0"}};
}

} // namespace

fuzz::Target fuzz::glueTarget()
{
    return {"glue", acceptsGlue, goodGlue, gluePieces, 8000};
}
