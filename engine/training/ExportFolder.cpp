#include "engine/training/ExportFolder.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "engine/run/DiskSync.h"
#include "engine/run/Error.h"

namespace fs = std::filesystem;

namespace engine {

ExportFolder::ExportFolder(fs::path folder)
    : m_folder(folder.has_filename() ? std::move(folder) : folder.parent_path()) // as a shell completes it: "adapter/"
    , m_partial(m_folder.string() + ".partial")
{
    std::error_code error;
    const bool isFree =
        !fs::exists(m_folder, error) || (fs::is_directory(m_folder, error) && fs::is_empty(m_folder, error));
    if (!isFree || error)
        throw BadInput(m_folder.string(), "is there already and not an empty folder");
    fs::remove_all(m_partial, error);
    if (!error)
        error = makeFolders(m_partial);
    if (error)
        throw Error(m_partial.string() + ": cannot be written: " + error.message());
}

ExportFolder::~ExportFolder()
{
    std::error_code error;
    fs::remove_all(m_partial, error); // what stays is named ".partial"
}

void ExportFolder::writeJson(const std::string& name, const Json& json) const
{
    std::ofstream file(m_partial / name, std::ios::binary | std::ios::trunc);
    file << json.dump(2) << '\n';
    file.close();
    if (!file)
        throw Error((m_partial / name).string() + ": cannot be written: " + std::strerror(errno));
}

void ExportFolder::commit()
{
    if (const std::error_code error = moveIntoPlace(m_partial, m_folder))
        throw Error(m_folder.string() + ": cannot be written: " + error.message());
}

} // namespace engine
