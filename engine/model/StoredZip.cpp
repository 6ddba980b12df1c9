#include "engine/model/StoredZip.h"

#include <algorithm>
#include <vector>

#include <zlib.h>

#include "engine/data/Utf8.h"
#include "engine/run/Error.h"

namespace engine {

// Records and fields as in PKWARE's APPNOTE.TXT 6.3, section 4.3; numbers are little-endian.
namespace {

constexpr std::uint64_t endSize = 22;
constexpr std::uint64_t locatorSize = 20;
constexpr std::uint64_t wideEndSize = 56;
constexpr std::uint64_t headerSize = 46;
constexpr std::uint64_t localSize = 30;
constexpr std::uint64_t checkedBlockBytes = 1 << 20;
constexpr std::uint64_t entryLimit = 200'000;
constexpr std::uint64_t directoryLimitBytes = 64 << 20;
constexpr std::uint32_t in64Bits = 0xFFFFFFFF; ///< the field's value stands in the zip64 extra field

/// `size` bytes at `offset`, which must lie inside.
std::uint64_t number(std::string_view bytes, std::size_t offset, std::size_t size)
{
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = (value << 8) | static_cast<unsigned char>(bytes[offset + i]);
    return value;
}

/// Whether [begin, begin + size) lies in [0, limit).
bool fits(std::uint64_t begin, std::uint64_t size, std::uint64_t limit)
{
    return begin <= limit && size <= limit - begin;
}

/// The part of a header's extra fields with this tag; empty when there is none or the fields are cut off.
std::string_view extraField(std::string_view extra, std::uint64_t tag)
{
    while (extra.size() >= 4) {
        const std::uint64_t size = number(extra, 2, 2);
        if (size > extra.size() - 4)
            break;
        if (number(extra, 0, 2) == tag)
            return extra.substr(4, size);
        extra.remove_prefix(4 + size);
    }
    return {};
}

} // namespace

/// One entry of the central directory.
struct StoredZip::Header
{
    std::string name;
    std::uint64_t flags = 0;
    std::uint64_t method = 0;
    std::uint32_t checksum = 0;
    std::uint64_t packedSize = 0;
    std::uint64_t size = 0;
    std::uint64_t local = 0;  ///< offset of the local header
    std::uint64_t length = 0; ///< bytes in the directory
};

StoredZip::StoredZip(const ByteSource& bytes, std::string file)
    : m_bytes(bytes)
    , m_file(std::move(file))
{
    const Directory directory = findDirectory();
    const std::string list = m_bytes.text(directory.begin, directory.size);
    std::string_view rest = list;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> places; // local header's offset, end of the content
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        const Header header = readHeader(rest);
        rest.remove_prefix(header.length);
        const Entry entry = entryOf(header, directory.begin);
        places.emplace_back(header.local, entry.begin + entry.size);
        if (!m_entries.emplace(header.name, entry).second)
            fail("it has two entries named " + inQuotes(header.name));
    }
    if (!rest.empty())
        fail("its directory has more entries than it says");
    std::sort(places.begin(), places.end());
    for (std::size_t i = 1; i < places.size(); ++i)
        if (places[i].first < places[i - 1].second)
            fail("two of its entries overlap");
}

void StoredZip::fail(const std::string& why) const
{
    throw BadInput(m_file, "is no sound zip archive: " + why);
}

StoredZip::Directory StoredZip::findDirectory() const
{
    const std::uint64_t size = m_bytes.size();
    std::string end = size < endSize ? std::string() : m_bytes.text(size - endSize, endSize);
    if (!end.starts_with("PK\5\6"))
        fail("it does not end with a directory, so it is truncated or something follows it");
    std::uint64_t limit = size - endSize;
    Directory directory{number(end, 16, 4), number(end, 12, 4), number(end, 10, 2)};
    if (number(end, 20, 2) != 0 || number(end, 4, 4) != 0)
        fail("it has a comment or several parts");
    const std::string locator =
        limit < locatorSize ? std::string() : m_bytes.text(limit - locatorSize, locatorSize);
    if (locator.starts_with("PK\6\7")) {
        limit -= locatorSize;
        const std::uint64_t wide = number(locator, 8, 8);
        end = fits(wide, wideEndSize, limit) ? m_bytes.text(wide, wideEndSize) : std::string();
        if (!end.starts_with("PK\6\6"))
            fail("the zip64 end of its directory is missing");
        directory = {number(end, 48, 8), number(end, 40, 8), number(end, 32, 8)};
        limit = wide;
    }
    if (!fits(directory.begin, directory.size, limit))
        fail("its directory reaches beyond the file");
    if (directory.size > directoryLimitBytes || directory.entries > entryLimit
        || directory.entries > directory.size / headerSize)
        fail("its directory cannot hold " + std::to_string(directory.entries)
             + (directory.entries == 1 ? " entry" : " entries"));
    return directory;
}

