#pragma once

#include "engine/run/Describe.h"

namespace engine {

enum class TaskKind { Glue, E2e, Table, WordNet };
constexpr auto names(TaskKind)
{
    return NameTable<TaskKind, 4>{{{TaskKind::Glue, "glue"},
                                   {TaskKind::E2e, "e2e"},
                                   {TaskKind::Table, "table"},
                                   {TaskKind::WordNet, "wordnet"}}};
}

enum class GlueName { Cola, Sst2, Mrpc, Stsb, Qqp, Mnli, Qnli, Rte, Wnli };
constexpr auto names(GlueName)
{
    return NameTable<GlueName, 9>{{{GlueName::Cola, "cola"}, {GlueName::Sst2, "sst2"}, {GlueName::Mrpc, "mrpc"},
                                   {GlueName::Stsb, "stsb"}, {GlueName::Qqp, "qqp"},   {GlueName::Mnli, "mnli"},
                                   {GlueName::Qnli, "qnli"}, {GlueName::Rte, "rte"},   {GlueName::Wnli, "wnli"}}};
}

/// The files of the E2E NLG data: the challenge's own CSV, or lines of mr||ref. Auto: CSV where trainset.csv is there.
enum class E2eLayout { Auto, Csv, Text };
constexpr auto names(E2eLayout)
{
    return NameTable<E2eLayout, 3>{{{E2eLayout::Auto, "auto"}, {E2eLayout::Csv, "csv"}, {E2eLayout::Text, "text"}}};
}

/// What a table's label column holds: names of classes, or a number to be predicted.
enum class LabelType { Classes, Number };
constexpr auto names(LabelType)
{
    return NameTable<LabelType, 2>{{{LabelType::Classes, "classes"}, {LabelType::Number, "number"}}};
}

struct TaskConfig
{
    static constexpr bool isDescribed = true;

    TaskKind kind = TaskKind::WordNet;
    GlueName name = GlueName::Cola;
    std::string path;
    E2eLayout layout = E2eLayout::Auto;
    std::string text = "text";
    std::string textPair;
    std::string label = "label";
    LabelType labelType = LabelType::Classes;
    std::vector<std::string> labels;
    std::string delimiter;
    std::int64_t maxLength = 128;
    std::int64_t trainLimit = 0;
    std::int64_t devLimit = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "kind", .label = "Task",
                    .help = "glue: a GLUE folder; e2e: the E2E NLG data, text from meaning representations; table: your "
                            "own CSV, TSV or JSON Lines; wordnet: supersenses of the installed WordNet's glosses.",
                    .basic = true},
              self.kind);
        visit(Field{.key = "name", .label = "GLUE task", .help = "Which GLUE task.", .basic = true,
                    .applies = self.kind == TaskKind::Glue},
              self.name);
        visit(Field{.key = "path", .label = "Folder",
                    .help = "glue: train.tsv, dev.tsv, test.tsv; e2e: trainset.csv, … or train.txt, …; table: train and "
                            "dev as .csv, .tsv or .jsonl, and test if there is one; wordnet: the dictionary (empty: the "
                            "system's).",
                    .basic = true, .nothing = self.kind == TaskKind::WordNet ? "WordNet of this system" : ""},
              self.path);
        visit(Field{.key = "layout", .label = "Files",
                    .help = "csv: the challenge's own files; text: lines of mr||ref, tokenised; auto: csv where both "
                            "are there.",
                    .paper = "text", .applies = self.kind == TaskKind::E2e},
              self.layout);
        describeColumns(self, visit);
        visit(Field{.key = "max_length", .label = "Max length",
                    .help = "Longer texts are cut, special tokens included.", .unit = "tokens", .paper = "512",
                    .minimum = 4, .maximum = 100000},
              self.maxLength);
        visit(Field{.key = "train_limit", .label = "Train rows", .help = "First rows of train used; 0 for all.",
                    .unit = "rows", .minimum = 0, .maximum = largestInteger, .nothing = "all"},
              self.trainLimit);
        visit(Field{.key = "dev_limit", .label = "Dev rows", .help = "First rows of dev used; 0 for all.",
                    .unit = "rows", .minimum = 0, .maximum = largestInteger, .nothing = "all"},
              self.devLimit);
    }

private:
    template <class Self, class Visitor>
    static void describeColumns(Self& self, Visitor& visit)
    {
        const bool isTable = self.kind == TaskKind::Table;
        visit(Field{.key = "text", .label = "Text column", .help = "Name of the column with the text.", .basic = true,
                    .applies = isTable},
              self.text);
        visit(Field{.key = "text_pair", .label = "Second text",
                    .help = "Name of the column with the second text of a pair; empty for single texts.",
                    .basic = true, .applies = isTable, .nothing = "none"},
              self.textPair);
        visit(Field{.key = "label", .label = "Label column", .help = "Name of the column with the label.",
                    .basic = true, .applies = isTable},
              self.label);
        visit(Field{.key = "label_type", .label = "Label is",
                    .help = "classes: each different label is a class; number: a regression on the label's value.",
                    .basic = true, .applies = isTable},
              self.labelType);
        visit(Field{.key = "labels", .label = "Labels",
                    .help = "The classes in the order of their numbers, as they stand in the label column; empty for "
                            "those of train, sorted.",
                    .applies = isTable, .nothing = "as in train"},
              self.labels);
        visit(Field{.key = "delimiter", .label = "Delimiter",
                    .help = "Character between two fields, or tab; empty for a comma in .csv and a tab in .tsv. Quotes "
                            "have a meaning in .csv only.",
                    .applies = isTable, .nothing = "by the file's name"},
              self.delimiter);
    }
};

/// A name for the task: "cola", "e2e", "wordnet"; the folder's name for a table.
std::string taskName(const TaskConfig& config);

/// The divider of fields that `text` means: one character, or "tab"; NUL for anything else.
char delimiterOf(const std::string& text);

} // namespace engine
