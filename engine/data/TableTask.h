#pragma once

#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "engine/data/IssueList.h"
#include "engine/data/TableFile.h"
#include "engine/data/Task.h"

namespace engine {

/// A folder with the user's own tables: train and dev, each as .csv, .tsv or .jsonl, and test where there is one
/// (validation and valid are other names of dev). The classes are those that the configuration lists; otherwise the
/// different labels of the whole training file, sorted: by value where all are whole numbers, else by their bytes.
class TableTask {
public:
    /// Throws BadInput when there is no such folder. The configuration must be free of validate()'s issues.
    /// What reads throws CalledOff when it is not wanted any more.
    explicit TableTask(const TaskConfig& config, Wanted wanted = {});

    static std::vector<std::string> splits() { return {"train", "dev", "test"}; }
    /// True when the folder has a table for the split.
    static bool hasSplit(const std::filesystem::path& folder, const std::string& split);

    /// The split's table, opened at the first call. Throws BadInput when it is not there, is there twice, or cannot be
    /// read.
    const TableFile& table(const std::string& split);

    /// Reads the training file's labels where the configuration does not list the classes; problems go to `issues`.
    TaskDescription describe(IssueList& issues);

    /// One split, its first `limit` rows (0 for all); problems go to `issues`. A test split without a label column, or
    /// whose labels are all empty or -1, has no labels. Blocks.
    Split read(const std::string& split, std::int64_t limit, IssueList& issues);

    /// Of the tables opened.
    std::uint64_t hash() const;

private:
    struct Label
    {
        std::size_t line = 0;
        std::string text;
    };

    void needClasses(IssueList& issues);
    void findClasses(const TableFile& train, IssueList& issues);
    void setClasses(std::vector<std::string> classes);
    std::vector<Label> readRows(const TableFile& table, std::int64_t limit, Split& split, IssueList& issues) const;
    std::optional<double> valueOf(const std::string& label) const;
    std::string expectedLabels() const;

    TaskConfig m_config;
    Wanted m_wanted;
    std::filesystem::path m_folder;
    std::map<std::string, std::unique_ptr<TableFile>> m_tables; ///< by split
    std::vector<std::string> m_classes; ///< empty for a regression, and until they were looked for
    std::unordered_map<std::string, double> m_numberOf;
    bool m_classesSought = false;
};

/// Rows whose text is empty, as a warning; empty when there are none.
std::string warningOfEmptyTexts(const Split& split);

} // namespace engine
