#include "engine/run/DiskSync.h"

#include <cerrno>
#include <cstdio>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace engine {

namespace {

std::error_code lastDiskError()
{
    return {errno != 0 ? errno : EIO, std::generic_category()};
}

fs::path folderAround(const fs::path& path)
{
    const fs::path above = path.has_filename() ? path.parent_path() : path.parent_path().parent_path();
    return above.empty() ? fs::path(".") : above;
}

/// Of the folder that `path` stands in.
std::error_code syncNameOf(const fs::path& path)
{
    const std::error_code error = syncToDisk(folderAround(path));
    const bool isUnreadable = error == std::errc::permission_denied; // it can be written, but not opened
    return isUnreadable ? std::error_code() : error;
}

bool isFilledFolder(const fs::path& path)
{
    std::error_code error;
    return fs::is_directory(fs::symlink_status(path, error)) && !fs::is_empty(path, error) && !error;
}

std::error_code exchangeInTwoSteps(const fs::path& fresh, const fs::path& target, const fs::path& old)
{
    std::error_code error;
    fs::remove_all(old, error);
    if (std::rename(target.c_str(), old.c_str()) != 0)
        return lastDiskError();
    if (std::rename(fresh.c_str(), target.c_str()) == 0)
        return {};
    error = lastDiskError();
    if (std::rename(old.c_str(), target.c_str()) != 0)
        return lastDiskError();
    return error;
}

} // namespace

std::error_code syncToDisk(const fs::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return lastDiskError();
    std::error_code error;
    if (::fsync(file) != 0 && errno != EINVAL) // EINVAL: a file system without anything to wait for
        error = lastDiskError();
    ::close(file);
    return error;
}

std::error_code syncTree(const fs::path& folder)
{
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const fs::file_type type = entry->symlink_status(error).type();
        if (!error && (type == fs::file_type::regular || type == fs::file_type::directory))
            error = syncToDisk(entry->path());
        if (error)
            return error;
    }
    return error ? error : syncToDisk(folder);
}

std::error_code makeFolders(const fs::path& folder)
{
    if (!folder.has_filename() && folder.has_relative_path()) // "a/"
        return makeFolders(folder.parent_path());
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (fs::is_directory(status))
        return {};
    if (fs::exists(status))
        return std::make_error_code(std::errc::not_a_directory);
    error = makeFolders(folderAround(folder));
    if (!error)
        fs::create_directory(folder, error); // another process may have been first
    return error ? error : syncNameOf(folder);
}

std::error_code moveIntoPlace(const fs::path& fresh, const fs::path& target)
{
    std::error_code error;
    const bool isFolder = fs::is_directory(fs::symlink_status(fresh, error));
    error = isFolder ? syncTree(fresh) : syncToDisk(fresh);
    if (error)
        return error;
    if (std::rename(fresh.c_str(), target.c_str()) != 0)
        return lastDiskError();
    return syncNameOf(target);
}

std::error_code replaceFolder(const fs::path& fresh, const fs::path& target)
{
    if (!isFilledFolder(target))
        return moveIntoPlace(fresh, target);
    if (const std::error_code error = syncTree(fresh))
        return error;
    fs::path old = fresh;
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) != 0) {
        old = target.string() + ".old";
        if (const std::error_code error = exchangeInTwoSteps(fresh, target, old))
            return error;
    }
    if (const std::error_code error = syncNameOf(target))
        return error;
    std::error_code ignored; // one that stays costs disk space only
    fs::remove_all(old, ignored);
    return {};
}

std::error_code replaceFile(const fs::path& file, std::string_view content)
{
    const fs::path fresh = file.string() + ".partial";
    std::error_code ignored;    // mostly: there is none
    fs::remove(fresh, ignored); // a link in its place would be written through
    std::ofstream stream(fresh, std::ios::binary | std::ios::trunc);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    const std::error_code error = stream ? moveIntoPlace(fresh, file) : lastDiskError();
    if (error)
        fs::remove(fresh, ignored);
    return error;
}

} // namespace engine
