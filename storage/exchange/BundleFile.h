#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "storage/exchange/ContentHash.h"
#include "storage/exchange/InputFile.h"
#include "storage/exchange/TarHeader.h"
#include "storage/export/OutputFile.h"

/// The file of a run bundle: an uncompressed tar archive that `tar` lists and unpacks. Its first entry says what it is
/// and in which version, its last holds the hash of every byte before it. Nothing in it can grow when it is read.
namespace storage {

constexpr int bundleVersion = 2; ///< 1: without a start
constexpr const char* bundleHead = "molex-bundle.json";
constexpr const char* bundleDatabase = "workspace.sqlite";
constexpr const char* bundleCheckpoints = "checkpoints/"; ///< then FOLDER/FILE
constexpr const char* bundleStart = "start/";             ///< then FILE: the checkpoint of another run that it went on from
constexpr const char* bundleHash = "xxh3-128.txt";

/// True for one component of a path that is a plain name: letters, digits, '.', '_', '-', the first no dot.
bool isPlainName(std::string_view name);

/// Writes a bundle entry by entry; it appears when complete. Throws storage::Error.
class BundleWriter {
public:
    BundleWriter(const std::filesystem::path& file, const std::string& head);

    void add(const std::string& name, std::string_view content);
    /// All of a file that was opened and not read from.
    void add(const std::string& name, InputFile& content);
    void finish();

private:
    void header(const TarEntry& entry);
    void padding(std::int64_t bytes);
    void put(std::string_view bytes);

    OutputFile m_file;
    ContentHash m_hash;
};

/// Reads a bundle that may be a stranger's, from front to back. Throws storage::Error that names the file.
class BundleReader {
public:
    /// Checks what the file is, and its version.
    explicit BundleReader(const std::filesystem::path& file);

    const std::string& head() const { return m_head; }
    std::int64_t size() const { return m_file.size(); }

    /// The next entry, read completely through `content` before the next call; none once the hash has been found right.
    /// Before that, nothing that was read is to be trusted.
    std::optional<TarEntry> next();
    void content(const TarEntry& entry, const std::function<void(std::string_view)>& take);

    /// The hash that was found right.
    const std::string& hash() const { return m_right; }

private:
    [[noreturn]] void damaged(const std::string& what) const;
    void checkVersion() const;
    std::optional<TarEntry> header();
    std::string small(const TarEntry& entry, std::int64_t limit);
    void skipPadding(std::int64_t bytes);

    InputFile m_file;
    ContentHash m_hash;
    std::string m_head;
    std::string m_right;
};

} // namespace storage