StoredZip::Header StoredZip::readHeader(std::string_view directory) const
{
    if (directory.size() < headerSize || !directory.starts_with("PK\1\2"))
        fail("its directory is damaged");
    const std::uint64_t nameSize = number(directory, 28, 2);
    const std::uint64_t extraSize = number(directory, 30, 2);
    Header header;
    header.length = headerSize + nameSize + extraSize + number(directory, 32, 2);
    if (header.length > directory.size())
        fail("its directory is cut off");
    header.name.assign(directory.data() + headerSize, nameSize);
    header.flags = number(directory, 8, 2);
    header.method = number(directory, 10, 2);
    header.checksum = static_cast<std::uint32_t>(number(directory, 16, 4));
    header.packedSize = number(directory, 20, 4);
    header.size = number(directory, 24, 4);
    header.local = number(directory, 42, 4);
    std::string_view wide = extraField(directory.substr(headerSize + nameSize, extraSize), 1);
    for (std::uint64_t* field : {&header.size, &header.packedSize, &header.local}) {
        if (*field != in64Bits)
            continue;
        if (wide.size() < 8)
            fail("entry " + inQuotes(header.name) + " lacks its zip64 sizes");
        *field = number(wide, 0, 8);
        wide.remove_prefix(8);
    }
    return header;
}

/// limit: where the directory begins, behind all contents.
StoredZip::Entry StoredZip::entryOf(const Header& header, std::uint64_t limit) const
{
    const std::string entry = "entry " + inQuotes(header.name);
    if ((header.flags & 1) != 0)
        fail(entry + " is encrypted");
    if (header.method != 0)
        fail(entry + " is compressed; torch.save stores entries as they are");
    if (header.size != header.packedSize)
        fail(entry + " has two different sizes");
    const std::string local =
        fits(header.local, localSize, limit) ? m_bytes.text(header.local, localSize) : std::string();
    if (!local.starts_with("PK\3\4"))
        fail(entry + " is not where the directory says");
    const std::uint64_t nameSize = number(local, 26, 2);
    const std::uint64_t begin = header.local + localSize + nameSize + number(local, 28, 2);
    if (!fits(begin, header.size, limit))
        fail(entry + " reaches beyond the contents");
    if (m_bytes.text(header.local + localSize, nameSize) != header.name)
        fail(entry + " has another name where it lies");
    return {begin, header.size, header.checksum};
}

const StoredZip::Entry* StoredZip::find(const std::string& name) const
{
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? nullptr : &found->second;
}

std::string StoredZip::content(const std::string& name) const
{
    const Entry& entry = m_entries.at(name);
    return m_bytes.text(entry.begin, entry.size);
}

void StoredZip::requireChecksum(const std::string& name) const
{
    const Entry& entry = m_entries.at(name);
    if (entry.checksum == 0)
        return;
    std::vector<char> block(std::min(entry.size, checkedBlockBytes));
    uLong checksum = 0;
    for (std::uint64_t done = 0; done < entry.size; done += block.size()) {
        block.resize(std::min(entry.size - done, checkedBlockBytes));
        m_bytes.read(entry.begin + done, block);
        checksum = crc32_z(checksum, reinterpret_cast<const Bytef*>(block.data()), block.size());
    }
    if (checksum != entry.checksum)
        fail("entry " + inQuotes(name) + " is damaged (its checksum is another)");
}

} // namespace engine
