#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/runs/RunTable.h"
#include "storage/runs/TextMap.h"

namespace storage {

/// Puts JSON documents of runs into a table. Runs of one workspace have most members of these in common, as those of a
/// sweep their task and their model: a member of the outermost object is parsed where its text comes for the first
/// time, and known by it from then on. Of no use once the table has lost a column.
class DocumentCells final {
public:
    /// The cell that a leaf of FlatJson becomes, in a column that may be made for it; nothing where it is left out.
    using MakeCell = std::function<std::optional<RunTable::Cell>(const std::string& path, std::string_view text)>;

    DocumentCells(RunTable& table, MakeCell makeCell);

    /// The leaves of a run's document. Returns false, with those before the mistake in the table, for what is no JSON.
    bool fill(std::size_t row, const std::string& json);

private:
    using Cells = std::vector<RunTable::Cell>;

    bool findMembers(std::string_view json);
    const Cells* cellsOf(std::string_view member);

    RunTable& m_table;
    MakeCell m_makeCell;
    TextMap<Cells> m_known;              ///< by the text of a member with its key
    std::size_t m_bytes = 0;             ///< of these, about
    std::vector<const Cells*> m_members; ///< of the document at hand
};

} // namespace storage
