#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/data/IssueList.h"
#include "engine/data/Task.h"
#include "engine/run/Wanted.h"

namespace engine {

/// The E2E NLG Challenge data (Novikova, Dušek, Rieser 2017): write a restaurant's description from a meaning
/// representation. Two layouts of the same rows in the same order: the challenge's CSV files (trainset, devset,
/// testset_w_refs or, without references, testset), and lines of mr||ref in train.txt, valid.txt and test.txt, whose
/// text is tokenised. A line break within a text is read as a space, and space around it is dropped.
class E2eTask {
public:
    /// Throws BadInput when the folder has none of the layout's files.
    E2eTask(const std::filesystem::path& folder, E2eLayout layout, Wanted wanted = {});

    static TaskDescription describe();
    static std::vector<std::string> splits() { return {"train", "dev", "test"}; }
    /// True when the folder has a file of the layout (Auto: of any).
    static bool isE2eFolder(const std::filesystem::path& folder, E2eLayout layout);

    /// Csv or Text.
    E2eLayout layout() const { return m_layout; }

    /// One split, its first `limit` rows (0 for all); problems go to `issues`. Blocks. Throws CalledOff.
    Split read(const std::string& split, std::int64_t limit, IssueList& issues);

    /// Of the files read.
    std::uint64_t hash() const { return m_hash; }

private:
    std::filesystem::path fileOf(const std::string& split) const;

    std::filesystem::path m_folder;
    E2eLayout m_layout;
    Wanted m_wanted;
    std::uint64_t m_hash = 0;
};

/// One file in either layout, .csv by its name. Without references (no column ref, or no || in any line) the split has
/// no labels. `hash` goes on with the file's bytes. Throws BadInput when it cannot be read,
/// and CalledOff.
Split readE2eFile(const std::filesystem::path& file, std::int64_t limit, IssueList& issues, std::uint64_t& hash,
                  const Wanted& wanted = {});

} // namespace engine
