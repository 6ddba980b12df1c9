#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/model/TensorVisitor.h"

namespace engine {

/// A safetensors file, memory-mapped: 8 bytes little-endian header length, a JSON header, raw little-endian data.
/// The constructor checks every field of the header; the file is hostile until then.
class SafetensorsFile final {
public:
    /// Throws BadInput naming the file and the tensor: a missing or truncated file, a header that reaches beyond the
    /// file or is no JSON, an unknown dtype, a shape that disagrees with its bytes, offsets that overlap, leave holes
    /// or reach beyond the data.
    explicit SafetensorsFile(const std::filesystem::path& path);
    ~SafetensorsFile();
    SafetensorsFile(const SafetensorsFile&) = delete;
    SafetensorsFile& operator=(const SafetensorsFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::vector<std::string> names() const; ///< sorted
    bool contains(const std::string& name) const { return m_entries.contains(name); }
    const std::vector<std::int64_t>& shape(const std::string& name) const { return m_entries.at(name).shape; }
    bool isFloatingPoint(const std::string& name) const;
    std::string dtype(const std::string& name) const { return m_entries.at(name).dtype; }
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }

    /// A copy in the stored dtype.
    torch::Tensor tensor(const std::string& name) const;

private:
    struct Entry
    {
        std::string dtype;
        std::vector<std::int64_t> shape;
        std::uint64_t begin = 0; ///< byte offset in the data section
        std::uint64_t end = 0;
    };
    class Mapping;

    void readHeader();
    void checkLayout(std::uint64_t dataSize) const;

    std::filesystem::path m_path;
    std::unique_ptr<Mapping> m_mapping;
    std::uint64_t m_dataStart = 0;
    std::map<std::string, Entry> m_entries;
    std::map<std::string, std::string> m_metadata;
};

/// Writes all tensors (moved to the CPU) under a temporary name, syncs and renames. Throws Error when the disk refuses.
void writeSafetensors(const std::filesystem::path& path, const std::vector<NamedTensor>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

/// "[3, 64]"
std::string shapeText(const std::vector<std::int64_t>& shape);

} // namespace engine
