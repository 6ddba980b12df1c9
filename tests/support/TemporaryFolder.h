#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <QtCore/QTemporaryDir>

namespace support {

/// A folder that goes with the test; files are written as given, byte for byte.
class TemporaryFolder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }

    std::filesystem::path write(const std::string& name, std::string_view content) const
    {
        const std::filesystem::path file = path() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
        return file;
    }

private:
    QTemporaryDir m_folder;
};

inline std::filesystem::path folderOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

/// The whole file, byte for byte. A missing one fails the test: two of them must not be equal.
inline std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw std::runtime_error(file.string() + " cannot be read");
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace support
