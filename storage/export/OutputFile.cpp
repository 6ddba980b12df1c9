#include "storage/export/OutputFile.h"

#include "engine/run/DiskSync.h"
#include "storage/runs/Error.h"
#include "storage/schema/Leftovers.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

/// Only what is a plain file, or nothing yet, may have another file put in its place. A link is its owner's wish, a
/// device or pipe is not a place for files at all.
bool isReplaceable(const fs::path& path)
{
    std::error_code error; // what cannot be looked at cannot be opened either, which is then told
    const fs::file_status itself = fs::symlink_status(path, error);
    return fs::is_regular_file(itself) || !fs::exists(itself);
}

void refuseUnwritable(const fs::path& path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status))
        throw Error(path.string() + " is a folder; name a file.");
    if (fs::is_block_file(status) || fs::is_socket(status))
        throw Error(path.string() + " is a device or a socket; name a file.");
}

} // namespace

OutputFile::OutputFile(fs::path path)
    : m_path(std::move(path))
{
    refuseUnwritable(m_path);
    if (isReplaceable(m_path)) {
        removeUnfinishedExports(m_path);
        m_partial = unfinishedName(m_path);
        std::error_code ignored;        // mostly: there is none
        fs::remove(m_partial, ignored); // a link there is not its owner's wish
    }
    m_stream.open(m_partial.empty() ? m_path : m_partial, std::ios::binary | std::ios::trunc);
    if (!m_stream)
        throw Error(m_path.string() + " cannot be written; does its folder exist and is it writable?");
}

OutputFile::~OutputFile()
{
    std::error_code ignored; // nothing is lost when the unfinished file stays
    if (!m_partial.empty())
        fs::remove(m_partial, ignored);
}

void OutputFile::write(std::string_view text)
{
    m_stream.write(text.data(), static_cast<std::streamsize>(text.size()));
}

void OutputFile::commit()
{
    m_stream.close();
    if (!m_stream)
        throw Error(m_path.string()
                    + (m_partial.empty() ? " could not be written to its end."
                                         : " could not be written; is the disk full?"));
    std::error_code error;
    if (!m_partial.empty())
        error = engine::moveIntoPlace(m_partial, m_path);
    else if (fs::is_regular_file(m_path, error)) // through a link; a pipe or a terminal keeps nothing
        error = engine::syncToDisk(m_path);
    if (error)
        throw Error(m_path.string() + " could not be written: " + error.message() + ".");
    m_partial.clear();
}

void writeOutputFile(const std::filesystem::path& path, std::string_view text)
{
    OutputFile file(path);
    file.write(text);
    file.commit();
}

} // namespace storage
