#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/runs/RunMarks.h"

namespace gui {

/// What several runs have in common of what a person says about them.
struct SharedMarks
{
    std::vector<std::string> tags;            ///< that all of them have, in the first one's order
    std::optional<std::string> note;          ///< nothing where they differ
    std::optional<std::optional<int>> colour; ///< as RunMarks::colour; nothing where they differ
};

/// Of one run at least.
SharedMarks sharedMarks(const std::vector<storage::RunMarks>& runs);

/// What a person has changed of it. All else stays as it is in each run.
struct MarksChange
{
    std::vector<std::string> tagsBefore; ///< that all had
    std::vector<std::string> tagsAfter;
    std::optional<std::string> note;
    std::optional<std::optional<int>> colour;

    void apply(storage::RunMarks& marks) const;
};

} // namespace gui
