#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/data/IssueList.h"
#include "engine/run/Wanted.h"

namespace engine {

/// Rows with named columns, in whatever form the file has them. Holds the whole text. Reading and visiting throw CalledOff
/// when they are not wanted any more.
class TableFile {
public:
    using Fields = std::vector<std::string_view>;
    /// line: where the row begins, from 1. The fields are valid during the call. Returns false to stop.
    using RowVisitor = std::function<bool(std::size_t line, const Fields& fields)>;

    TableFile(const TableFile&) = delete;
    TableFile& operator=(const TableFile&) = delete;
    virtual ~TableFile() = default;

    virtual const std::string& name() const = 0;
    /// The file as it is.
    virtual std::string_view bytes() const = 0;
    /// Of the header, or of the first JSON object.
    virtual std::vector<std::string> columns() const = 0;
    /// Visits each row with its fields of the columns `needed`, in that order. A damaged row is an issue and not
    /// visited; so is a file without rows.
    virtual void visitRows(const std::vector<std::string>& needed, const RowVisitor& visit,
                           IssueList& issues) const = 0;

protected:
    TableFile() = default;
};

/// By the name's end: .csv (quotes, RFC 4180), .tsv (none) or .jsonl (JSON Lines). delimiter: of .csv and .tsv; NUL for
/// their own. Blocks. Throws BadInput when the file cannot be read, is empty or no text.
std::unique_ptr<TableFile> openTable(const std::filesystem::path& path, char delimiter = '\0', const Wanted& wanted = {});

/// The whole text of a table. Throws BadInput when it cannot be read or holds a NUL byte.
std::string readTableText(const std::filesystem::path& path, const Wanted& wanted);

} // namespace engine
