#pragma once

#include <string>
#include <vector>

#include "engine/data/Task.h"

namespace engine {

/// How one GLUE task lies on disk and how it is scored (Wang et al. 2018): the one place that knows a task's files.
struct GlueLayout
{
    struct File
    {
        std::string split;      ///< "train", "dev", "dev_mismatched", …
        std::string name;       ///< "train.tsv", …
        std::string submission; ///< file name of the predictions in a GLUE submission; test splits only
    };

    GlueName name;
    std::string folder; ///< under the GLUE root
    std::string text;   ///< columns by their header
    std::string pair;   ///< empty for single texts
    std::string label;
    std::vector<std::string> labels;  ///< as they stand in the file, by class; empty for a score from 0 to 5
    std::vector<std::string> classes; ///< as they are shown
    std::vector<std::string> metrics;
    std::vector<File> files;
    /// CoLA's train and dev have no header line, but these columns.
    std::vector<std::string> columnsWithoutHeader;
    /// QQP: rows of train and dev that lack columns are known and skipped.
    bool skipsShortRows = false;
    /// A submission names the label (RTE: "entailment") instead of giving its number.
    bool submitsNames = false;

    bool isRegression() const { return labels.empty(); }
    /// The file of a split. Throws BadInput naming the splits that the task has.
    const File& file(const std::string& split) const;
};

const GlueLayout& glueLayout(GlueName name);

} // namespace engine
