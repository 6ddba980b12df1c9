#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Headers of a tar archive in the one form that bundles have: plain files, names up to 100 bytes, no owner and no time.
namespace storage {

constexpr std::size_t tarBlockBytes = 512;
constexpr std::size_t longestTarName = 100;

struct TarEntry
{
    std::string name;
    std::int64_t bytes = 0;
};

/// 512 bytes. The name must fit.
std::string tarHeader(const TarEntry& entry);

/// Nothing for every other form: links, folders, devices, longer names, another program's fields.
std::optional<TarEntry> tarEntry(std::string_view header);

/// Zeros behind a file of this size, up to the next block.
std::int64_t tarPadding(std::int64_t bytes);

} // namespace storage
