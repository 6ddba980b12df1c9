#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/data/GlueLayout.h"
#include "engine/data/IssueList.h"
#include "engine/data/Task.h"
#include "engine/run/Wanted.h"

namespace engine {

/// Reads the files of one GLUE task in the classic download layout and remembers a hash of what it read.
class GlueTask {
public:
    /// `path` is the GLUE root or the task's own folder. Throws BadInput when it is neither.
    GlueTask(GlueName name, const std::filesystem::path& path, Wanted wanted = {});

    static TaskDescription describe(GlueName name);

    /// One split, its first `limit` rows (0 for all); problems go to `issues`. Blocks. Throws CalledOff.
    Split read(const std::string& split, std::int64_t limit, IssueList& issues);

    std::uint64_t hash() const { return m_hash; }

    /// Names of the splits to evaluate on: dev, MNLI two.
    std::vector<std::string> devSplits() const;

private:
    struct Columns;

    void readRows(const class TsvFile& file, const Columns& columns, std::int64_t limit, Split& split,
                  IssueList& issues) const;
    std::optional<double> parseLabel(std::string_view text) const;

    const GlueLayout& m_layout;
    std::filesystem::path m_folder;
    Wanted m_wanted;
    std::uint64_t m_hash = 0;
};

/// File name of a test split's predictions in a GLUE submission: "CoLA.tsv", "MNLI-mm.tsv". Throws BadInput.
std::string glueSubmissionName(GlueName name, const std::string& split);

/// A GLUE submission file: index and prediction, one row per prediction (class index, or score). Classes are named
/// where the benchmark wants names, scores held to 0 … 5.
std::string glueSubmission(GlueName name, const std::vector<double>& predictions);

} // namespace engine
