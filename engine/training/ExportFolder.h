#pragma once

#include <filesystem>
#include <string>

#include "engine/run/ConfigJson.h"

namespace engine {

/// A folder of results that appears only when it is complete: filled beside its place, moved there by commit() once the
/// disk has it, removed when never committed. Throws Error; BadInput when something is in its place already.
class ExportFolder final {
public:
    explicit ExportFolder(std::filesystem::path folder);
    ~ExportFolder();
    ExportFolder(const ExportFolder&) = delete;
    ExportFolder& operator=(const ExportFolder&) = delete;

    const std::filesystem::path& path() const { return m_partial; } ///< where files are put until commit()
    void writeJson(const std::string& name, const Json& json) const;
    void commit();

private:
    std::filesystem::path m_folder;
    std::filesystem::path m_partial;
};

} // namespace engine
