#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Safetensors files taken apart and put together again as they are, without anything of the engine.
namespace golden {

struct StoredTensor
{
    std::string name;
    std::string dtype;
    std::vector<std::int64_t> shape;
    std::string bytes; ///< row-major
};

/// Throws std::runtime_error or nlohmann's exceptions where the file is none.
std::vector<StoredTensor> readWeights(const std::filesystem::path& file);

/// The content of a file with these tensors.
std::string weightsText(const std::vector<StoredTensor>& tensors);

} // namespace golden
