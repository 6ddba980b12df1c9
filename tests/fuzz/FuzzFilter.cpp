// The text in the filter of the table of runs, or behind `molex runs --filter`.
#include "storage/runs/RunFilter.h"
#include "tests/fuzz/Targets.h"
#include "tests/support/RunTables.h"

namespace {

const storage::RunTable& tableToFilter()
{
    static const storage::RunTable table =
        support::tableOf({{1, "cola-s1", "first", "finished", 0.5, {{"tags", "a b"}, {"note", "caf\u00e9"}}},
                          {2, "cola-s2", "first", "failed", 0.25, {}},
                          {3, "other", "", "queued", 0, {{"pinned", "yes"}}}});
    return table;
}

bool acceptsFilter(std::span<const char> bytes)
{
    const storage::FilteredRuns found = storage::filterRuns(tableToFilter(), {bytes.data(), bytes.size()});
    for (const std::size_t row : found.rows)
        fuzz::require(row < tableToFilter().runCount());
    fuzz::require(found.issues.empty() || found.rows.empty());
    return found.issues.empty();
}

std::vector<std::string> goodFilters()
{
    return {"cola -state:failed", "seed:1..2 best>=0.25", "name=cola-s1|other group:first",
            "\"two words\" tags:\"a b\"", "best:..0.5 -pinned=yes runtime.seed<3 note:caf\u00e9"};
}

std::vector<std::vector<std::string>> filterPieces()
{
    return {
        {"state", "seed", "best", "name", "group", "tags", "note", "task", "method.kind", "best@10", "kind", "sead"},
        {":", "=", "<", ">", "<=", ">=", "..", "|", "-", "\"", "\"\"", " ", "\t", "@"},
        {"1..2", "..", "1..", "cola", "yes", "nan", "inf", "0x10", "\xFF", "\xC3\xA9", std::string(1, '\0')}};
}

} // namespace

fuzz::Target fuzz::filterTarget()
{
    return {"filter", acceptsFilter, goodFilters, filterPieces, 20000};
}
