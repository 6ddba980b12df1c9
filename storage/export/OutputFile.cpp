#include "storage/export/OutputFile.h"

#include <unistd.h>

#include "storage/runs/Error.h"

namespace fs = std::filesystem;

namespace storage {

OutputFile::OutputFile(fs::path path)
    : m_path(std::move(path))
    , m_partial(m_path.string() + ".partial-" + std::to_string(::getpid()))
{
    if (fs::is_directory(m_path))
        throw Error(m_path.string() + " is a folder; name a file.");
    m_stream.open(m_partial, std::ios::binary | std::ios::trunc);
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
        throw Error(m_path.string() + " could not be written; is the disk full?");
    std::error_code error;
    fs::rename(m_partial, m_path, error);
    if (error)
        throw Error(m_path.string() + " could not be replaced: " + error.message() + ".");
    m_partial.clear();
}

} // namespace storage
