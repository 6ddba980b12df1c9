#include "engine/data/GlueLayout.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

using Files = std::vector<GlueLayout::File>;

Files plainFiles(const std::string& submission)
{
    return {{"train", "train.tsv", ""}, {"dev", "dev.tsv", ""}, {"test", "test.tsv", submission}};
}

Files mnliFiles()
{
    return {{"train", "train.tsv", ""},
            {"dev", "dev_matched.tsv", ""},
            {"dev_mismatched", "dev_mismatched.tsv", ""},
            {"test", "test_matched.tsv", "MNLI-m.tsv"},
            {"test_mismatched", "test_mismatched.tsv", "MNLI-mm.tsv"}};
}

std::array<GlueLayout, 9> makeLayouts()
{
    const std::vector<std::string> binary = {"0", "1"};
    const std::vector<std::string> entailment = {"entailment", "not_entailment"};
    const std::vector<std::string> nli = {"contradiction", "entailment", "neutral"};
    const std::vector<std::string> accuracy = {"accuracy"};
    const std::vector<std::string> accuracyAndF1 = {"accuracy", "f1"};
    // One field a line would hide that this is a table.
    // clang-format off
    return {{
        {.name = GlueName::Cola, .folder = "CoLA", .text = "sentence", .pair = "", .label = "label", .labels = binary,
         .classes = {"unacceptable", "acceptable"}, .metrics = {"matthews", "accuracy"},
         .files = plainFiles("CoLA.tsv"), .columnsWithoutHeader = {"source", "label", "mark", "sentence"}},
        {.name = GlueName::Sst2, .folder = "SST-2", .text = "sentence", .pair = "", .label = "label",
         .labels = binary, .classes = {"negative", "positive"}, .metrics = accuracy,
         .files = plainFiles("SST-2.tsv"), .columnsWithoutHeader = {}},
        {.name = GlueName::Mrpc, .folder = "MRPC", .text = "#1 String", .pair = "#2 String", .label = "Quality",
         .labels = binary, .classes = {"not_equivalent", "equivalent"}, .metrics = accuracyAndF1,
         .files = plainFiles("MRPC.tsv"), .columnsWithoutHeader = {}},
        {.name = GlueName::Stsb, .folder = "STS-B", .text = "sentence1", .pair = "sentence2", .label = "score",
         .labels = {}, .classes = {}, .metrics = {"pearson", "spearman"}, .files = plainFiles("STS-B.tsv"),
         .columnsWithoutHeader = {}},
        {.name = GlueName::Qqp, .folder = "QQP", .text = "question1", .pair = "question2", .label = "is_duplicate",
         .labels = binary, .classes = {"not_duplicate", "duplicate"}, .metrics = accuracyAndF1,
         .files = plainFiles("QQP.tsv"), .columnsWithoutHeader = {}, .skipsShortRows = true},
        {.name = GlueName::Mnli, .folder = "MNLI", .text = "sentence1", .pair = "sentence2", .label = "gold_label",
         .labels = nli, .classes = nli, .metrics = accuracy, .files = mnliFiles(), .columnsWithoutHeader = {},
         .submitsNames = true},
        {.name = GlueName::Qnli, .folder = "QNLI", .text = "question", .pair = "sentence", .label = "label",
         .labels = entailment, .classes = entailment, .metrics = accuracy, .files = plainFiles("QNLI.tsv"),
         .columnsWithoutHeader = {}, .submitsNames = true},
        {.name = GlueName::Rte, .folder = "RTE", .text = "sentence1", .pair = "sentence2", .label = "label",
         .labels = entailment, .classes = entailment, .metrics = accuracy, .files = plainFiles("RTE.tsv"),
         .columnsWithoutHeader = {}, .submitsNames = true},
        {.name = GlueName::Wnli, .folder = "WNLI", .text = "sentence1", .pair = "sentence2", .label = "label",
         .labels = binary, .classes = {"not_entailment", "entailment"}, .metrics = accuracy,
         .files = plainFiles("WNLI.tsv"), .columnsWithoutHeader = {}},
    }};
    // clang-format on
}

} // namespace

const GlueLayout::File& GlueLayout::file(const std::string& split) const
{
    std::string known;
    for (const File& file : files) {
        if (file.split == split)
            return file;
        known += (known.empty() ? "" : ", ") + file.split;
    }
    throw BadInput("split", "\"" + split + "\" is not one of " + known);
}

const GlueLayout& glueLayout(GlueName name)
{
    static const std::array<GlueLayout, 9> layouts = makeLayouts();
    return *std::find_if(layouts.begin(), layouts.end(), [&](const GlueLayout& layout) { return layout.name == name; });
}

} // namespace engine
