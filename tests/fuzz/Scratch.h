#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>

namespace fuzz {

inline std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write(const std::filesystem::path& file, std::span<const char> bytes)
{
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// A folder molex-fuzz-… for readers that want a file: in $MOLEX_FUZZ_SCRATCH, or without that in memory where the
/// system has a place for it, so that nothing waits for a disk. It goes with this, and stays, with the input, when a
/// fault ends the program.
class Scratch {
public:
    Scratch()
    {
        std::string name = (parent() / "molex-fuzz-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            std::abort();
        m_path = name;
    }
    ~Scratch()
    {
        std::error_code error;
        std::filesystem::remove_all(m_path, error);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const char* name) const { return m_path / name; }

private:
    static std::filesystem::path parent()
    {
        if (const char* chosen = std::getenv("MOLEX_FUZZ_SCRATCH"))
            return chosen;
        std::error_code error;
        const std::filesystem::path memory = "/dev/shm";
        return std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
    }

    std::filesystem::path m_path;
};

} // namespace fuzz
