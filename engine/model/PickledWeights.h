#pragma once

#include <map>
#include <memory>
#include <set>

#include "engine/model/ByteSource.h"
#include "engine/model/PickledTensor.h"
#include "engine/model/StoredZip.h"
#include "engine/model/WeightSource.h"

namespace engine {

/// A pytorch_model.bin as torch.save writes it since PyTorch 1.6: a zip archive with a pickled dictionary of tensors
/// and one entry for the elements of each storage. No code of the file is ever run.
class PickledWeights final : public WeightSource {
public:
    /// Throws BadInput naming the file and what is wrong: an older format, a damaged or compressed archive, a pickle
    /// that holds anything but a dictionary of tensors, a storage of another size than the pickle says.
    explicit PickledWeights(const std::filesystem::path& path);

    /// Of bytes that outlive it; `path` is only for messages.
    PickledWeights(std::span<const char> bytes, std::filesystem::path path);

    const std::filesystem::path& path() const override { return m_path; }
    std::vector<std::string> names() const override;
    const WeightInfo* find(const std::string& name) const override;
    torch::Tensor tensor(const std::string& name) const override;

private:
    struct Entry
    {
        WeightInfo info;
        PickledTensor view;
        std::string storage; ///< name of its entry in the archive
    };

    void read();
    std::string findFolder() const;
    void addEntry(const std::string& folder, const std::string& name, const PickledTensor& view);

    std::filesystem::path m_path;
    std::unique_ptr<const ByteSource> m_bytes;
    StoredZip m_archive;
    std::map<std::string, Entry> m_entries;
    mutable std::set<std::string> m_verified; ///< storages whose checksum was found right
};

} // namespace engine
