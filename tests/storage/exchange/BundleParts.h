#pragma once

#include <string>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "storage/exchange/BundleFile.h"
#include "storage/exchange/ExportBundle.h"
#include "tests/storage/RecordedRun.h"

/// The parts of a bundle, and bundles that nobody should write.
namespace support {

struct BundlePart
{
    std::string name;
    std::string content;
};

/// Head and entries of a good bundle.
inline std::vector<BundlePart> partsOf(const fs::path& bundle)
{
    storage::BundleReader reader(bundle);
    std::vector<BundlePart> parts = {{storage::bundleHead, reader.head()}};
    while (const auto entry = reader.next()) {
        parts.push_back({entry->name, {}});
        reader.content(*entry, [&](std::string_view part) { parts.back().content += part; });
    }
    return parts;
}

/// With the hash that fits.
inline void writeParts(const std::vector<BundlePart>& parts, const fs::path& bundle)
{
    storage::BundleWriter writer(bundle, parts.front().content);
    for (std::size_t i = 1; i < parts.size(); ++i)
        writer.add(parts[i].name, std::string_view(parts[i].content));
    writer.finish();
}

/// The bytes of a bundle with the hash that fits what was changed in them.
inline std::string resealed(std::string bytes)
{
    constexpr std::size_t end = 4 * storage::tarBlockBytes; // header of the hash, the hash, two empty blocks
    storage::ContentHash hash;
    hash.add(std::string_view(bytes).substr(0, bytes.size() - end));
    return bytes.replace(bytes.size() - end + storage::tarBlockBytes, 32, hash.text());
}

/// The database of a bundle after `sql`, its checks and references switched off.
inline std::string altered(const std::string& database, const std::string& sql, const fs::path& scratch)
{
    writeText(scratch, database);
    {
        SQLite::Database open(scratch.string(), SQLite::OPEN_READWRITE);
        open.exec("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON");
        open.exec(sql);
    }
    return contentOf(scratch);
}

} // namespace support
