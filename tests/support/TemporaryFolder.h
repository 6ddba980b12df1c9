#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <QtCore/QTemporaryDir>

#include "tests/support/Files.h"

namespace support {

/// A folder that goes with the test; files are written as given, byte for byte.
class TemporaryFolder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }

    std::filesystem::path write(const std::string& name, std::string_view content) const
    {
        const std::filesystem::path file = path() / name;
        writeText(file, content);
        return file;
    }

private:
    QTemporaryDir m_folder;
};

inline std::filesystem::path folderOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

} // namespace support
