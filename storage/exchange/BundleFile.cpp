#include "storage/exchange/BundleFile.h"

#include <algorithm>

#include "engine/run/JsonText.h"
#include "storage/runs/Error.h"

namespace storage {

namespace {

constexpr std::size_t partBytes = std::size_t(1) << 20;
constexpr std::int64_t largestHead = 1 << 20;
constexpr std::int64_t hashBytes = 33; ///< and a line's end

bool isZero(std::string_view bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

} // namespace

bool isPlainName(std::string_view name)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    return !name.empty() && name.front() != '.' && name.find_first_not_of(letters) == std::string_view::npos;
}

BundleWriter::BundleWriter(const std::filesystem::path& file, const std::string& head)
    : m_file(file)
{
    add(bundleHead, head);
}

void BundleWriter::put(std::string_view bytes)
{
    m_hash.add(bytes);
    m_file.write(bytes);
}

void BundleWriter::header(const TarEntry& entry)
{
    if (entry.name.size() > longestTarName)
        throw Error("\"" + entry.name + "\" is too long a name for a bundle.");
    put(tarHeader(entry));
}

void BundleWriter::padding(std::int64_t bytes)
{
    put(std::string(static_cast<std::size_t>(tarPadding(bytes)), '\0'));
}

void BundleWriter::add(const std::string& name, std::string_view content)
{
    const auto bytes = static_cast<std::int64_t>(content.size());
    header({name, bytes});
    put(content);
    padding(bytes);
}

void BundleWriter::add(const std::string& name, InputFile& content)
{
    header({name, content.size()});
    while (content.left() > 0)
        put(content.take(partBytes));
    padding(content.size());
}

void BundleWriter::finish()
{
    add(bundleHash, m_hash.text() + '\n');
    put(std::string(2 * tarBlockBytes, '\0'));
    m_file.commit();
}

BundleReader::BundleReader(const std::filesystem::path& file)
    : m_file(file)
{
    const auto first = header();
    if (!first || first->name != bundleHead)
        throw Error(file.string() + " is not a run bundle.");
    m_head = small(*first, largestHead);
    checkVersion();
}

void BundleReader::damaged(const std::string& what) const
{
    throw Error(m_file.path().string() + " is a damaged run bundle: " + what + ".");
}

void BundleReader::checkVersion() const
{
    const auto parsed = engine::parseJson(m_head, bundleHead);
    const auto* json = std::get_if<engine::Json>(&parsed);
    if (json == nullptr || !json->is_object() || json->value("format", engine::Json()) != "molex-run-bundle")
        throw Error(m_file.path().string() + " is not a run bundle.");
    const engine::Json version = json->value("version", engine::Json());
    if (!version.is_number_unsigned() || version.get<std::uint64_t>() == 0)
        damaged("it does not say its version");
    if (version.get<std::uint64_t>() > static_cast<std::uint64_t>(bundleVersion))
        throw Error(m_file.path().string() + " was written by a newer version of this program (bundles of version "
                    + version.dump() + ", this program knows up to " + std::to_string(bundleVersion)
                    + "); update the program to import it.");
}

std::optional<TarEntry> BundleReader::header()
{
    const std::string bytes = m_file.take(tarBlockBytes);
    auto entry = tarEntry(bytes);
    if (entry && entry->name != bundleHash)
        m_hash.add(bytes);
    return entry;
}

std::string BundleReader::small(const TarEntry& entry, std::int64_t limit)
{
    if (entry.bytes > limit)
        damaged(entry.name + " is too large");
    std::string text;
    content(entry, [&text](std::string_view part) { text += part; });
    return text;
}

void BundleReader::content(const TarEntry& entry, const std::function<void(std::string_view)>& take)
{
    if (entry.bytes > m_file.left())
        damaged("it ends before " + entry.name + " does");
    for (std::int64_t left = entry.bytes; left > 0;) {
        const std::string part = m_file.take(std::min(left, static_cast<std::int64_t>(partBytes)));
        m_hash.add(part);
        take(part);
        left -= static_cast<std::int64_t>(part.size());
    }
    skipPadding(entry.bytes);
}

void BundleReader::skipPadding(std::int64_t bytes)
{
    const std::string padding = m_file.take(tarPadding(bytes));
    if (static_cast<std::int64_t>(padding.size()) < tarPadding(bytes) || !isZero(padding))
        damaged("it is cut short or altered between two files");
    m_hash.add(padding);
}

std::optional<TarEntry> BundleReader::next()
{
    auto entry = header();
    if (!entry)
        damaged("it ends early, or holds something that is no plain file");
    if (entry->name != bundleHash)
        return entry;
    m_right = m_hash.text();
    const std::string written = small(*entry, hashBytes);
    constexpr std::size_t endBytes = 2 * tarBlockBytes;
    const std::string end = m_file.take(endBytes + 1);
    if (end.size() != endBytes || !isZero(end))
        damaged("it does not end where it should");
    if (written != m_right + '\n')
        damaged("its content is not what was written; its hash differs");
    return std::nullopt;
}

} // namespace storage
