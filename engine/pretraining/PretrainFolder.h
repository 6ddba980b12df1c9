#pragma once

#include <filesystem>
#include <optional>

#include "engine/data/Tokenizer.h"
#include "engine/model/ModelConfig.h"
#include "engine/model/TensorVisitor.h"
#include "engine/run/PretrainConfig.h"

namespace engine {

/// The folder that a pre-training writes. It is a model folder in Hugging Face's layout (config.json, vocab.json,
/// merges.txt, and model.safetensors from the first checkpoint on), with pretraining.json, the record of the training,
/// pretraining.lock, and checkpoints/, from which an interrupted one goes on.
class PretrainFolder final {
public:
    explicit PretrainFolder(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    const std::filesystem::path& path() const { return m_folder; }
    std::filesystem::path checkpoints() const { return m_folder / "checkpoints"; }

    /// What stands in the way of this configuration: foreign files, or a pre-training that was begun with other values.
    void check(const PretrainConfig& config, std::vector<Issue>& issues) const;

    /// pretraining.json; absent in a new folder. Throws BadInput when it is damaged.
    std::optional<Json> record() const;
    /// Each of these is on the disk when it returns, whole. They throw Error, NoRoom where the disk is full.
    void writeRecord(const Json& record) const;
    void writeConfig(const ModelConfig& shape, const SpecialTokens& special, StoredType type) const;
    void writeModel(const std::vector<NamedTensor>& tensors, StoredType type) const;

private:
    void replace(const std::string& name, const std::string& text) const;

    std::filesystem::path m_folder;
};

} // namespace engine
