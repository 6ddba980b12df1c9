#pragma once

#include <map>

#include <nlohmann/json_fwd.hpp>

#include "engine/model/FileBytes.h"
#include "engine/model/TensorVisitor.h"
#include "engine/model/WeightSource.h"

namespace engine {

/// A safetensors file: 8 bytes little-endian header length, a JSON header, raw little-endian data.
/// The constructor checks every field of the header; the file is hostile until then.
class SafetensorsFile final : public WeightSource {
public:
    /// Throws BadInput naming the file and the tensor: a missing or truncated file, a header that reaches beyond the
    /// file or is no JSON, an unknown dtype, a shape that disagrees with its bytes, offsets that overlap, leave holes
    /// or reach beyond the data.
    explicit SafetensorsFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const override { return m_path; }
    std::vector<std::string> names() const override;
    const WeightInfo* find(const std::string& name) const override;
    torch::Tensor tensor(const std::string& name) const override;
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }

private:
    struct Entry
    {
        WeightInfo info;
        std::uint64_t begin = 0; ///< byte offset in the data section
        std::uint64_t end = 0;
    };

    void readHeader();
    Entry readEntry(const std::string& name, const nlohmann::json& json) const;
    void checkLayout() const;

    std::filesystem::path m_path;
    FileBytes m_file;
    std::uint64_t m_dataBegin = 0; ///< byte offset in the file, behind the header
    std::uint64_t m_dataBytes = 0;
    std::map<std::string, Entry> m_entries;
    std::map<std::string, std::string> m_metadata;
};

/// Writes all tensors (moved to the CPU) under a temporary name and moves them into place once the disk has them.
/// Throws NoRoom, or Error when the disk refuses otherwise.
void writeSafetensors(const std::filesystem::path& path, const std::vector<NamedTensor>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

} // namespace engine
